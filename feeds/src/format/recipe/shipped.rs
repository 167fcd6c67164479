//! Recipes that come with the program, by name. They hold facts about publishers' pages, nothing of their content.

use super::compile::Mistake;
use super::spec::{Fetch, Recipe};
use std::borrow::Cow;

/// Names and texts, in the order of the names.
const SHIPPED: &[(&str, &str)] = &[
    ("aca", include_str!("../../../registry/recipes/aca.toml")),
    ("al_anon_wso", include_str!("../../../registry/recipes/al_anon_wso.toml")),
    ("celebrate_recovery", include_str!("../../../registry/recipes/celebrate_recovery.toml")),
    ("da", include_str!("../../../registry/recipes/da.toml")),
    ("dra", include_str!("../../../registry/recipes/dra.toml")),
    ("ga", include_str!("../../../registry/recipes/ga.toml")),
    ("gam_anon", include_str!("../../../registry/recipes/gam_anon.toml")),
    ("heroin_anonymous", include_str!("../../../registry/recipes/heroin_anonymous.toml")),
    ("intergroup_entries", include_str!("../../../registry/recipes/intergroup_entries.toml")),
    ("intergroup_tables", include_str!("../../../registry/recipes/intergroup_tables.toml")),
    ("nar_anon", include_str!("../../../registry/recipes/nar_anon.toml")),
    ("oa", include_str!("../../../registry/recipes/oa.toml")),
    ("pathminder", include_str!("../../../registry/recipes/pathminder.toml")),
    ("smart_2013", include_str!("../../../registry/recipes/smart_2013.toml")),
    ("sos", include_str!("../../../registry/recipes/sos.toml")),
    ("y12sr", include_str!("../../../registry/recipes/y12sr.toml")),
];

/// The names of all recipes that come with the program.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

impl Recipe {
    /// The recipe of that name that comes with the program; [`Recipe::check`] says whether there is one.
    pub fn named(name: &str) -> Self {
        Self { shipped: Some(name.to_owned()), ..Self::default() }
    }

    /// The recipe itself, or the one it names with its own `fetch` laid over.
    pub(super) fn resolved(&self) -> Result<Cow<'_, Recipe>, Vec<Mistake>> {
        let Some(name) = &self.shipped else { return Ok(Cow::Borrowed(self)) };
        let wrong = |path: &str, what: String| Err(vec![Mistake { path: path.to_owned(), what }]);
        let only_fetch =
            Recipe { shipped: Some(name.clone()), fetch: self.fetch.clone(), ..Recipe::default() };
        if only_fetch != *self {
            return wrong("use", "beside `use` only `fetch` can be said".to_owned());
        }
        let Some((_, text)) = SHIPPED.iter().find(|(known, _)| known == name) else {
            let names: Vec<&str> = names().collect();
            return wrong("use", format!("there is no recipe `{name}`, they are: {}", names.join(", ")));
        };
        match toml::from_str::<Recipe>(text) {
            Ok(mut recipe) => {
                lay_over(&mut recipe.fetch, &self.fetch);
                Ok(Cow::Owned(recipe))
            }
            Err(error) => wrong("use", error.message().to_owned()),
        }
    }
}

fn lay_over(shipped: &mut Fetch, own: &Fetch) {
    let own = own.clone();
    shipped.headers.extend(own.headers);
    shipped.hosts.extend(own.hosts);
    shipped.links.extend(own.links);
    if !own.urls.is_empty() {
        shipped.urls = own.urls;
    }
    shipped.role = own.role.or(shipped.role);
    shipped.body = own.body.or(shipped.body.take());
    shipped.content_type = own.content_type.or(shipped.content_type.take());
    shipped.pages = own.pages.or(shipped.pages.take());
    shipped.max_requests = own.max_requests.or(shipped.max_requests);
}
