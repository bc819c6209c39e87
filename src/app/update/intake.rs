//! Files on their way in: read one after the other, looked at, added together.

use std::rc::Rc;

use onrecord_core::formats::ImportedArticle;
use onrecord_core::transfer::Reading;

use super::super::action::{Effect, Moment, Source};
use super::super::intake::Intake;
use super::super::state::{AppState, Dialog};
use super::articles;

/// Has `sources` read. Several take a while, which is shown.
pub(super) fn begin(state: &mut AppState, sources: Vec<Source>) -> Vec<Effect> {
    let n_files = sources.iter().filter(|it| matches!(it, Source::File(_))).count();
    let intake = Rc::make_mut(&mut state.view.intake);
    intake.n_files += n_files;
    if intake.n_files > 1 {
        state.view.dialog = Some(Dialog::AddArticles);
    }
    close_when_done(state);
    if sources.is_empty() { Vec::new() } else { vec![Effect::Read(sources)] }
}

/// Takes the articles of a file.
pub(super) fn take(state: &mut AppState, reading: Reading) {
    let intake = Rc::make_mut(&mut state.view.intake);
    let notes = reading.notes.into_iter().chain(std::iter::repeat(String::new()));
    for (article, mut note) in reading.imported.articles.into_iter().zip(notes) {
        let is_known =
            |known: &Rc<onrecord_core::model::Article>| known.text == article.article.text;
        if let Some(known) = state.library.articles().find(|known| is_known(known)) {
            let text = (state.strings.already_in_library)(&known.metadata.title);
            note = format!("{text} · {note}");
        }
        intake.waiting.push((Rc::new(article), note));
    }
    intake.problems.extend(reading.problems);
    count(state);
}

/// Keeps why a file of several could not be read.
pub(super) fn complain(state: &mut AppState, reason: String) {
    Rc::make_mut(&mut state.view.intake).problems.push(reason);
    count(state);
}

/// Takes note that one more file was read.
pub(super) fn count(state: &mut AppState) {
    let intake = Rc::make_mut(&mut state.view.intake);
    // Answers may come after somebody stopped.
    intake.n_read += 1;
    if intake.n_read >= intake.n_files {
        (intake.n_read, intake.n_files) = (0, 0);
    }
    if !intake.waiting.is_empty() || !intake.problems.is_empty() {
        state.view.dialog = Some(Dialog::AddArticles);
    }
    close_when_done(state);
}

/// Annotation files are merged as they are read, and leave nothing to look at.
fn close_when_done(state: &mut AppState) {
    if state.view.dialog == Some(Dialog::AddArticles) && state.view.intake.is_empty() {
        state.view.dialog = None;
    }
}

/// Reads no further.
pub(super) fn stop(state: &mut AppState) -> Vec<Effect> {
    let intake = Rc::make_mut(&mut state.view.intake);
    (intake.n_read, intake.n_files) = (0, 0);
    close_when_done(state);
    vec![Effect::StopReading]
}

/// Leaves one article out.
pub(super) fn leave_out(state: &mut AppState, place: usize) -> Vec<Effect> {
    let intake = Rc::make_mut(&mut state.view.intake);
    if place < intake.waiting.len() {
        intake.waiting.remove(place);
    }
    close_when_done(state);
    Vec::new()
}

/// Adds what waits, in one step.
pub(super) fn add(state: &mut AppState, moment: Moment) -> Vec<Effect> {
    let intake = std::mem::take(Rc::make_mut(&mut state.view.intake));
    state.view.dialog = None;
    let waiting = intake.waiting.into_iter().enumerate();
    let adopt = |(nth, (article, _)): (usize, (Rc<ImportedArticle>, String))| {
        articles::adopt(Rc::unwrap_or_clone(article), "", moment, nth)
    };
    let mut effects = vec![Effect::StopReading];
    effects.extend(articles::add_all(state, waiting.map(adopt).collect(), moment));
    effects
}

/// Forgets what waits; nothing of it was stored.
pub(super) fn forget(state: &mut AppState) -> Vec<Effect> {
    if state.view.intake.is_empty() {
        return Vec::new();
    }
    state.view.intake = Rc::new(Intake::default());
    vec![Effect::StopReading]
}
