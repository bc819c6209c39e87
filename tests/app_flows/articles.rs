//! Adding, naming, finishing and removing articles.

use onrecord::app::{Action, Effect, ExportScope};
use onrecord_core::model::{Progress, sample};
use onrecord_core::record::Key;

use super::harness::{Browser, Tab};

fn progress(tab: &Tab) -> Progress {
    let article = tab.state.open_article().expect("an article is open");
    article.progress(tab.state.library.annotations_of(article.id).count())
}

#[test]
fn the_first_start_shows_the_sample_unmarked() {
    let tab = Browser::with_sample();
    assert_eq!(tab.open_id(), sample::ID);
    assert_eq!(tab.title(), sample::TITLE);
    assert!(tab.marks().is_empty());
    assert!(tab.state.view.is_hint_shown);
    assert_eq!(tab.state.view.article.as_ref().expect("shown").text.as_str(), sample::TEXT);
    assert!(tab.said.is_empty());
    assert!(tab.messages().is_empty());
}

#[test]
fn the_sample_is_no_change_to_undo() {
    let mut tab = Browser::with_sample();
    tab.undo();
    assert_eq!(tab.open_id(), sample::ID);
}

#[test]
fn a_removed_sample_stays_removed() {
    let mut tab = Browser::with_sample();
    tab.act(Action::RemoveArticle(sample::ID));
    assert_eq!(tab.state.view.open, None);
    let tab = tab.reopen();
    assert_eq!(tab.state.view.open, None);
    assert_eq!(tab.state.library.articles().len(), 0);
}

#[test]
fn an_added_article_is_opened() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    assert_eq!(tab.title(), "A title");
    assert_eq!(tab.state.library.articles().len(), 2);
    assert!(tab.said.contains(&"Article added".to_owned()));
}

#[test]
fn a_title_is_taken_from_the_text() {
    let mut tab = Browser::with_sample();
    tab.add("Rivers rise again\n\nThe rivers rose on Monday, said the council of the town.", "  ");
    assert_eq!(tab.title(), "Rivers rise again");
}

#[test]
fn a_text_that_is_there_is_opened_instead_of_added() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    let (first, history) = (tab.open_id(), tab.state.history.clone());
    tab.act(Action::OpenArticle(sample::ID));
    tab.add("Some text of ours.", "Another title");
    assert_eq!((tab.open_id(), tab.title().as_str()), (first, "A title"));
    assert_eq!(tab.messages(), ["This text is already in the library, as “A title”"]);
    assert_eq!(tab.state.history, history);
}

#[test]
fn an_export_fetches_the_texts_it_needs() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    let mut tab = tab.reopen();
    tab.act(Action::Export(ExportScope::Library));
    let Some(Effect::Download { name, content, .. }) =
        tab.shown.iter().find(|it| matches!(it, Effect::Download { .. }))
    else {
        panic!("a file is handed over");
    };
    assert!(name.starts_with("onrecord-library-"), "{name}");
    assert!(content.contains("Some text of ours.") && content.contains("multilayered"));
}

#[test]
fn articles_are_renamed() {
    let mut tab = Browser::with_sample();
    tab.act(Action::Rename { article: sample::ID, title: "Guarantees".to_owned() });
    assert_eq!(tab.title(), "Guarantees");
    assert_eq!(tab.reopen().title(), "Guarantees");
}

#[test]
fn the_same_title_is_no_change() {
    let mut tab = Browser::with_sample();
    tab.act(Action::Rename { article: sample::ID, title: sample::TITLE.to_owned() });
    assert!(tab.state.history.transactions().is_empty());
}

#[test]
fn progress_is_new_then_in_work_then_done() {
    let mut tab = Browser::with_sample();
    assert_eq!(progress(&tab), Progress::New);
    tab.mark("excellent progress", "quote");
    assert_eq!(progress(&tab), Progress::InWork);
    tab.act(Action::SetDone { article: sample::ID, is_done: true });
    assert_eq!(progress(&tab), Progress::Done);
    tab.act(Action::SetDone { article: sample::ID, is_done: false });
    assert_eq!(progress(&tab), Progress::InWork);
}

#[test]
fn opening_an_article_leaves_selection_and_choice() {
    let mut tab = Browser::with_sample();
    tab.mark("excellent progress", "quote");
    tab.add("Some text of ours.", "A title");
    tab.select("text");
    tab.act(Action::OpenArticle(sample::ID));
    assert_eq!((tab.state.view.selection, tab.chosen().as_str()), (None, ""));
}

#[test]
fn removing_the_open_article_opens_the_newest_other_one() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "First");
    tab.add("Some other text.", "Second");
    tab.act(Action::RemoveArticle(tab.open_id()));
    assert_eq!(tab.title(), "First");
}

#[test]
fn removing_another_article_leaves_the_open_one() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "First");
    tab.select("text");
    tab.act(Action::RemoveArticle(sample::ID));
    assert_eq!(tab.title(), "First");
    assert!(tab.state.view.selection.is_some());
}

#[test]
fn a_lost_text_is_told_and_can_be_added_again() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    tab.mark("text", "claim");
    let hash = tab.state.open_article().expect("it is open").text;
    tab.browser().lose(&Key::text(hash));
    let mut tab = tab.reopen();
    assert!(tab.state.view.article.is_none());
    assert!(tab.messages()[0].contains("add the text again"), "{:?}", tab.messages());
    tab.add("Some text of ours.", "");
    assert_eq!(tab.marks(), ["claim: text"]);
    assert!(tab.state.view.article.is_some());
    assert_eq!(tab.reopen().marks(), ["claim: text"]);
}

#[test]
fn an_export_without_its_text_fails_once() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    let hash = tab.state.open_article().expect("it is open").text;
    tab.browser().lose(&Key::text(hash));
    let mut tab = tab.reopen();
    tab.dismiss_all();
    tab.act(Action::Export(ExportScope::Library));
    let is_download = |effect: &Effect| matches!(effect, Effect::Download { .. });
    assert!(!tab.shown.iter().any(is_download));
    let [missing, failed] = tab.messages()[..] else { panic!("{:?}", tab.messages()) };
    assert!(missing.contains("“A title”"), "{missing}");
    assert!(failed.starts_with("Nothing was exported"), "{failed}");
}

#[test]
fn a_damaged_text_is_set_aside_before_it_is_replaced() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    let hash = tab.state.open_article().expect("it is open").text;
    tab.browser().meddle(&Key::text(hash), "Some text of theirs.");
    let mut tab = tab.reopen();
    assert!(tab.state.view.article.is_none());
    assert_eq!(tab.browser().quarantined(), ["Some text of theirs.".into()]);
    tab.add("Some text of ours.", "");
    assert_eq!(tab.browser().value(&Key::text(hash)).as_deref(), Some("Some text of ours."));
}

#[test]
fn a_backup_is_made_without_a_lost_text() {
    let mut tab = Browser::with_sample();
    tab.add("Some text of ours.", "A title");
    tab.browser().lose(&Key::text(tab.state.open_article().expect("it is open").text));
    let mut tab = tab.reopen();
    tab.act(Action::BackUp);
    let is_download = |effect: &Effect| matches!(effect, Effect::Download { .. });
    assert!(tab.shown.iter().any(is_download));
}
