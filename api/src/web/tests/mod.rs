//! What holds for all templates and the style sheet as they are written.

mod calm;
mod tokens;
