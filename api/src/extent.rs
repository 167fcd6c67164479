//! How much there is in all, counted once for each generation: the first page would else count the world at every visit.

use crate::problem::Problem;
use crate::search::in_time;
use crate::state::AppState;
use everyroom_indexer::search::{Facets, Query};
use std::sync::{Arc, Mutex, PoisonError};

/// What a search for everything counts.
#[derive(Debug, Default)]
pub struct Extent {
    /// Meetings that are held.
    pub meetings: u64,
    /// How many of them by everything that can be chosen.
    pub facets: Facets,
}

impl Extent {
    /// How many groups there are meetings of.
    pub fn groups(&self) -> u64 {
        let groups = self.facets.counts.iter().find(|(name, _)| *name == "fellowship");
        groups.map_or(0, |(_, values)| values.iter().filter(|(_, count)| *count > 0).count() as u64)
    }
}

/// The extent of the generation that is served.
#[derive(Debug, Default)]
pub struct Counted(Mutex<Option<(String, Arc<Extent>)>>);

impl Counted {
    /// It, counted when the generation is another one than last time; others wait for that, rather than count too.
    pub fn of(&self, state: &AppState) -> Result<Arc<Extent>, Problem> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let generation = state.generation();
        if let Some((_, extent)) = counted.as_ref().filter(|(id, _)| *id == generation) {
            return Ok(Arc::clone(extent));
        }
        let zone = state.config().timezone.clone();
        let all = Query { limit: 1, facets: true, ..Query::all(state.now(), zone) };
        let answer = state.catalogue().search(&in_time(&all))?;
        let extent = Arc::new(Extent { meetings: answer.total, facets: answer.facets.unwrap_or_default() });
        *counted = Some((generation, Arc::clone(&extent)));
        Ok(extent)
    }
}
