//! `/withdraw`: asking to have a listing, a list or a detail taken out. The request is stored for the operator and
//! nothing happens by itself. What is typed is shown again to whoever typed it, and is never logged.

use super::choices::Choice;
use super::error::{self, ErrorPage};
use super::fields::kept_language;
use super::frame::{Act, Frame, Kept};
use super::named::{Named, named};
use super::reply::{AN_HOUR, NOT_KEPT, rendered};
use super::visitor::Visitor;
use crate::message::Text;
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemCode};
use crate::received::{FORM_TIME, read};
use crate::state::AppState;
use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::store::requests::{
    LONGEST_REPLY, LONGEST_WHAT, LONGEST_WHY, NewRequest, RequestScope,
};
use http::{StatusCode, header};

/// A form may have so many bytes: every letter of its fields, however it is written.
const MOST_BYTES: usize = 12 * (LONGEST_WHAT + LONGEST_WHY + LONGEST_REPLY);

#[derive(Template)]
#[template(path = "withdraw.html")]
struct Withdraw {
    frame: Frame,
    t: &'static Text,
    fault: Option<String>,
    named: Option<String>,
    form: WithdrawForm,
    steps: [&'static str; 3],
}

/// The form with what was typed.
struct WithdrawForm {
    kept: Vec<Kept>,
    what: String,
    why: String,
    reply: String,
    scope: Vec<Choice>,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    what: String,
    scope: String,
    why: String,
    reply: String,
}

impl Typed {
    fn of(pairs: &[(String, String)]) -> Self {
        let field = |name: &str, longest: usize| {
            let found = pairs.iter().rev().find(|(known, _)| known == name);
            found.map_or_else(String::new, |(_, value)| value.trim().chars().take(longest).collect())
        };
        Self {
            what: field("what", LONGEST_WHAT),
            scope: field("scope", 20),
            why: field("why", LONGEST_WHY),
            reply: field("reply", LONGEST_REPLY),
        }
    }
}

/// The form; a link may bring what it is about.
pub async fn form(State(state): State<AppState>, visitor: Visitor) -> Response {
    let what = visitor.pairs().iter().filter(|(name, _)| name == "what").cloned().collect::<Vec<_>>();
    let typed = Typed::of(&what);
    let cache = if typed.what.is_empty() { AN_HOUR } else { NOT_KEPT };
    show(&state, &visitor, typed, None, StatusCode::OK, cache).await
}

/// Takes a request.
pub async fn send(State(state): State<AppState>, visitor: Visitor, request: Request) -> Response {
    let client = state.asks().client(&request);
    let pairs = match pairs(request.into_body()).await {
        Ok(pairs) => pairs,
        Err(problem) => return problem.into_response(),
    };
    let spoken = pairs.iter().find(|(name, _)| name == "ui_lang").and_then(|(_, tag)| UiLanguage::parse(tag));
    let visitor = visitor.speaking(spoken);
    let typed = Typed::of(&pairs);
    let t = &visitor.text().withdraw;
    let scope = RequestScope::parse(&typed.scope);
    let fault = match (&typed, scope) {
        (Typed { what, .. }, _) if what.is_empty() => Some(&*t.missing),
        (Typed { reply, .. }, _) if !reply.is_empty() && !is_address(reply) => Some(&*t.bad_reply),
        (_, None) => Some(&*visitor.text().error.bad_says),
        _ => None,
    };
    let (None, Some(scope)) = (fault, scope) else {
        let fault = fault.map(str::to_owned);
        return show(&state, &visitor, typed, fault, StatusCode::BAD_REQUEST, NOT_KEPT).await;
    };
    // what can't be taken is not counted
    if let Some(wait) = client.and_then(|client| state.asks().refuses(client)) {
        let says = visitor.text().error.many_says.plain(visitor.language(), wait, &[]);
        return show(&state, &visitor, typed, Some(says), StatusCode::TOO_MANY_REQUESTS, NOT_KEPT).await;
    }
    let asked = typed.clone();
    let kept = state.blocking(move |state| {
        let Named { listing, source, .. } = named(state, &asked.what)?.unwrap_or_default();
        let Typed { what, why, reply, .. } = asked;
        let reply = Some(reply).filter(|reply| !reply.is_empty());
        let new = NewRequest { what, listing, source, scope, why, reply };
        Ok(state.catalogue().store().add_request(&new, state.now())?)
    });
    match kept.await {
        Ok(Some(number)) => {
            let to = visitor.at(&format!("/withdraw/sent?number={number}"));
            (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::CACHE_CONTROL, NOT_KEPT.to_owned())])
                .into_response()
        }
        Ok(None) => {
            let full = Some(t.full.clone());
            show(&state, &visitor, typed, full, StatusCode::SERVICE_UNAVAILABLE, NOT_KEPT).await
        }
        Err(problem) => error::of_problem(&visitor, problem.code(), None),
    }
}

/// What is said when a request has come in.
pub async fn sent(visitor: Visitor) -> Response {
    let number = visitor.pairs().iter().find(|(name, _)| name == "number").map(|(_, number)| number.as_str());
    let is_number =
        |number: &&str| !number.is_empty() && number.len() < 19 && number.bytes().all(|c| c.is_ascii_digit());
    let Some(number) = number.filter(is_number) else {
        return error::of_problem(&visitor, ProblemCode::NotFound, None);
    };
    let t = visitor.text();
    let lines = vec![
        t.withdraw.thanks_says.marked(&[("number", number)]),
        crate::message::Marked::words(&t.withdraw.then_1),
    ];
    let home = Act::first(visitor.at("/"), &*t.error.home);
    ErrorPage::new(&visitor, &t.withdraw.thanks, lines, vec![home]).reply(&visitor, StatusCode::OK)
}

async fn pairs(body: Body) -> Result<Vec<(String, String)>, Problem> {
    Ok(of_form(&read(body, MOST_BYTES, FORM_TIME).await?))
}

async fn show(
    state: &AppState,
    visitor: &Visitor,
    typed: Typed,
    fault: Option<String>,
    status: StatusCode,
    cache: &'static str,
) -> Response {
    let what = typed.what.clone();
    let named = state.blocking(move |state| named(state, &what)).await;
    let named = match named {
        Ok(named) => named,
        Err(problem) => return error::of_problem(visitor, problem.code(), None),
    };
    let is_source = named.as_ref().is_some_and(|named| named.source.is_some());
    let usual = if is_source { RequestScope::Source } else { RequestScope::Meeting };
    let t = visitor.text();
    let w = &t.withdraw;
    let chosen = RequestScope::parse(&typed.scope).unwrap_or(usual);
    let scope = RequestScope::ALL.map(|scope| {
        let label = match scope {
            RequestScope::Meeting => &w.scope_meeting,
            RequestScope::Group => &w.scope_group,
            RequestScope::Source => &w.scope_source,
            RequestScope::Detail => &w.scope_detail,
        };
        Choice { id: scope.id().to_owned(), label: label.clone(), chosen: scope == chosen }
    });
    let frame = Frame::new(visitor, &*w.title).hidden();
    let page = Withdraw {
        frame: if fault.is_some() { frame.private() } else { frame },
        t,
        fault,
        named: named.map(|named| named.name),
        form: WithdrawForm {
            kept: kept_language(visitor),
            what: typed.what,
            why: typed.why,
            reply: typed.reply,
            scope: scope.into(),
        },
        steps: [&w.then_1, &w.then_2, &w.then_3],
    };
    rendered(visitor, status, &page, cache)
}

/// Whether this could be an e-mail address; whether it is one, only a letter to it tells.
fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let is_plain =
        !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\"\\".contains(c));
    !name.is_empty() && is_plain && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_told_from_other_words() {
        for good in ["a@example.org", "a.b+c@mail.example.org", "jürgen@example.org"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@example.org",
            "a@",
            "a@example",
            "a b@example.org",
            "a@example.org, b@example.org",
            "a@.org",
            "a@org.",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
