//! What stands around the text. It may be drawn a frame later.

use yew::prelude::*;

use crate::ui::{article, header, library, margin, messages};

use super::App;

/// Header, list of articles, facts, cards, map, messages.
pub(super) type Around = [Html; 6];

impl App {
    /// Draws these parts as they are to be now. One that is not due yet is empty, or the place where
    /// it will be.
    // Apart: it makes the module lighter.
    #[inline(never)]
    pub(super) fn draw_around(&self) -> Around {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let [mut cards, mut messages] = <[Html; 2]>::default();
        let mut header = html! { <header class="app-header" /> };
        let mut library = html! { <nav class="library" aria-label={state.strings.library()} /> };
        let mut facts = html! { <p class="article-facts" /> };
        let mut map = html! { <svg class="article-map" aria-hidden="true" /> };
        let view = state.view.article.as_ref();
        if self.is_frame_due() {
            header = header::header(state, &self.status, dispatch);
            if let Some(view) = view {
                facts = article::facts(state, view, dispatch);
                map = article::article_map(state, view);
            }
        }
        if self.is_painted() {
            library = library::library(state, dispatch);
            messages = messages::messages(state, (self.n_announced, &self.announcement), dispatch);
            if let Some(view) = view {
                let progress = &mut *self.cards.borrow_mut();
                // Paper shows all cards, and does not wait.
                let progress = (!self.is_printing).then_some(progress);
                cards = margin::cards(state, view, self.chunks_seen.clone(), progress, dispatch);
            }
        }
        [header, library, facts, cards, map, messages]
    }
}
