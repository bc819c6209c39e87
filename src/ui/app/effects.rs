//! What the root does outside of the state: it carries out effects.

use wasm_bindgen_futures::spawn_local;

use crate::app::{Action, Dialog, Effect, Errand};
use crate::platform::{drafts, files, focus, local_storage, margin, selection};
use crate::ui::export_menu;
use crate::ui::keeper::Keeper;

use super::App;

impl App {
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Persist { ticket, records, texts, history } => {
                    self.keeper.persist(&self.state.replica, ticket, &records, texts, &history);
                }
                Effect::LoadTexts { hashes, then } => {
                    // What is at hand is shown in the first drawing already.
                    if let Some(action) = self.keeper.load_texts(hashes, then) {
                        self.act(action);
                    }
                }
                Effect::ReadJournal(entries) => self.keeper.read_journal(entries),
                Effect::DeleteEverything => {
                    Keeper::delete_everything();
                    local_storage::write_meta(self.state.replica.id());
                }
                Effect::ForgetDraft(name) => drafts::forget_named(&name),
                Effect::PersistMeta => local_storage::write_meta(self.state.replica.id()),
                Effect::DownloadRaw => Keeper::download_raw(),
                Effect::Quarantine { key, raw } => {
                    local_storage::quarantine(&key, &raw);
                }
                Effect::PersistPreferences if self.state.view.is_read_only => {}
                Effect::PersistPreferences => {
                    local_storage::write_preferences(&self.state);
                    self.show_settings();
                }
                Effect::Ask(errand) => self.ask(errand),
                Effect::Announce(text) => {
                    self.announcement = text;
                    self.n_announced += 1;
                }
                Effect::DrawTextFirst => self.is_text_first = self.is_painted(),
                Effect::ClearSelection => selection::clear(),
                Effect::Download { name, media_type, content } => {
                    if files::download(&name, media_type, content.as_bytes()).is_err() {
                        let text = self.state.strings.export_failed(&name);
                        self.dispatch.emit(Action::Complain(text));
                    }
                }
                Effect::StepLine(step) => self.step_line(step),
                Effect::Reveal(_)
                | Effect::ShowDialog
                | Effect::FocusCard
                | Effect::FocusArticle
                | Effect::FocusCaret
                | Effect::ShowCaret
                | Effect::ShowSelection => {
                    self.after_drawing.push(effect);
                }
            }
        }
    }

    /// Has the second module do something, once it is there.
    // Apart: no start needs it (ADR 34).
    #[inline(never)]
    fn ask(&self, errand: Errand) {
        let articles = self.state.library.articles();
        let known = articles.flat_map(|it| [it.text.to_string(), it.metadata.title.clone()]);
        let call = self.exchange.call(&errand, known);
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            if call.make().await.is_err() {
                dispatch.emit(Action::NotAsked(errand));
            }
        });
    }

    pub(super) fn carry_out_drawn(&self, effect: Effect) {
        match effect {
            Effect::Reveal(id) => {
                let view = self.state.view.article.as_ref();
                let annotation = self.state.library.annotation(id);
                if let (Some(view), Some(annotation)) = (view, annotation)
                    && let Some(chunk) = view.chunks_of(annotation).first()
                {
                    margin::reveal(*chunk, &id.to_string());
                }
                // Keys are not to act on a card that was left for this one.
                if focus::is_nowhere() || focus::is_in(".card:not([data-selected])") {
                    self.carry_out_drawn(Effect::FocusArticle);
                }
            }
            Effect::ShowDialog => match focus::dialog() {
                Some(dialog) => {
                    let _ = dialog.show_modal();
                }
                None => export_menu::enter(),
            },
            Effect::FocusCard => {
                focus::focus(
                    ".card[data-selected] .card-fields :is(button, input, select, textarea)",
                );
            }
            Effect::FocusArticle if self.state.view.is_caret_home => {
                focus::focus("#caret-layer");
            }
            Effect::FocusArticle => {
                focus::focus(".workspace");
                self.carry_out_drawn(Effect::ShowSelection);
            }
            Effect::FocusCaret => {
                focus::focus("#caret-layer");
            }
            Effect::ShowCaret => self.show_caret(),
            Effect::ShowSelection => {
                if let Some(selection) = self.state.view.selection {
                    self.show_selection(selection);
                }
            }
            _ => {}
        }
    }

    /// Takes the focus out of what lay over the page, before that is gone.
    pub(super) fn leave(&self, left: Option<Dialog>) {
        match left {
            Some(Dialog::ExportMenu) => export_menu::leave(),
            Some(_) if !self.is_modal() => {
                if let Some(dialog) = focus::dialog() {
                    focus::close_dialog(&dialog);
                }
            }
            _ => {}
        }
    }
}
