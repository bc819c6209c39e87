//! The one door to the state.

mod adjusting;
mod articles;
mod caret;
mod drafts;
mod file_copy;
mod files;
mod keys;
mod marking;
mod start;
mod storage;
mod tapping;

use std::rc::Rc;

use onrecord_core::history::{Change, Step, Transaction};
use onrecord_core::model::ArticleId;

use super::action::{Action, Effect, Moment};
use super::commands;
use super::errand::{Delivery, Errand, Work};
use super::state::{AppState, Dialog, MessageKind};

pub(super) use adjusting::with_end;
pub use start::{Loaded, start};

/// What is pressed again so soon was not meant as an answer.
const DOUBLE_CLICK_MS: u64 = 1000;

/// Takes `action` and returns what is to be done outside.
pub fn update(state: &mut AppState, action: Action, moment: Moment) -> Vec<Effect> {
    if state.view.is_read_only && is_change(&action) {
        return storage::refuse(state);
    }
    state.view.now_ms = moment.now_ms;
    let mut effects = match action {
        // No start needs more than that.
        Action::TextsLoaded { texts, then } => articles::texts_loaded(state, texts, then, moment),
        action => take(state, action, moment),
    };
    effects.extend(storage::persist_texts(state));
    effects
}

/// Apart from [`update`], since a browser makes a function ready as a whole when it is first called, and
/// this is a long one.
#[inline(never)]
fn take(state: &mut AppState, action: Action, moment: Moment) -> Vec<Effect> {
    match action {
        Action::Select(selection) => marking::select(state, selection, moment),
        Action::Tap(place) => tapping::tap(state, place, moment),
        Action::UseLabel(label) => marking::use_label(state, &label, moment),
        Action::ToggleLabel(label) => {
            let hidden = Rc::make_mut(&mut state.view.hidden_labels);
            match hidden.iter().position(|known| *known == label) {
                Some(position) => drop(hidden.remove(position)),
                None => hidden.push(label),
            }
            Vec::new()
        }
        Action::Disarm => marking::disarm(state),
        Action::Choose(annotation) => marking::choose(state, annotation),
        Action::ClickMarks(annotations) => marking::click_marks(state, &annotations),
        Action::ChooseNeighbour { is_next } => marking::choose_neighbour(state, is_next),
        Action::EditCard => vec![Effect::FocusCard],
        Action::Relabel { annotation, label } => {
            marking::relabel(state, annotation, &label, moment)
        }
        Action::SetAttribute { annotation, attribute, value } => {
            marking::set_attribute(state, annotation, &attribute, value, moment)
        }
        Action::TakeSelection { annotation, attribute } => {
            marking::take_selection(state, annotation, &attribute, moment)
        }
        Action::SetNote { annotation, note } => marking::set_note(state, annotation, note, moment),
        Action::DraftsFound(found) => drafts::found(state, found),
        Action::UseDraft(draft) => drafts::take(state, draft, moment),
        Action::DropDraft(name) => vec![Effect::ForgetDraft(name)],
        Action::Delete(annotation) => marking::delete(state, annotation, moment),
        Action::SetEnd { annotation, is_start, place, is_exact } => {
            adjusting::set_end(state, annotation, is_start, place, is_exact, moment)
        }
        Action::AddPart(annotation) => adjusting::add_part(state, annotation, moment),
        Action::StepEnd(step) => adjusting::step_end(state, step, moment),
        Action::MarkByKeyboard => vec![Effect::FocusCaret],
        Action::EnterCaret(place) => caret::enter(state, place),
        Action::LeaveCaret => caret::leave(state),
        Action::CaretLost => {
            state.view.is_caret_used = false;
            Vec::new()
        }
        Action::StepCaret(step) => caret::step(state, step),
        Action::StepCaretTo { head, line, is_extending } => {
            caret::step_to(state, head, line, is_extending)
        }
        Action::Step(step) => take_step(state, step, moment),
        Action::OpenArticle(article) => articles::open(state, article),
        Action::TextsLoaded { texts, then } => articles::texts_loaded(state, texts, then, moment),
        Action::Ask(errand) => {
            state.view.dialog = None;
            vec![Effect::Ask(errand)]
        }
        Action::Work(work) => files::work(state, work, moment),
        Action::NotAsked(errand) => files::not_asked(state, errand),
        Action::Deliver(delivery) => files::deliver(state, delivery, moment),
        Action::Rename { article, title } => articles::rename(state, article, title, moment),
        Action::SetDone { article, is_done } => articles::set_done(state, article, is_done, moment),
        Action::RemoveArticle(article) => articles::remove(state, article, moment),
        Action::BringBack { annotations, links } => {
            files::bring_back(state, &annotations, &links, moment)
        }
        Action::TakeOthers(differing) => files::take_others(state, &differing, moment),
        Action::Export(scope) => files::export(state, scope, moment),
        Action::ExportAs(format, scope) => files::export_as(state, format, scope, moment),
        Action::SetAnnotator(name) => files::set_annotator(state, &name, moment),
        Action::Persisted { ticket, outcome } => storage::persisted(state, ticket, &outcome),
        Action::RecordsFound { records, place } => {
            storage::records_found(state, records, place, moment)
        }
        Action::JournalListed { records, texts } => storage::journal_listed(state, records, &texts),
        Action::KeepTexts(hashes) => storage::keep_texts(state, &hashes),
        Action::NoJournal => storage::no_journal(state),
        Action::JournalUnreadable => storage::journal_unreadable(state),
        Action::HistoryKept(kept) => storage::history_kept(state, &kept),
        Action::StorageEmptied => storage::emptied(state),
        Action::WriteEverything => storage::write_everything(state),
        Action::BackUp => file_copy::back_up(state, moment),
        Action::RestoreBackup { file, json } => {
            file_copy::restore_backup(state, &file, &json, moment)
        }
        Action::AskToDelete => {
            state.view.deletion_asked_ms = Some(moment.now_ms);
            Vec::new()
        }
        Action::DeleteEverything => {
            let asked_ms = state.view.deletion_asked_ms.unwrap_or_default();
            if moment.now_ms < asked_ms + DOUBLE_CLICK_MS {
                return Vec::new();
            }
            storage::forget_everything(state);
            vec![Effect::DeleteEverything]
        }
        Action::DeletedElsewhere => {
            storage::forget_everything(state);
            Vec::new()
        }
        Action::NewerSchema => storage::newer_schema(state),
        Action::ExportRaw => vec![Effect::DownloadRaw],
        Action::FindArticle(query) => {
            state.view.article_query = query;
            Vec::new()
        }
        Action::ToggleLibrary { is_shown } => {
            state.view.library = Some(!state.view.library.unwrap_or(is_shown));
            vec![Effect::PersistPreferences]
        }
        Action::SetSetting { setting, choice } => {
            state.view.settings[setting] = choice;
            vec![Effect::PersistPreferences]
        }
        Action::AwaitKey(awaited) => {
            state.view.awaited_key = awaited;
            Vec::new()
        }
        Action::ToggleWholeExport => {
            state.view.is_whole_exported = !state.view.is_whole_exported;
            Vec::new()
        }
        Action::Type(typed) => {
            state.view.typed = typed;
            state.view.offer = 0;
            Vec::new()
        }
        Action::StepOffer { is_next } => {
            let n_offers = commands::offers(state).len().max(1);
            let step = if is_next { 1 } else { n_offers - 1 };
            state.view.offer = (state.view.offer.min(n_offers - 1) + step) % n_offers;
            Vec::new()
        }
        Action::TakeOffer(position) => {
            let mut offers = commands::offers(state);
            if position >= offers.len() {
                return Vec::new();
            }
            let action = offers.swap_remove(position).action;
            let mut effects = show(state, None);
            effects.extend(update(state, action, moment));
            effects
        }
        Action::SetKey(new) => keys::set_key(state, new),
        Action::ResetKeys => keys::reset_keys(state),
        Action::Show(dialog) => show(state, dialog),
        Action::Dismiss(message) => {
            state.view.messages.retain(|shown| shown.id != message);
            Vec::new()
        }
        Action::Answer(message, nth) => answer(state, message, nth, moment),
        Action::Speak(strings) => {
            state.strings = strings;
            Vec::new()
        }
        Action::Complain(text) => {
            state.tell(MessageKind::Error, text, Vec::new());
            Vec::new()
        }
    }
}

/// Whether an action is there to change what is stored.
fn is_change(action: &Action) -> bool {
    matches!(
        action,
        Action::UseLabel(_)
            | Action::Relabel { .. }
            | Action::SetAttribute { .. }
            | Action::TakeSelection { .. }
            | Action::SetNote { .. }
            | Action::UseDraft(_)
            | Action::DropDraft(_)
            | Action::Delete(_)
            | Action::SetEnd { .. }
            | Action::AddPart(_)
            | Action::StepEnd(_)
            | Action::Step(_)
            | Action::Ask(Errand::AddArticles)
            | Action::Work(Work::Details | Work::Blocks | Work::Version | Work::Links)
            | Action::Deliver(Some(
                Delivery::Reading { .. }
                    | Delivery::Backup { .. }
                    | Delivery::Step(_)
                    | Delivery::Mark { .. }
            ))
            | Action::Rename { .. }
            | Action::SetDone { .. }
            | Action::RemoveArticle(_)
            | Action::BringBack { .. }
            | Action::TakeOthers(_)
            | Action::SetAnnotator(_)
            | Action::RestoreBackup { .. }
            | Action::WriteEverything
            | Action::DeleteEverything
    )
}

/// Does what a message offers; the message goes.
fn answer(state: &mut AppState, message: u32, nth: usize, moment: Moment) -> Vec<Effect> {
    let messages = &mut state.view.messages;
    let Some(place) = messages.iter().position(|shown| shown.id == message) else {
        return Vec::new();
    };
    match messages.remove(place).actions.into_iter().nth(nth) {
        Some((_, action)) => update(state, action, moment),
        None => Vec::new(),
    }
}

fn show(state: &mut AppState, dialog: Option<Dialog>) -> Vec<Effect> {
    if state.view.dialog == Some(Dialog::Annotator) {
        state.view.is_annotator_settled = true;
    }
    state.view.dialog = dialog;
    state.view.key_note = String::new();
    state.view.deletion_asked_ms = None;
    state.view.awaited_key = None;
    state.view.typed = match dialog {
        Some(Dialog::Annotator) => state.annotator.clone(),
        Some(Dialog::Rename(article)) => {
            state.library.article(article).map(|it| it.metadata.title.clone()).unwrap_or_default()
        }
        _ => String::new(),
    };
    state.view.offer = 0;
    let effect = match dialog {
        Some(_) => Some(Effect::ShowDialog),
        // A field in a dialog took the browser's selection away.
        None => state.view.selection.map(|_| Effect::ShowSelection),
    };
    effect.into_iter().collect()
}

/// Applies a transaction of this tab, remembers it, and has it stored.
fn commit(state: &mut AppState, transaction: Transaction, moment: Moment) -> Vec<Effect> {
    if transaction.changes.is_empty() {
        return Vec::new();
    }
    let applied = state.history.commit(&mut state.library, transaction.clone());
    if applied.is_err() {
        state.tell(MessageKind::Warning, state.strings.changed_elsewhere().to_owned(), Vec::new());
        return Vec::new();
    }
    let is_new =
        |change: &&Change| matches!(change, Change::Annotation(edit) if edit.before.is_none());
    let n_new = transaction.changes.iter().filter(is_new).count();
    file_copy::made(state, n_new, moment);
    state.ledger.keep_history(state.history.n_done() as u64 - 1);
    after_change(state, &transaction, moment)
}

fn take_step(state: &mut AppState, step: Step, moment: Moment) -> Vec<Effect> {
    let strings = state.strings;
    let title = state.next_step(step).map(|transaction| transaction.title.clone());
    let Some(result) = state.history.step(&mut state.library, step) else {
        let nothing = match step {
            Step::Undo => strings.nothing_to_undo(),
            Step::Redo => strings.nothing_to_redo(),
        };
        return vec![Effect::Announce(nothing.to_owned())];
    };
    state.ledger.keep_history(state.history.n_done() as u64);
    let Ok(applied) = result else {
        let text = strings.step_refused(&title.unwrap_or_default());
        state.tell(MessageKind::Warning, text, Vec::new());
        // That it was passed over is part of the history.
        return storage::persist(state, Vec::new());
    };
    let mut effects = after_change(state, &applied, moment);
    effects.extend(follow(state, &applied));
    effects.push(Effect::Announce(match step {
        Step::Undo => strings.undone(&applied.title),
        Step::Redo => strings.redone(&applied.title),
    }));
    effects
}

/// Shows where an undo or redo took place: its article is opened, its mark chosen.
///
/// Where it took place in several articles, the open one counts before others.
fn follow(state: &mut AppState, applied: &Transaction) -> Vec<Effect> {
    let places = || applied.changes.iter().filter_map(|it| Some((article_of(it)?, it)));
    let here = places().find(|(article, _)| Some(*article) == state.view.open);
    let Some((article, change)) = here.or_else(|| places().next()) else { return Vec::new() };
    let mut effects = Vec::new();
    if Some(article) != state.view.open {
        effects.extend(articles::open(state, article));
    }
    if let Change::Annotation(edit) = change {
        state.view.chosen = edit.after.as_ref().map(|annotation| annotation.id);
        effects.extend(state.view.chosen.map(Effect::Reveal));
    }
    effects
}

/// The article in which a change is seen, if it is in one.
fn article_of(change: &Change) -> Option<ArticleId> {
    match change {
        Change::Annotation(edit) => edit.subject().map(|annotation| annotation.article),
        Change::Article(edit) => edit.after.as_ref().map(|article| article.id),
        Change::Link(_) | Change::LabelSet(_) => None,
    }
}

/// Brings the screen in line with a transaction that was applied, and has it stored.
fn after_change(state: &mut AppState, transaction: &Transaction, moment: Moment) -> Vec<Effect> {
    for change in &transaction.changes {
        screen_follows(state, change);
    }
    state.view.withdraw_steps();
    let mut effects = Vec::new();
    if state.open_article().is_none() {
        effects.extend(articles::open_any(state));
    }
    let records = state.replica.write_transaction(&state.library, transaction, moment.now_ms);
    let records = records.into_iter().map(|(id, _)| id).collect();
    effects.extend(storage::persist(state, records));
    effects
}

/// Redraws what shows the subject of `change`.
fn screen_follows(state: &mut AppState, change: &Change) {
    match change {
        Change::Annotation(edit) => {
            if let Some(view) = &mut state.view.article {
                view.annotation_changed(
                    &state.library,
                    edit.before.as_deref(),
                    edit.after.as_deref(),
                );
            }
            if edit.after.is_none() && edit.before.as_ref().map(|it| it.id) == state.view.chosen {
                state.view.chosen = None;
            }
        }
        Change::Article(edit) => {
            let id = edit.subject().map(|article| article.id);
            if id.is_some() && id == state.view.open {
                articles::show_open(state);
            }
        }
        Change::LabelSet(_) => articles::show_open(state),
        Change::Link(_) => {}
    }
}
