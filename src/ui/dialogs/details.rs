//! What is known about an article, to be corrected.

use onrecord_core::model::{ArticleId, Metadata, web_address};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::{Action, Dialog};
use crate::ui::controls::ModalDialog;
use crate::ui::words::Words;

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// The words of the page.
    pub strings: Words,
    /// Which article.
    pub article: ArticleId,
    /// What is known about it so far.
    pub metadata: Metadata,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for title, byline, outlet, address, day and language.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let strings = props.strings;
    let (article, known) = (props.article, &props.metadata);
    let nodes: [NodeRef; 6] = std::array::from_fn(|_| NodeRef::default());
    let nodes = use_state(|| nodes);
    let is_refused = use_state(|| false);
    let close = props.dispatch.reform(|()| Action::Show(None));
    let fields = [
        (strings.article_title, Some(&known.title)),
        (strings.byline, known.byline.as_ref()),
        (strings.outlet, known.outlet.as_ref()),
        (strings.address, known.url.as_ref()),
        (strings.published, known.published.as_ref()),
        (strings.language, known.language.as_ref()),
    ];
    let onsubmit = {
        let (nodes, is_refused, dispatch) =
            (nodes.clone(), is_refused.clone(), props.dispatch.clone());
        let direction = known.direction;
        move |event: SubmitEvent| {
            event.prevent_default();
            let value = |nth: usize| {
                nodes[nth].cast::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default()
            };
            let url = value(3);
            if !url.trim().is_empty() && web_address(&url).is_none() {
                is_refused.set(true);
                return;
            }
            let metadata = Metadata {
                title: value(0),
                byline: Some(value(1)),
                outlet: Some(value(2)),
                url: Some(url),
                published: Some(value(4)),
                language: Some(value(5)),
                direction,
            };
            dispatch.emit(Action::SetMetadata { article, metadata: Box::new(metadata) });
            dispatch.emit(Action::Show(None));
        }
    };
    let new_version = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.emit(Action::OpenArticle(article));
            dispatch.emit(Action::Show(Some(Dialog::NewVersion(article))));
        }
    };
    html! {
        <ModalDialog title={strings.details} on_close={close.clone()}>
            <form {onsubmit}>
                { for fields.into_iter().enumerate().map(|(nth, (name, value))| html! {
                    <label class="field">
                        <span class="field-name">{ name }</span>
                        <input ref={nodes[nth].clone()} class="dialog-input" dir="auto"
                            value={value.cloned().unwrap_or_default()} />
                    </label>
                }) }
                if *is_refused { <p role="alert">{ strings.address_invalid }</p> }
                <div class="dialog-actions">
                    <button type="button" class="text-button" onclick={new_version}>
                        { strings.new_version }
                    </button>
                    <button type="button" class="text-button"
                        onclick={close.reform(|_: MouseEvent| ())}>{ strings.cancel }</button>
                    <button type="submit" class="primary-button">{ strings.save }</button>
                </div>
            </form>
        </ModalDialog>
    }
}
