//! Puts a newer version in the place of an article's text.

use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord::app::Delivery;
use onrecord::platform::environment::moment;
use onrecord::platform::files;
use onrecord_core::anchor::{Outcome, PieceKind};
use onrecord_core::formats::ImportedArticle;
use onrecord_core::formats::document;
use onrecord_core::model::{AnnotationId, ArticleId, Timestamp, quote};
use onrecord_core::text::{ArticleText, isolated};
use onrecord_core::transfer::PackedStep;
use onrecord_core::versions::{Comparison, Decision, Newer, Older, Report, compare, renew};
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::context::with_context;
use crate::modal_dialog::ModalDialog;
use crate::opened::Opened;
use crate::strings::Strings;
use crate::work::{WorkProps, hold_focus};

/// So many words of an unchanged stretch are shown at each of its ends.
const WORDS_AROUND: usize = 12;

/// The newer text, compared with the older one.
#[derive(Debug, Clone, PartialEq)]
struct Compared {
    newer: ImportedArticle,
    comparison: Comparison,
}

/// Compares `newer` with the article.
fn compared(opened: &Opened, newer: ImportedArticle) -> Option<Compared> {
    let (article, text) = opened.article()?;
    let annotations: Vec<_> = opened.library.annotations_of(article.id).cloned().collect();
    let comparison = compare(text, &newer.text, &annotations);
    Some(Compared { newer, comparison })
}

/// The step that puts the newer version in place; `None` while somebody has to decide.
fn step(
    opened: &Opened,
    compared: &Compared,
    decisions: &BTreeMap<AnnotationId, Decision>,
    older: &Older,
    strings: &Strings,
) -> Option<PackedStep> {
    let (article, _) = opened.article()?;
    let newer = Newer {
        text: &compared.newer.text,
        blocks: &compared.newer.article.blocks,
        metadata: &compared.newer.article.metadata,
    };
    let transaction = renew(
        &opened.library,
        article.id,
        newer,
        &compared.comparison,
        decisions,
        older,
        strings.did_renew,
    );
    Some(PackedStep { texts: vec![compared.newer.text.clone()], transaction: transaction.ok()? })
}

/// The older version as an article of its own.
fn older(opened: &Opened, strings: &Strings) -> Option<Older> {
    let (article, _) = opened.article()?;
    let moment = moment();
    let replaced = Timestamp::from_unix_ms(moment.now_ms as i64);
    Some(Older {
        id: ArticleId::from_time(moment.now_ms, moment.random),
        title: (strings.older_title)(&article.metadata.title, &replaced.date().to_string()),
        replaced,
    })
}

/// Asks for the newer text, shows what it makes of everything that is marked, and asks where that
/// is not certain.
#[component]
pub fn NewerVersion(props: &WorkProps) -> Html {
    let (strings, opened) = (props.strings, props.opened.clone());
    let text = use_state(String::new);
    let problem = use_state(String::new);
    let compared_with = use_state(|| None::<Rc<Compared>>);
    let decisions = use_state(BTreeMap::<AnnotationId, Decision>::new);
    let close = props.on_close.clone();
    use_effect(hold_focus);
    let take = {
        let (opened, compared_with, problem) =
            (opened.clone(), compared_with.clone(), problem.clone());
        move |read: Result<document::DocumentRead, String>| {
            let newer = read.and_then(|mut read| {
                let newer = read.imported.articles.drain(..).next();
                newer.ok_or_else(|| strings.no_text.to_owned())
            });
            match newer {
                Ok(newer)
                    if opened.article().is_some_and(|(it, _)| it.text == newer.article.text) =>
                {
                    problem.set(strings.same_text.to_owned());
                }
                Ok(newer) => compared_with.set(compared(&opened, newer).map(Rc::new)),
                Err(reason) => problem.set(reason),
            }
        }
    };
    let oninput = {
        let (text, problem) = (text.clone(), problem.clone());
        move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            problem.set(String::new());
        }
    };
    let onsubmit = {
        let (text, take) = (text.clone(), take.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            take(document::read_pasted(&text, None).map_err(|error| (strings.read_error)(&error)));
        }
    };
    let onchange = move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let chosen = files::list(input.files()).into_iter().next();
        input.set_value("");
        let take = take.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let Some(file) = chosen else { return };
            let bytes = files::read(&file).await.map_err(|_| (strings.unreadable)(&file.name()));
            take(bytes.and_then(|bytes| {
                document::read(&bytes, &file.name()).map_err(|error| (strings.read_error)(&error))
            }));
        });
    };
    let leave = close.reform(|_: MouseEvent| ());
    let Some(compared) = (*compared_with).clone() else {
        return html! {
            <ModalDialog title={strings.newer_version} class={classes!("add-dialog")} on_close={close}>
                <form {onsubmit}>
                    <p class="dialog-why">{ strings.newer_version_why }</p>
                    <textarea class="dialog-text" aria-label={strings.newer_text} dir="auto"
                        value={String::clone(&text)} {oninput} />
                    <p class="add-preview" role="status">{ String::clone(&problem) }</p>
                    <div class="dialog-actions">
                        <label class="file-field">
                            { strings.from_file }
                            <input type="file" {onchange} />
                        </label>
                        <button type="button" class="text-button" onclick={leave}>
                            { strings.cancel }
                        </button>
                        <button type="submit" class="primary-button"
                            aria-disabled={text.trim().is_empty().then_some("true")}>
                            { strings.compare }
                        </button>
                    </div>
                </form>
            </ModalDialog>
        };
    };
    let is_decided =
        |it: &Report| it.settled().is_some() || decisions.contains_key(&it.annotation.id);
    let can_replace = compared.comparison.reports.iter().all(is_decided);
    let replace = {
        let (page, close, decisions) = (props.page.clone(), close.clone(), decisions.clone());
        let (opened, compared) = (opened.clone(), compared.clone());
        move |_: MouseEvent| {
            let older = older(&opened, strings);
            let step =
                older.and_then(|older| step(&opened, &compared, &decisions, &older, strings));
            if let Some(step) = step {
                close.emit(());
                page.deliver(&Delivery::Step(step.pack()));
            }
        }
    };
    let decide = {
        let decisions = decisions.clone();
        Callback::from(move |(id, decision): (AnnotationId, Option<Decision>)| {
            let mut changed = (*decisions).clone();
            match decision {
                Some(decision) => drop(changed.insert(id, decision)),
                None => drop(changed.remove(&id)),
            }
            decisions.set(changed);
        })
    };
    html! {
        <ModalDialog title={strings.newer_version} class={classes!("add-dialog", "wide-dialog")} on_close={close}>
            <p role="status">{ counts(&compared.comparison, strings) }</p>
            <div class="version-diff" tabindex="0" role="region" aria-label={strings.differences} dir="auto">
                { difference(&opened, &compared) }
            </div>
            <ul class="version-reports">
                { for compared.comparison.reports.iter().map(|report| {
                    entry(report, &opened, &compared.newer.text, &decisions, strings, &decide)
                }) }
            </ul>
            <div class="dialog-actions">
                if !can_replace { <p class="dialog-why">{ strings.undecided }</p> }
                <button type="button" class="text-button" onclick={leave}>{ strings.cancel }</button>
                <button type="button" class="primary-button" disabled={!can_replace} onclick={replace}>
                    { strings.replace }
                </button>
            </div>
        </ModalDialog>
    }
}

/// How many annotations came out how.
fn counts(comparison: &Comparison, strings: &Strings) -> String {
    let count = |outcome: Outcome| {
        let n = comparison.reports.iter().filter(|report| report.outcome == outcome).count();
        (n > 0).then(|| format!("{n} {}", (strings.outcome)(outcome)))
    };
    let counts: Vec<String> = Outcome::ALL.into_iter().filter_map(count).collect();
    if counts.is_empty() { strings.nothing_marked.to_owned() } else { counts.join(" · ") }
}

/// Both texts word by word; what both have is cut short.
fn difference(opened: &Opened, compared: &Compared) -> Html {
    let Some((_, old)) = opened.article() else { return Html::default() };
    let piece = |run: &onrecord_core::versions::Run| match run.kind {
        PieceKind::Removed => html! { <del>{ old.slice(run.old).to_owned() }</del> },
        PieceKind::Added => html! { <ins>{ compared.newer.text.slice(run.new).to_owned() }</ins> },
        _ => html! { <span>{ shortened(old.slice(run.old)) }</span> },
    };
    compared.comparison.runs.iter().map(piece).collect()
}

/// The first and the last words of a longer stretch.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    if words.len() <= 2 * WORDS_AROUND + 1 {
        return text.to_owned();
    }
    let (start, end) = (&words[..WORDS_AROUND], &words[words.len() - WORDS_AROUND..]);
    format!("{}… {}", start.concat(), end.concat())
}

/// What becomes of one annotation, and a choice where there is one.
fn entry(
    report: &Report,
    opened: &Opened,
    newer: &ArticleText,
    decisions: &BTreeMap<AnnotationId, Decision>,
    strings: &'static Strings,
    decide: &Callback<(AnnotationId, Option<Decision>)>,
) -> Html {
    let Some((_, old)) = opened.article() else { return Html::default() };
    let annotation = &report.annotation;
    let label = opened.library.label_set().label(&annotation.label);
    let label = label.map_or(annotation.label.as_str(), |label| label.name.as_str());
    let id = annotation.id;
    let chosen = decisions.get(&id).copied().or(report.settled());
    let options = (0..report.places.len()).map(Decision::Place).chain([Decision::Leave]);
    let options: Vec<Decision> = options.collect();
    let onchange = {
        let (decide, options) = (decide.clone(), options.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let chosen = value.parse::<usize>().ok().and_then(|nth| options.get(nth).copied());
            decide.emit((id, chosen));
        }
    };
    let words = |decision: &Decision| match decision {
        Decision::Place(nth) => with_context(newer, &report.places[*nth]),
        Decision::Leave => strings.leave_with_older.to_owned(),
    };
    let quote = quote(old, &annotation.ranges);
    let facts = format!(
        "{} · {} · {} %: {}",
        label,
        (strings.outcome)(report.outcome),
        report.score,
        (strings.reason)(report.reason)
    );
    html! {
        <li data-outcome={report.outcome.name()}>
            <bdi class="intake-title">{ quote.clone() }</bdi>
            <span class="intake-note">{ facts }</span>
            if report.outcome != Outcome::Same {
                <select aria-label={(strings.place_of)(&isolated(&quote))} {onchange}>
                    if report.settled().is_none() {
                        <option value="" selected={chosen.is_none()}>{ strings.decide }</option>
                    }
                    { for options.iter().enumerate().map(|(nth, option)| html! {
                        <option value={nth.to_string()} selected={chosen == Some(*option)}>
                            { words(option) }
                        </option>
                    }) }
                </select>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_unchanged_stretches_are_cut_short() {
        let words: Vec<String> = (0..100).map(|n| format!("w{n}")).collect();
        let short = shortened(&words.join(" "));
        assert!(short.starts_with("w0 w1 ") && short.ends_with("w98 w99"), "{short}");
        assert!(short.len() < 120, "{short}");
        assert_eq!(shortened("a b"), "a b");
    }
}
