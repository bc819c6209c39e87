//! What the second module is asked for, and what the page does with what it delivers.

use onrecord::app::{Action, Delivery, Effect, Errand, ExportScope, Work};
use onrecord_core::formats::format;
use onrecord_core::history::{Change, Edit, Step, Transaction};
use onrecord_core::model::{Article, Link, LinkId, LinkKind, Metadata, Timestamp, UnknownFields};
use onrecord_core::transfer::PackedStep;

use super::harness::{Browser, Tab};

/// What the second module was asked for last.
fn asked(tab: &Tab) -> &Errand {
    let asked = tab.shown.iter().rev().find_map(|effect| match effect {
        Effect::Ask(errand) => Some(errand),
        _ => None,
    });
    asked.expect("it was asked for something")
}

fn export_as(tab: &mut Tab, id: &str, scope: ExportScope) {
    tab.act(Action::ExportAs(format(id).expect("it is in the register"), scope));
}

#[test]
fn documents_are_added_in_one_step() {
    let mut tab = Browser::with_sample();
    tab.give("two.jsonl", "{\"text\": \"Rivers rise.\"}\n{\"text\": \"Rivers fall.\"}\n");
    assert_eq!((tab.state.library.articles().len(), tab.title().as_str()), (3, "Rivers rise."));
    tab.undo();
    assert_eq!(tab.state.library.articles().len(), 1);
}

#[test]
fn what_is_not_understood_changes_nothing() {
    let mut tab = Browser::with_sample();
    tab.give("a.pdf", "%PDF-1.7");
    tab.act(Action::Deliver(None));
    let said = tab.messages();
    assert!(said[0].starts_with("a.pdf is a PDF"), "{said:?}");
    assert!(said[1].contains("different versions"), "{said:?}");
    assert!(said.iter().all(|text| text.ends_with("Nothing here was changed")), "{said:?}");
    assert_eq!(tab.state.library.articles().len(), 1);
}

#[test]
fn another_format_is_made_of_the_annotation_file() {
    let mut tab = Browser::with_sample();
    tab.mark("excellent progress", "quote");
    export_as(&mut tab, "doccano", ExportScope::Article);
    let Errand::Export { format, name, json } = asked(&tab) else { panic!("an export") };
    assert_eq!(*format, "doccano");
    assert!(name.starts_with("onrecord-") && !name.contains('.'), "{name}");
    assert!(json.contains(r#""quote": "excellent progress""#), "{json}");
    export_as(&mut tab, "csv", ExportScope::Library);
    let Errand::Export { name, .. } = asked(&tab) else { panic!("an export") };
    assert!(name.starts_with("onrecord-library-"), "{name}");
}

#[test]
fn the_chosen_annotation_is_linked_with_others_of_the_library() {
    let mut tab = Browser::with_sample();
    let first = tab.mark("excellent progress", "quote");
    tab.act(Action::Choose(None));
    tab.press("l");
    assert!(!tab.shown.iter().any(|effect| matches!(effect, Effect::Ask(_))), "nothing is chosen");
    tab.add("Rivers rise.", "Rivers");
    let second = tab.mark("Rivers", "claim");
    tab.press("l");
    let Errand::Work { work, chosen, json } = asked(&tab) else { panic!("a dialog") };
    assert_eq!((*work, *chosen), (Work::Links, Some(second)));
    assert!(json.contains(&first.to_string()), "{json}");
    let link = Link {
        id: LinkId::from_time(1, [7; 10]),
        kind: LinkKind::Supports,
        from: second,
        to: first,
        created: Timestamp::from_unix_ms(1),
        unknown: UnknownFields::default(),
    };
    let transaction = Transaction::new("change links", vec![Change::Link(Edit::add(link))]);
    let step = PackedStep { texts: Vec::new(), transaction };
    tab.act(Action::Deliver(Some(Delivery::Step(step.pack()))));
    let n_links = |tab: &Tab| tab.state.library.links_of(first).count();
    assert_eq!((n_links(&tab), n_links(&tab.browser().open())), (1, 1));
    tab.undo();
    assert_eq!(n_links(&tab), 0);
}

#[test]
fn passages_that_were_found_are_marked_in_one_step() {
    let mut tab = Browser::with_text("One two one two.");
    tab.mark("two", "claim");
    let mark = |spans: &str| {
        Action::Deliver(Some(Delivery::Mark { label: "claim".to_owned(), spans: spans.to_owned() }))
    };
    tab.act(mark("4-7 12-15 8-11"));
    assert_eq!(tab.marks(), ["claim: two", "claim: one", "claim: two"]);
    tab.act(mark("4-7"));
    tab.act(mark("12-99"));
    tab.act(mark("nonsense"));
    assert_eq!(tab.marks().len(), 3);
    tab.undo();
    assert_eq!(tab.marks(), ["claim: two"]);
}

#[test]
fn a_step_of_the_second_module_is_undone_like_any_other() {
    let mut tab = Browser::with_text("One two.");
    let before = tab.state.open_article().cloned().expect("it is open");
    let metadata = Metadata { outlet: Some("The Courier".to_owned()), ..before.metadata.clone() };
    let after = Article { metadata, ..Article::clone(&before) };
    let changes = vec![Change::Article(Edit::replace(&before, after))];
    let step =
        PackedStep { texts: vec![], transaction: Transaction::new("change details", changes) };
    tab.act(Action::Deliver(Some(Delivery::Step(step.pack()))));
    let outlet = |tab: &Tab| tab.state.open_article().and_then(|it| it.metadata.outlet.clone());
    assert_eq!(outlet(&tab).as_deref(), Some("The Courier"));
    assert_eq!(tab.next_title(Step::Undo), "change details");
    // What was made of an earlier state is refused, and that is said once.
    for _ in 0..2 {
        tab.act(Action::Deliver(Some(Delivery::Step(step.pack()))));
        assert_eq!(tab.messages().len(), 1, "{:?}", tab.messages());
    }
    tab.undo();
    assert_eq!(outlet(&tab), None);
}

#[test]
fn a_module_that_does_not_arrive_can_be_asked_again() {
    let mut tab = Browser::with_sample();
    tab.act(Action::NotAsked(Errand::AddArticles));
    tab.press_message_button();
    assert_eq!(asked(&tab), &Errand::AddArticles);
    assert!(tab.messages().is_empty());
}
