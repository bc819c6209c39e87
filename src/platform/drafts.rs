//! Text that is being typed, kept letter by letter until it becomes a change.
//!
//! Each draft has a key of its own, under the tab that it is typed in. A tab holds a lock for as
//! long as it lives, so that a later one can tell whose drafts were left behind.

use std::cell::RefCell;

use onrecord_core::json::{self, Writer};
use onrecord_core::model::AnnotationId;

use crate::app::Draft;

use super::{local_storage, locks};

thread_local! {
    static TAB: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the note that is being typed for an annotation.
pub fn keep(annotation: AnnotationId, text: &str) {
    let mut draft = Writer::compact();
    draft.object(|draft| draft.name("note").text(text));
    local_storage::write_draft(&own(annotation), &draft.finish());
}

/// Forgets the note that was being typed for an annotation: it is a change now, or none.
pub fn forget(annotation: AnnotationId) {
    forget_named(&own(annotation));
}

/// Forgets a draft, given its name.
pub fn forget_named(name: &str) {
    local_storage::remove_draft(name);
}

/// Lets drafts stand under this tab from now on.
pub async fn begin(tab: String) {
    locks::hold(&lock_name(&tab)).await;
    TAB.set(tab);
}

/// The drafts of tabs that are no more, each only once.
pub async fn left_behind() -> Vec<Draft> {
    let mut left = Vec::new();
    for (name, value) in local_storage::drafts() {
        let Some((tab, annotation)) = name.split_once(':') else { continue };
        let annotation = AnnotationId::parse_key(annotation);
        let text = json::parse_fields(&value).and_then(|mut draft| draft.text("note"));
        if let (Some(annotation), Some(text)) = (annotation, text)
            && locks::hold(&lock_name(tab)).await
        {
            left.push(Draft { name, annotation, text });
        }
    }
    left
}

/// The name of the draft of this tab for an annotation.
fn own(annotation: AnnotationId) -> String {
    TAB.with_borrow(|tab| format!("{tab}:{}", annotation.to_key()))
}

fn lock_name(tab: &str) -> String {
    format!("onrecord:tab:{tab}")
}
