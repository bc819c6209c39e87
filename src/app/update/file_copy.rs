//! Copies in files: the backup, how long ago the last copy was made, and the reminder that one is
//! due. A browser can clear what it keeps; a file it cannot.

use std::rc::Rc;

use onrecord_core::model::{Annotation, Timestamp};
use onrecord_core::record::{BackupError, read_backup, write_backup};

use super::super::action::{Action, Effect, ExportScope, Moment, Place};
use super::super::state::{AppState, MessageKind};
use super::storage;

/// New annotations after which a file copy is suggested, and after so many more again.
const REMIND_AFTER: usize = 25;

/// How long a new annotation may be in no file before one is suggested, in milliseconds: a day.
const REMIND_AFTER_MS: u64 = 24 * 60 * 60 * 1000;

/// Counts what was made since the last copy, when the page opens.
pub(super) fn count(state: &mut AppState, last_ms: Option<u64>, moment: Moment) {
    state.view.copies.last_ms = last_ms;
    let since = state.library.annotations().filter(|annotation| is_since(annotation, last_ms));
    let since: Vec<u64> = since.map(|annotation| made_ms(annotation)).collect();
    let n_since = since.len();
    (state.view.copies.n_since, state.view.copies.first_ms) = (n_since, since.into_iter().min());
    remind(state, n_since, moment);
}

/// Takes note of annotations that were just made, and suggests a copy when one is due.
pub(super) fn made(state: &mut AppState, n_new: usize, moment: Moment) {
    let copies = &mut state.view.copies;
    let before = copies.n_since;
    copies.n_since += n_new;
    if copies.n_since > 0 {
        copies.first_ms.get_or_insert(moment.now_ms);
    }
    remind(state, before, moment);
}

/// A file was handed over, or read while there was nothing that no file had. One article alone counts as a copy of everything when nothing was made
/// elsewhere since the last one.
pub(super) fn copied(state: &mut AppState, scope: ExportScope, moment: Moment) -> Option<Effect> {
    let last_ms = state.view.copies.last_ms;
    let is_elsewhere = |article| scope == ExportScope::Article && state.view.open != Some(article);
    let mut annotations = state.library.annotations();
    if annotations.any(|it| is_elsewhere(it.article) && is_since(it, last_ms)) {
        return None;
    }
    state.view.copies.made_at(moment.now_ms);
    state.view.messages.retain(|message| !is_reminder(&message.actions));
    Some(Effect::PersistPreferences)
}

/// Whether no copy can have the annotation.
fn is_since(annotation: &Annotation, last_ms: Option<u64>) -> bool {
    last_ms.is_none_or(|last_ms| made_ms(annotation) > last_ms)
}

fn made_ms(annotation: &Annotation) -> u64 {
    annotation.created.unix_ms().max(0) as u64
}

/// Suggests a file copy; never in the way, and not twice for the same reason.
fn remind(state: &mut AppState, n_before: usize, moment: Moment) {
    let copies = &mut state.view.copies;
    let is_old =
        copies.first_ms.is_some_and(|ms| moment.now_ms > ms.saturating_add(REMIND_AFTER_MS));
    let are_many = n_before / REMIND_AFTER < copies.n_since / REMIND_AFTER;
    let was_said = std::mem::replace(&mut copies.was_reminded_of_age, is_old);
    if !are_many && (!is_old || was_said) {
        return;
    }
    let text = state.strings.backup_reminder(copies.n_since);
    // One reminder is enough; the newer knows better.
    state.view.messages.retain(|message| !is_reminder(&message.actions));
    let action = (state.strings.back_up().to_owned(), Action::BackUp);
    state.tell(MessageKind::Info, text, vec![action]);
}

fn is_reminder(actions: &[(String, Action)]) -> bool {
    matches!(actions, [(_, Action::BackUp)])
}

/// Hands over everything, removed things included, once every text is there.
pub(super) fn back_up(state: &mut AppState, moment: Moment) -> Vec<Effect> {
    let articles = state.library.articles().map(|article| article.text);
    let missing: Vec<_> = articles.filter(|hash| state.library.text(*hash).is_none()).collect();
    if !missing.is_empty() && state.view.awaited_texts != missing {
        state.view.awaited_texts.clone_from(&missing);
        return vec![Effect::LoadTexts { hashes: missing, then: Some(Box::new(Action::BackUp)) }];
    }
    let created = Timestamp::from_unix_ms(moment.now_ms as i64);
    let texts = state.library.texts().map(Rc::as_ref);
    let content = write_backup(&state.replica, texts, created);
    let name = format!("onrecord-backup-{}.json", created.date());
    let announcement = Effect::Announce(state.strings.exported(&name));
    let mut effects = vec![Effect::Download { name, media_type: "application/json", content }];
    effects.extend(copied(state, ExportScope::Library, moment));
    effects.push(announcement);
    effects
}

/// Joins a backup with what is here; what is here already is left as it is.
pub(super) fn restore_backup(
    state: &mut AppState,
    file: &str,
    json: &str,
    moment: Moment,
) -> Vec<Effect> {
    let strings = state.strings;
    let backup = match read_backup(json) {
        Ok(backup) => backup,
        Err(error) => {
            let text = match error {
                BackupError::Newer => strings.backup_newer(file),
                BackupError::NotBackup => strings.backup_damaged_wholly(file),
            };
            state.tell(MessageKind::Error, text, Vec::new());
            return Vec::new();
        }
    };
    if !backup.is_intact {
        state.tell(MessageKind::Warning, strings.backup_damaged(file), Vec::new());
    }
    for text in backup.texts {
        if state.library.text(text.hash()).is_none() {
            state.library.add_text(text.clone());
            state.ledger.keep_text(text);
        }
    }
    let n_records = backup.records.len();
    let records = backup.records.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
    let mut effects = storage::records_found(state, records, Place::Backup, moment);
    if state.view.copies.n_since == 0 {
        effects.extend(copied(state, ExportScope::Library, moment));
    }
    state.tell(MessageKind::Info, strings.backup_restored(file, n_records), Vec::new());
    effects
}
