//! Files in and out.

use std::rc::Rc;

use onrecord_core::formats::{Format, Scope, Stamp, WriteError, native};
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::merge::{self, MergeReport, Removed};
use onrecord_core::model::{Annotation, AnnotationId, ArticleId, LinkId, Timestamp};
use onrecord_core::order::sorted;
use onrecord_core::record::RecordId;
use onrecord_core::text::{CharSpan, small_letters};
use onrecord_core::transfer::{self, PackedStep, Reading};

use super::super::action::{Action, Effect, ExportScope, Moment};
use super::super::errand::{Delivery, Errand, Work};
use super::super::state::{AppState, Dialog, MessageKind};
use super::super::strings::Imported;
use super::{articles, commit, file_copy, marking};

/// Takes what the second module delivers: annotations are merged, documents added, a backup is
/// restored.
pub(super) fn deliver(
    state: &mut AppState,
    delivery: Option<Delivery>,
    moment: Moment,
) -> Vec<Effect> {
    match delivery {
        Some(Delivery::Reading { file, packed }) => match transfer::decode(&packed) {
            Some(reading) if reading.is_document => {
                let articles = reading.imported.articles.into_iter().enumerate();
                let articles = articles.map(|(nth, article)| articles::adopt(article, moment, nth));
                articles::add_all(state, articles.collect(), moment)
            }
            Some(reading) => merge_file(state, &file, reading, moment),
            None => not_read(state, state.strings.reader_differs()),
        },
        Some(Delivery::Backup { file, json }) => {
            file_copy::restore_backup(state, &file, &json, moment)
        }
        Some(Delivery::Step(packed)) => match PackedStep::unpack(&packed) {
            Some(step) => take_step(state, step, moment),
            None => not_read(state, state.strings.reader_differs()),
        },
        Some(Delivery::Mark { label, spans }) => {
            let span = |span: &str| {
                let (start, end) = span.split_once('-')?;
                Some(CharSpan::of(start.parse().ok()?, end.parse().ok()?))
            };
            let spans: Option<Vec<CharSpan>> = spans.split(' ').map(span).collect();
            marking::mark_all(state, &spans.unwrap_or_default(), &label, moment)
        }
        Some(Delivery::Open(id)) => {
            ArticleId::parse(&id).map_or(Vec::new(), |id| articles::open(state, id))
        }
        Some(Delivery::Exported(name)) => vec![Effect::Announce(state.strings.exported(&name))],
        Some(Delivery::NotRead(reason)) => not_read(state, &reason),
        Some(Delivery::NotExported(reason)) => not_exported(state, &reason),
        None => not_read(state, state.strings.reader_differs()),
    }
}

/// Takes a step that was made of what was here a moment ago.
fn take_step(state: &mut AppState, step: PackedStep, moment: Moment) -> Vec<Effect> {
    for text in step.texts {
        state.library.add_text(text.clone());
        state.ledger.keep_text(text);
    }
    let done = Effect::Announce(state.strings.done_step(&step.transaction.title));
    let mut effects = commit(state, step.transaction, moment);
    if !effects.is_empty() {
        effects.push(done);
    }
    effects
}

/// Opens a dialog of the second module, once every text it needs is there.
pub(super) fn work(state: &mut AppState, work: Work, moment: Moment) -> Vec<Effect> {
    let scope = match work {
        Work::Library | Work::Links => ExportScope::Library,
        _ => ExportScope::Article,
    };
    match annotation_file(state, scope, moment, Action::Work(work)) {
        Ok((_, json)) => vec![Effect::Ask(Errand::Work { work, chosen: state.view.chosen, json })],
        Err(effects) => effects,
    }
}

fn not_read(state: &mut AppState, reason: &str) -> Vec<Effect> {
    let text = state.strings.import_failed(reason);
    state.tell(MessageKind::Error, text, Vec::new());
    Vec::new()
}

fn not_exported(state: &mut AppState, reason: &str) -> Vec<Effect> {
    let text = state.strings.export_failed(reason);
    state.tell(MessageKind::Error, text, Vec::new());
    Vec::new()
}

/// Keeps what was asked of the second module at hand for another attempt.
pub(super) fn not_asked(state: &mut AppState, errand: Errand) -> Vec<Effect> {
    let strings = state.strings;
    let again = (strings.try_again().to_owned(), Action::Ask(errand));
    state.tell(MessageKind::Error, strings.reader_missing().to_owned(), vec![again]);
    Vec::new()
}

/// Merges a file of ours with what is here.
fn merge_file(state: &mut AppState, file: &str, reading: Reading, moment: Moment) -> Vec<Effect> {
    let strings = state.strings;
    let Reading { imported, problems, .. } = reading;
    if let Some(first) = problems.first() {
        let text = strings.import_problems(file, problems.len(), first);
        state.tell(MessageKind::Warning, text, Vec::new());
    }
    let to_open = imported.articles.first().map(|imported| imported.article.id);
    let (annotations, links) = removed(state);
    let removed = Removed {
        annotation: &|id| annotations.binary_search(&id).is_ok(),
        link: &|id| links.binary_search(&id).is_ok(),
    };
    let plan = merge::plan(&state.library, removed, imported, &strings.did_import(file));
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

/// What was deleted here and could be brought back, by id.
fn removed(state: &AppState) -> (Vec<AnnotationId>, Vec<LinkId>) {
    let (mut annotations, mut links) = (Vec::new(), Vec::new());
    for (id, _) in state.replica.entries().filter(|(_, entry)| entry.is_deleted) {
        match id {
            RecordId::Annotation(_, id) => annotations.push(*id),
            RecordId::Link(id) => links.push(*id),
            RecordId::Article(_) | RecordId::LabelSet(_) => {}
        }
    }
    (sorted(annotations), sorted(links))
}

fn tell_of_merge(state: &mut AppState, file: &str, report: MergeReport) {
    let strings = state.strings;
    let text = strings.what_was_imported(&Imported {
        file: file.to_owned(),
        n_articles: report.n_articles_added + report.n_articles_beside,
        n_added: report.n_added,
        n_updated: report.n_updated(),
        n_same: report.n_same,
    });
    state.tell(MessageKind::Info, text, Vec::new());
    if !report.differing.is_empty() {
        let n_theirs = report.n_updated();
        let text = strings.differing(report.differing.len() - n_theirs, n_theirs);
        let take = Action::TakeOthers(Rc::new(report.differing));
        state.tell(MessageKind::Info, text, vec![(strings.take_others().to_owned(), take)]);
    }
    if !report.removed_here.is_empty() {
        let text = strings.deleted_here(report.removed_here.len());
        let restore = Action::BringBack {
            annotations: Rc::new(report.removed_here),
            links: Rc::new(report.links_removed_here),
        };
        state.tell(MessageKind::Info, text, vec![(strings.bring_back().to_owned(), restore)]);
    }
}

/// Takes the versions that a merge did not take.
pub(super) fn take_others(
    state: &mut AppState,
    differing: &[merge::Differing],
    moment: Moment,
) -> Vec<Effect> {
    let transaction = merge::take_other(&state.library, differing, state.strings.did_take_others());
    commit(state, transaction, moment)
}

/// Brings back what had been deleted here.
pub(super) fn bring_back(
    state: &mut AppState,
    annotations: &[Annotation],
    links: &[onrecord_core::model::Link],
    moment: Moment,
) -> Vec<Effect> {
    let title = state.strings.did_bring_back();
    let transaction = merge::bring_back(&state.library, annotations, links, title);
    commit(state, transaction, moment)
}

/// Hands over the annotation file, once every text it needs is there.
pub(super) fn export(state: &mut AppState, scope: ExportScope, moment: Moment) -> Vec<Effect> {
    let (name, content) = match annotation_file(state, scope, moment, Action::Export(scope)) {
        Ok(file) => file,
        Err(effects) => return effects,
    };
    let name = format!("{name}.json");
    ask_for_annotator(state);
    let announcement = Effect::Announce(state.strings.exported(&name));
    let media_type = native::MEDIA_TYPE;
    let mut effects = vec![Effect::Download { name, media_type, content }];
    effects.extend(file_copy::copied(state, scope, moment));
    effects.push(announcement);
    effects
}

/// Has the annotations handed over in another format, once every text they need is there.
pub(super) fn export_as(
    state: &mut AppState,
    format: &'static Format,
    scope: ExportScope,
    moment: Moment,
) -> Vec<Effect> {
    match annotation_file(state, scope, moment, Action::ExportAs(format, scope)) {
        Ok((name, json)) => vec![Effect::Ask(Errand::Export { format: format.id, name, json })],
        Err(effects) => effects,
    }
}

/// The annotation file and its name without an ending; or what is to be done before `action` can be
/// tried again, or instead of it.
fn annotation_file(
    state: &mut AppState,
    scope: ExportScope,
    moment: Moment,
    action: Action,
) -> Result<(String, String), Vec<Effect>> {
    state.view.dialog = None;
    let (formats_scope, name) = match (scope, state.open_article()) {
        (ExportScope::Library, _) => (Scope::Library, "library".to_owned()),
        (ExportScope::Article, Some(article)) => {
            (Scope::Article(article.id), slug(&article.metadata.title))
        }
        (ExportScope::Article, None) => return Err(Vec::new()),
    };
    let missing = missing_texts(state, scope);
    if !missing.is_empty() {
        let then = Some(Box::new(action));
        return Err(vec![Effect::LoadTexts { hashes: missing, then }]);
    }
    let exported = Timestamp::from_unix_ms(moment.now_ms as i64);
    match native::write(&state.library, formats_scope, &Stamp::new(exported)) {
        Ok(content) => Ok((format!("onrecord-{name}-{}", exported.date()), content)),
        Err(error) => {
            let strings = state.strings;
            let reason = match error {
                WriteError::TextMissing { .. } => strings.a_text_is_missing(),
                _ => strings.not_read_back(),
            };
            Err(not_exported(state, reason))
        }
    }
}

fn missing_texts(state: &AppState, scope: ExportScope) -> Vec<onrecord_core::text::TextHash> {
    let is_meant = |id| scope == ExportScope::Library || state.view.open == Some(id);
    let articles = state.library.articles().filter(|article| is_meant(article.id));
    let hashes = articles.map(|article| article.text);
    hashes.filter(|hash| state.library.text(*hash).is_none()).collect()
}

/// The first file says who made it; that is the moment to ask, without standing in the way.
fn ask_for_annotator(state: &mut AppState) {
    if !state.view.is_annotator_settled {
        state.view.is_annotator_settled = true;
        let text = state.strings.exported_as(&state.annotator);
        let ask = Action::Show(Some(Dialog::Annotator));
        state.tell(MessageKind::Info, text, vec![(state.strings.set_name().to_owned(), ask)]);
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
    let transaction = Transaction::new(state.strings.did_set_annotator(), changes.collect());
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
            // Some scripts have no blanks.
            let end = if slug.is_empty() { word.floor_char_boundary(SLUG_BYTES) } else { 0 };
            slug.push_str(&word[..end]);
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "article".to_owned() } else { slug }
}

/// Longer file names are cut at a word, where there are several.
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
        assert_eq!(slug(&"税制改革".repeat(9)), "税制改革".repeat(5));
    }
}
