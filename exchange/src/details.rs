//! Changes what is known about an article.

use onrecord::app::Delivery;
use onrecord_core::ingest::{date_as_typed, language_tag};
use onrecord_core::model::{Article, Direction, Metadata, web_address};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::modal_dialog::ModalDialog;
use crate::strings::Strings;
use crate::work::{WorkProps, use_leaving};

/// An empty field says nothing.
fn some(text: String) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What was typed, as it is kept, or why it cannot be kept. What was there before may stay.
fn fit(typed: &Metadata, before: &Metadata, strings: &Strings) -> Result<Metadata, &'static str> {
    if typed.url.as_deref().is_some_and(|url| web_address(url).is_none()) {
        return Err(strings.no_address);
    }
    let mut kept = typed.clone();
    if let Some(date) = typed.published.as_deref().filter(|_| typed.published != before.published) {
        kept.published = Some(date_as_typed(date).ok_or(strings.no_date)?);
    }
    if let Some(tag) = typed.language.as_deref().filter(|_| typed.language != before.language) {
        kept.language = Some(language_tag(tag).ok_or(strings.no_language)?);
    }
    Ok(kept)
}

/// Asks for each of the details.
#[component]
pub fn Details(props: &WorkProps) -> Html {
    let strings = props.strings;
    let before =
        props.opened.article().map(|(article, _)| article.metadata.clone()).unwrap_or_default();
    let metadata = use_state(|| before.clone());
    let close = props.on_close.clone();
    let leaving = {
        let (before, metadata) = (before.clone(), metadata.clone());
        use_leaving(strings, &close, move || *metadata != before)
    };
    let field = |name: &'static str, value: &str, set: fn(&mut Metadata, String)| {
        let metadata = metadata.clone();
        let oninput = move |event: InputEvent| {
            let mut changed = (*metadata).clone();
            set(&mut changed, event.target_unchecked_into::<HtmlInputElement>().value());
            metadata.set(changed);
        };
        html! {
            <label class="detail">
                <span>{ name }</span>
                <input class="dialog-input" dir="auto" value={value.to_owned()} {oninput} />
            </label>
        }
    };
    let on_direction = {
        let metadata = metadata.clone();
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let direction = match value.as_str() {
                "ltr" => Some(Direction::LeftToRight),
                "rtl" => Some(Direction::RightToLeft),
                _ => None,
            };
            metadata.set(Metadata { direction, ..(*metadata).clone() });
        }
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (fit, unfit) = match fit(&metadata, &before, strings) {
        Ok(fit) => (Some(fit), ""),
        Err(unfit) => (None, unfit),
    };
    let is_fit = fit.is_some();
    let onsubmit = {
        let opened = props.opened.clone();
        let (page, close) = (props.page.clone(), close.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some(metadata) = fit.clone() else { return };
            close.emit(());
            let Some((article, _)) = opened.article() else { return };
            let after = Article { metadata, ..Article::clone(article) };
            if let Some(step) = opened.step(after, strings.did_change_details) {
                page.deliver(&Delivery::Step(step.pack()));
            }
        }
    };
    let direction = metadata.direction;
    let option = |value: &'static str, of: Option<Direction>, words: &'static str| {
        html! { <option {value} selected={direction == of}>{ words }</option> }
    };
    html! {
        <ModalDialog title={strings.details} class={classes!("add-dialog")} on_close={leaving.on_escape}>
            <form {onsubmit}>
                { field(strings.article_title, &metadata.title, |it, value| it.title = value.trim().to_owned()) }
                { field(strings.byline, &text(&metadata.byline), |it, value| it.byline = some(value)) }
                { field(strings.outlet, &text(&metadata.outlet), |it, value| it.outlet = some(value)) }
                { field(strings.address, &text(&metadata.url), |it, value| it.url = some(value)) }
                { field(strings.published, &text(&metadata.published), |it, value| it.published = some(value)) }
                { field(strings.language, &text(&metadata.language), |it, value| it.language = some(value)) }
                <label class="detail">
                    <span>{ strings.direction }</span>
                    <select onchange={on_direction}>
                        { option("", None, strings.direction_of_text) }
                        { option("ltr", Some(Direction::LeftToRight), strings.left_to_right) }
                        { option("rtl", Some(Direction::RightToLeft), strings.right_to_left) }
                    </select>
                </label>
                <p class="add-preview" role="status">
                    { if unfit.is_empty() { leaving.warning } else { unfit } }
                </p>
                <div class="dialog-actions">
                    <button type="button" class="text-button" onclick={close.reform(|_: MouseEvent| ())}>
                        { strings.cancel }
                    </button>
                    <button type="submit" class="primary-button"
                        aria-disabled={(!is_fit).then_some("true")}>{ strings.save }</button>
                </div>
            </form>
        </ModalDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::ENGLISH;

    #[test]
    fn days_and_languages_are_checked_where_they_were_changed() {
        let metadata = |published: &str, language: &str| Metadata {
            published: some(published.to_owned()),
            language: some(language.to_owned()),
            ..Metadata::default()
        };
        let before = metadata("31/12", "klingon");
        let fit = |typed: &Metadata| fit(typed, &before, &ENGLISH);
        assert_eq!(fit(&before), Ok(before.clone()));
        assert_eq!(fit(&metadata("", "")), Ok(Metadata::default()));
        let kept = Ok(metadata("2026-01-07", "en-GB"));
        assert_eq!(fit(&metadata("7 January 2026", "en_GB")), kept);
        assert_eq!(fit(&metadata("2026-13-45", "en")), Err(ENGLISH.no_date));
        assert_eq!(fit(&metadata("2026", "English")), Err(ENGLISH.no_language));
    }
}
