//! Files in and out.

use std::collections::HashSet;
use std::rc::Rc;

use onrecord_core::formats::{Scope, Stamp, native};
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::merge::{self, MergeReport, Removed};
use onrecord_core::model::{Annotation, AnnotationId, LinkId, Timestamp};
use onrecord_core::record::{RecordId, is_backup};
use onrecord_core::text::small_letters;
use onrecord_core::transfer::{self, Reading};

use super::super::action::{Action, Effect, ExportScope, FileContent, Moment, Source};
use super::super::state::{AppState, Dialog, MessageKind};
use super::super::strings::Imported;
use super::{articles, commit, file_copy, intake};

/// Has files read; one that the browser cannot read does not stop the others.
pub(super) fn read(
    state: &mut AppState,
    files: Vec<FileContent>,
    unreadable: &[String],
    moment: Moment,
) -> Vec<Effect> {
    if state.view.dialog != Some(Dialog::AddArticles) {
        state.view.dialog = None;
    }
    for name in unreadable {
        let text = (state.strings.unreadable)(name);
        state.tell(MessageKind::Error, text, Vec::new());
    }
    let mut effects = Vec::new();
    let mut sources = Vec::new();
    for file in files {
        // A backup holds records as they are, which the page reads itself.
        match std::str::from_utf8(&file.bytes).ok().filter(|json| is_backup(json)) {
            Some(json) => {
                effects.extend(file_copy::restore_backup(state, &file.name, json, moment))
            }
            None => sources.push(Source::File(file)),
        }
    }
    effects.extend(intake::begin(state, sources));
    effects
}

/// Has a pasted text read.
pub(super) fn add_text(text: String, markup: Rc<str>, title: String) -> Effect {
    Effect::Read(vec![Source::Text { text: text.into(), markup, title }])
}

/// Takes what was read: annotations are merged, what was pasted is added, the articles of files wait
/// to be looked at. One that could not be read does not stop the others.
pub(super) fn have_read(
    state: &mut AppState,
    answers: Vec<(Source, String)>,
    moment: Moment,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut documents = Vec::new();
    for (source, answer) in answers {
        let read = transfer::decode(&answer)
            .map_err(|reason| reason.unwrap_or_else(|| state.strings.reader_differs.to_owned()));
        match (source, read) {
            (Source::Text { title, .. }, Ok(reading)) => {
                for article in reading.imported.articles {
                    documents.push(articles::adopt(article, &title, moment, documents.len()));
                }
            }
            (Source::File(_), Ok(reading)) if reading.is_document => intake::take(state, reading),
            (Source::File(file), Ok(reading)) => {
                effects.extend(merge_file(state, &file.name, reading, moment));
                intake::count(state);
            }
            (Source::File(_), Err(reason)) if state.view.intake.n_files > 1 => {
                intake::complain(state, reason);
            }
            (source, Err(reason)) => {
                let text = (state.strings.import_failed)(&reason);
                state.tell(MessageKind::Error, text, Vec::new());
                if matches!(source, Source::File(_)) {
                    intake::count(state);
                }
            }
        }
    }
    effects.extend(articles::add_all(state, documents, moment));
    effects
}

/// Keeps what was to be read at hand for another attempt.
pub(super) fn not_read(state: &mut AppState, sources: Vec<Source>) -> Vec<Effect> {
    let strings = state.strings;
    sources.iter().for_each(|_| intake::count(state));
    let again = (strings.try_again.to_owned(), Action::Read(sources));
    state.tell(MessageKind::Error, strings.reader_missing.to_owned(), vec![again]);
    Vec::new()
}

/// Merges a file of ours with what is here.
fn merge_file(state: &mut AppState, file: &str, reading: Reading, moment: Moment) -> Vec<Effect> {
    let strings = state.strings;
    let Reading { imported, problems, .. } = reading;
    if let Some(first) = problems.first() {
        let text = (strings.import_problems)(file, problems.len(), first);
        state.tell(MessageKind::Warning, text, Vec::new());
    }
    let to_open = imported.articles.first().map(|imported| imported.article.id);
    let (annotations, links) = removed(state);
    let removed =
        Removed { annotation: &|id| annotations.contains(&id), link: &|id| links.contains(&id) };
    let plan = merge::plan(&state.library, removed, imported, &(strings.did_import)(file));
    let is_all_in_files = state.view.copies.n_since == 0;
    let mut effects = Vec::new();
    for text in plan.texts {
        state.library.add_text(text.clone());
        state.ledger.keep_text(text);
    }
    effects.extend(commit(state, plan.transaction, moment));
    if is_all_in_files {
        effects.extend(file_copy::copied(state, ExportScope::Library, moment));
    }
    tell_of_merge(state, file, plan.report);
    if let Some(id) = to_open {
        effects.extend(articles::open(state, id));
    }
    effects
}

/// What was deleted here and could be brought back.
fn removed(state: &AppState) -> (HashSet<AnnotationId>, HashSet<LinkId>) {
    let (mut annotations, mut links) = (HashSet::new(), HashSet::new());
    for (id, _) in state.replica.entries().filter(|(_, entry)| entry.is_deleted) {
        match id {
            RecordId::Annotation(_, id) => drop(annotations.insert(*id)),
            RecordId::Link(id) => drop(links.insert(*id)),
            RecordId::Article(_) | RecordId::LabelSet(_) => {}
        }
    }
    (annotations, links)
}

fn tell_of_merge(state: &mut AppState, file: &str, report: MergeReport) {
    let strings = state.strings;
    let text = (strings.imported)(&Imported {
        file: file.to_owned(),
        n_articles: report.n_articles_added + report.n_articles_beside,
        n_added: report.n_added,
        n_updated: report.n_updated(),
        n_same: report.n_same,
    });
    state.tell(MessageKind::Info, text, Vec::new());
    if !report.differing.is_empty() {
        let n_theirs = report.n_updated();
        let text = (strings.differing)(report.differing.len() - n_theirs, n_theirs);
        let take = Action::TakeOthers(Rc::new(report.differing));
        state.tell(MessageKind::Info, text, vec![(strings.take_others.to_owned(), take)]);
    }
    if !report.removed_here.is_empty() {
        let text = (strings.deleted_here)(report.removed_here.len());
        let restore = Action::BringBack {
            annotations: Rc::new(report.removed_here),
            links: Rc::new(report.links_removed_here),
        };
        state.tell(MessageKind::Info, text, vec![(strings.bring_back.to_owned(), restore)]);
    }
}

/// Takes the versions that a merge did not take.
pub(super) fn take_others(
    state: &mut AppState,
    differing: &[merge::Differing],
    moment: Moment,
) -> Vec<Effect> {
    let transaction = merge::take_other(&state.library, differing, state.strings.did_take_others);
    commit(state, transaction, moment)
}

/// Brings back what had been deleted here.
pub(super) fn bring_back(
    state: &mut AppState,
    annotations: &[Annotation],
    links: &[onrecord_core::model::Link],
    moment: Moment,
) -> Vec<Effect> {
    let title = state.strings.did_bring_back;
    let transaction = merge::bring_back(&state.library, annotations, links, title);
    commit(state, transaction, moment)
}

/// Hands over the annotation file, once every text it needs is there.
pub(super) fn export(state: &mut AppState, scope: ExportScope, moment: Moment) -> Vec<Effect> {
    state.view.dialog = None;
    let Some((formats_scope, name)) = named_scope(state, scope) else { return Vec::new() };
    let missing = missing_texts(state, scope);
    if !missing.is_empty() {
        let then = Some(Box::new(Action::Export(scope)));
        return vec![Effect::LoadTexts { hashes: missing, then }];
    }
    let exported = Timestamp::from_unix_ms(moment.now_ms as i64);
    match native::write(&state.library, formats_scope, &Stamp::new(exported)) {
        Ok(content) => {
            let name = format!("onrecord-{name}-{}.json", exported.date());
            ask_for_annotator(state);
            let announcement = Effect::Announce((state.strings.exported)(&name));
            let media_type = native::FORMAT.media_type;
            let mut effects = vec![Effect::Download { name, media_type, content }];
            effects.extend(file_copy::copied(state, scope, moment));
            effects.push(announcement);
            effects
        }
        Err(error) => {
            let text = (state.strings.export_failed)(&error.to_string());
            state.tell(MessageKind::Error, text, Vec::new());
            Vec::new()
        }
    }
}

/// What is to be written, and what the file is called after; `None` when no article is open.
pub(super) fn named_scope(state: &AppState, scope: ExportScope) -> Option<(Scope, String)> {
    Some(match scope {
        ExportScope::Library => (Scope::Library, "library".to_owned()),
        ExportScope::Article => {
            let article = state.open_article()?;
            (Scope::Article(article.id), slug(&article.metadata.title))
        }
    })
}

pub(super) fn missing_texts(
    state: &AppState,
    scope: ExportScope,
) -> Vec<onrecord_core::text::TextHash> {
    let is_meant = |id| scope == ExportScope::Library || state.view.open == Some(id);
    let articles = state.library.articles().filter(|article| is_meant(article.id));
    let hashes = articles.map(|article| article.text);
    hashes.filter(|hash| state.library.text(*hash).is_none()).collect()
}

/// The first file says who made it; that is the moment to ask, without standing in the way.
fn ask_for_annotator(state: &mut AppState) {
    if !state.view.is_annotator_settled {
        state.view.is_annotator_settled = true;
        let text = (state.strings.exported_as)(&state.annotator);
        let ask = Action::Show(Some(Dialog::Annotator));
        state.tell(MessageKind::Info, text, vec![(state.strings.set_name.to_owned(), ask)]);
    }
}

/// Sets the name, also on what this browser marked under the old one.
pub(super) fn set_annotator(state: &mut AppState, name: &str, moment: Moment) -> Vec<Effect> {
    let name = name.trim();
    if name.is_empty() || name == state.annotator {
        return Vec::new();
    }
    let old = std::mem::replace(&mut state.annotator, name.to_owned());
    state.view.is_annotator_settled = true;
    let replica = Some(state.replica.id());
    let is_ours = |it: &&Rc<Annotation>| it.annotator == old && it.replica == replica;
    let changes = state.library.annotations().filter(is_ours).map(|before| {
        let after = Annotation { annotator: name.to_owned(), ..Annotation::clone(before) };
        Change::Annotation(Edit::replace(before, after))
    });
    let transaction = Transaction::new(state.strings.did_set_annotator, changes.collect());
    let mut effects = vec![Effect::PersistPreferences];
    effects.extend(commit(state, transaction, moment));
    effects
}

/// A title as a part of a file name: letters and digits of any script, words joined by `-`.
fn slug(title: &str) -> String {
    let lower = small_letters(title);
    let words = lower.split(|character: char| !character.is_alphanumeric());
    let mut slug = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if slug.len() + word.len() > SLUG_BYTES {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "article".to_owned() } else { slug }
}

/// Longer file names are cut at a word.
const SLUG_BYTES: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words_of_any_script() {
        assert_eq!(slug("Allies agree: “guarantees”!"), "allies-agree-guarantees");
        assert_eq!(slug("مقابلة: الوزير"), "مقابلة-الوزير");
        assert_eq!(slug("…"), "article");
        assert!(slug(&"word ".repeat(50)).len() <= SLUG_BYTES);
    }
}
