//! Searches titles and texts of the library, orders and sifts it.

use std::cmp::Reverse;
use std::rc::Rc;

use onrecord::app::Delivery;
use onrecord_core::find::{Manner, Search};
use onrecord_core::model::{Article, Library, Progress};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::modal_dialog::ModalDialog;
use crate::work::WorkProps;

/// More articles than this are not listed at once.
const MOST_LISTED: usize = 200;

/// What the list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day of publication, the newest first.
    Published,
    /// When it was added, the newest first.
    Added,
    /// The title.
    Title,
    /// The outlet, then the title.
    Outlet,
    /// How much is marked, the most first.
    Marks,
}

/// All orders, as they are offered.
const ORDERS: [Order; 5] =
    [Order::Added, Order::Published, Order::Title, Order::Outlet, Order::Marks];

/// How far the work is, as it is offered.
const PROGRESS: [Progress; 3] = [Progress::New, Progress::InWork, Progress::Done];

/// What somebody wants to see of the library.
#[derive(Debug, Clone, PartialEq)]
struct Wanted {
    query: String,
    order: Order,
    progress: Option<Progress>,
    outlet: Option<String>,
    /// The id of a label that has to be in it.
    label: Option<String>,
}

fn progress_of(library: &Library, article: &Article) -> Progress {
    article.progress(library.order_of(article.id).len())
}

/// The articles that are wanted, in order.
fn sifted(library: &Library, wanted: &Wanted) -> Vec<Rc<Article>> {
    let search = Search::new(wanted.query.trim(), Manner::default()).ok();
    let search = search.filter(|_| !wanted.query.trim().is_empty());
    let is_wanted = |article: &&Rc<Article>| {
        let fits = |search: &Search| {
            search.is_in(&article.metadata.title)
                || library.text(article.text).is_some_and(|it| search.is_in(it.as_str()))
        };
        wanted.progress.is_none_or(|progress| progress_of(library, article) == progress)
            && (wanted.outlet.is_none() || wanted.outlet == article.metadata.outlet)
            && wanted.label.as_ref().is_none_or(|it| library.n_with_label(article.id, it) > 0)
            && search.as_ref().is_none_or(fits)
    };
    let mut articles: Vec<Rc<Article>> = library.articles().filter(is_wanted).cloned().collect();
    let title = |article: &Rc<Article>| article.metadata.title.to_lowercase();
    articles.sort_by_cached_key(title);
    match wanted.order {
        Order::Title => {}
        Order::Added => articles.sort_by_key(|it| Reverse((it.added, it.id))),
        Order::Published => articles.sort_by_key(|it| Reverse(it.metadata.published.clone())),
        Order::Outlet => articles.sort_by_key(|it| it.metadata.outlet.clone()),
        Order::Marks => articles.sort_by_key(|it| Reverse(library.order_of(it.id).len())),
    }
    articles
}

/// Lists what is wanted; an article is opened by choosing it.
#[component]
pub fn SearchLibrary(props: &WorkProps) -> Html {
    let strings = props.strings;
    let library = &props.opened.library;
    let wanted = use_state(|| Wanted {
        query: String::new(),
        order: Order::Added,
        progress: None,
        outlet: None,
        label: None,
    });
    let close = props.on_close.clone();
    let oninput = {
        let wanted = wanted.clone();
        move |event: InputEvent| {
            let query = event.target_unchecked_into::<HtmlInputElement>().value();
            wanted.set(Wanted { query, ..(*wanted).clone() });
        }
    };
    let choose = |name: &'static str,
                  options: Vec<(String, bool)>,
                  set: fn(&mut Wanted, usize, &Library)| {
        let (wanted, opened) = (wanted.clone(), props.opened.clone());
        let onchange = move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let mut changed = (*wanted).clone();
            set(&mut changed, value.max(0) as usize, &opened.library);
            wanted.set(changed);
        };
        html! {
            <label class="detail">
                <span>{ name }</span>
                <select {onchange}>
                    { for options.into_iter().map(|(words, selected)| html! { <option {selected}>{ words }</option> }) }
                </select>
            </label>
        }
    };
    let orders = ORDERS.iter().map(|it| ((strings.order)(*it).to_owned(), *it == wanted.order));
    let all = |is_all: bool| std::iter::once((strings.all.to_owned(), is_all));
    let progress = PROGRESS
        .iter()
        .map(|it| ((strings.progress)(*it).to_owned(), Some(*it) == wanted.progress));
    let outlets = outlets(library);
    let outlet = outlets.iter().map(|it| (it.clone(), Some(it) == wanted.outlet.as_ref()));
    let labels = &library.label_set().labels;
    let label = labels.iter().map(|it| (it.name.clone(), Some(&it.id) == wanted.label.as_ref()));
    let found = sifted(library, &wanted);
    let entry = |article: &Rc<Article>| {
        let (page, close, id) = (props.page.clone(), close.clone(), article.id.to_string());
        let onclick = move |_: MouseEvent| {
            close.emit(());
            page.deliver(&Delivery::Open(id.clone()));
        };
        let facts = [&article.metadata.published, &article.metadata.outlet];
        let facts = facts.into_iter().flatten().cloned();
        let progress = (strings.progress)(progress_of(library, article)).to_owned();
        let marks = (strings.n_annotations)(library.order_of(article.id).len());
        let facts: Vec<String> = facts.chain([progress, marks]).collect();
        let title = match article.metadata.title.as_str() {
            "" => strings.untitled,
            title => title,
        };
        html! {
            <li key={article.id.to_string()}>
                <button type="button" class="article-entry" {onclick}>
                    <bdi class="intake-title">{ title.to_owned() }</bdi>
                    <bdi class="intake-note">{ facts.join(" · ") }</bdi>
                </button>
            </li>
        }
    };
    html! {
        <ModalDialog title={strings.search_library} class={classes!("add-dialog", "wide-dialog")} on_close={close.clone()}>
            <input type="search" class="dialog-input" aria-label={strings.find_in_library}
                placeholder={strings.find_in_library} value={wanted.query.clone()} {oninput} />
            <div class="sieve">
                { choose(strings.order_by, orders.collect(), |it, nth, _| it.order = ORDERS[nth.min(ORDERS.len() - 1)]) }
                { choose(strings.progress_is, all(wanted.progress.is_none()).chain(progress).collect(),
                    |it, nth, _| it.progress = nth.checked_sub(1).and_then(|nth| PROGRESS.get(nth).copied())) }
                { choose(strings.outlet, all(wanted.outlet.is_none()).chain(outlet).collect(),
                    |it, nth, library| it.outlet = nth.checked_sub(1).and_then(|nth| self::outlets(library).get(nth).cloned())) }
                { choose(strings.has_label, all(wanted.label.is_none()).chain(label).collect(),
                    |it, nth, library| it.label = nth.checked_sub(1).and_then(|nth| Some(library.label_set().labels.get(nth)?.id.clone()))) }
            </div>
            <p role="status">{ (strings.n_found)(found.len(), MOST_LISTED) }</p>
            <ul class="intake library-found">{ for found.iter().take(MOST_LISTED).map(entry) }</ul>
            <div class="dialog-actions">
                <button type="button" class="text-button" onclick={close.reform(|_: MouseEvent| ())}>
                    { strings.close }
                </button>
            </div>
        </ModalDialog>
    }
}

/// The outlets of the library, each once, in order.
fn outlets(library: &Library) -> Vec<String> {
    let outlets = library.articles().filter_map(|article| article.metadata.outlet.clone());
    outlets.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opened::Opened;

    fn library() -> Library {
        let json = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"title": "Rivers rise", "outlet": "The Courier", "published": "2026-01-02", "text": "The rivers rose.",
             "annotations": [{"label": "claim", "ranges": [[4, 10]], "quote": "rivers"}]},
            {"title": "Bridges", "published": "2026-01-03", "text": "A bridge over the river."},
            {"title": "Äpfel", "outlet": "Der Bote", "text": "Es gibt mehr Äpfel.", "done": true}]}"#;
        Opened::read(json, &crate::strings::ENGLISH).expect("it is an annotation file").library
    }

    fn titles(change: impl FnOnce(&mut Wanted)) -> Vec<String> {
        let mut wanted = Wanted {
            query: String::new(),
            order: Order::Title,
            progress: None,
            outlet: None,
            label: None,
        };
        change(&mut wanted);
        sifted(&library(), &wanted).iter().map(|it| it.metadata.title.clone()).collect()
    }

    #[test]
    fn texts_and_titles_are_searched() {
        assert_eq!(titles(|it| it.query = "RIVER".to_owned()), ["Bridges", "Rivers rise"]);
        assert_eq!(titles(|it| it.query = "äpfel".to_owned()), ["Äpfel"]);
        assert_eq!(titles(|it| it.query = "(".to_owned()), [""; 0]);
    }

    #[test]
    fn the_library_is_sifted_and_ordered() {
        assert_eq!(titles(|it| it.progress = Some(Progress::InWork)), ["Rivers rise"]);
        assert_eq!(titles(|it| it.outlet = Some("Der Bote".to_owned())), ["Äpfel"]);
        assert_eq!(titles(|it| it.label = Some("claim".to_owned())), ["Rivers rise"]);
        assert_eq!(titles(|it| it.order = Order::Published)[..2], ["Bridges", "Rivers rise"]);
        assert_eq!(titles(|it| it.order = Order::Marks)[0], "Rivers rise");
    }
}
