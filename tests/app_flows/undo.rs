//! Taking back and repeating.

use onrecord::app::Action;
use onrecord_core::history::Step;

use super::harness::{Browser, Contents, Tab};

const TEXT: &str = "One two three four five.\n\nSix seven eight nine ten.";

fn tab() -> Tab {
    Browser::with_text(TEXT)
}

#[test]
fn undo_and_redo_of_a_mark() {
    let mut tab = tab();
    tab.mark("two", "claim");
    tab.undo();
    assert!(tab.marks().is_empty());
    assert_eq!(tab.chosen(), "");
    tab.redo();
    assert_eq!(tab.marks(), ["claim: two"]);
    assert_eq!(tab.chosen(), "claim: two");
}

#[test]
fn steps_have_titles() {
    let mut tab = tab();
    let id = tab.mark("two", "quote");
    assert_eq!(tab.next_title(Step::Undo), "mark quote");
    tab.use_label("claim");
    assert_eq!(tab.next_title(Step::Undo), "change label to claim");
    tab.act(Action::SetNote { annotation: id, note: "note".to_owned() });
    assert_eq!(tab.next_title(Step::Undo), "change note");
    tab.press("Delete");
    assert_eq!(tab.next_title(Step::Undo), "delete claim");
    assert_eq!(tab.next_title(Step::Redo), "");
    tab.undo();
    assert_eq!(tab.next_title(Step::Undo), "change note");
    assert_eq!(tab.next_title(Step::Redo), "delete claim");
    assert_eq!(tab.said.last().expect("it is said"), "Undone: delete claim");
}

#[test]
fn a_new_change_forgets_what_was_undone() {
    let mut tab = tab();
    tab.mark("two", "claim");
    tab.undo();
    tab.mark("three", "claim");
    assert_eq!(tab.next_title(Step::Redo), "");
    tab.redo();
    assert_eq!(tab.marks(), ["claim: three"]);
    assert_eq!(tab.said.last().map(String::as_str), Some("Nothing to redo"));
}

#[test]
fn undo_at_the_beginning_says_so() {
    let mut tab = Browser::with_sample();
    let before = Contents::of(&tab.state.library);
    tab.undo();
    assert_eq!(tab.said.last().map(String::as_str), Some("Nothing to undo"));
    assert_eq!(Contents::of(&tab.state.library), before);
}

#[test]
fn undo_in_another_article_opens_it() {
    let mut tab = tab();
    let first = tab.open_id();
    tab.mark("two", "claim");
    tab.add("Another text.", "Another");
    tab.undo();
    tab.redo();
    let second = tab.open_id();
    assert_ne!(second, first);
    tab.mark("text", "quote");
    tab.act(Action::OpenArticle(first));
    tab.undo();
    assert_eq!(tab.open_id(), second);
    assert!(tab.marks().is_empty());
}

#[test]
fn undoing_a_rename_opens_the_article() {
    let mut tab = tab();
    let first = tab.open_id();
    let title = tab.title();
    tab.add("Another text.", "Another");
    let another = tab.open_id();
    tab.act(Action::Rename { article: first, title: "New title".to_owned() });
    assert_eq!(tab.open_id(), another);
    tab.undo();
    assert_eq!((tab.open_id(), tab.title()), (first, title));
}

#[test]
fn a_removed_article_comes_back_with_everything_in_it() {
    let mut tab = tab();
    let article = tab.open_id();
    let (two, seven) = (tab.mark("two", "claim"), tab.mark("seven", "quote"));
    tab.link(two, seven);
    tab.act(Action::SetNote { annotation: two, note: "a note".to_owned() });
    let before = Contents::of(&tab.state.library);
    tab.act(Action::RemoveArticle(article));
    let library = &tab.state.library;
    let n_left = (library.articles().len(), library.annotations().len(), library.links().len());
    assert_eq!(n_left, (0, 0, 0));
    assert_eq!(tab.state.view.open, None);
    tab.undo();
    assert_eq!(Contents::of(&tab.state.library), before);
    assert_eq!(tab.open_id(), article);
    assert_eq!(tab.marks(), ["claim: two", "quote: seven"]);
}

#[test]
fn links_to_other_articles_go_with_a_removed_one_and_come_back() {
    let mut tab = tab();
    let first = tab.open_id();
    let two = tab.mark("two", "claim");
    tab.add("Another text.", "Another");
    let text = tab.mark("text", "claim");
    tab.link(text, two);
    tab.act(Action::RemoveArticle(first));
    assert_eq!(tab.state.library.links().len(), 0);
    assert_eq!(tab.marks(), ["claim: text"]);
    tab.undo();
    assert_eq!(tab.state.library.links().len(), 1);
    assert_eq!(tab.open_id(), first);
}

#[test]
fn the_button_of_a_removal_takes_back_the_removal() {
    let mut tab = tab();
    let article = tab.open_id();
    tab.add("Another text.", "Another");
    tab.act(Action::RemoveArticle(article));
    tab.press_message_button();
    assert_eq!(tab.open_id(), article);
    assert!(tab.messages().is_empty());
}

#[test]
fn attributes_and_progress_can_be_undone() {
    let mut tab = tab();
    let article = tab.open_id();
    let id = tab.mark("two", "quote");
    tab.select("three");
    tab.act(Action::TakeSelection { annotation: id, attribute: "source".to_owned() });
    tab.act(Action::SetDone { article, is_done: true });
    tab.undo();
    assert!(!tab.state.open_article().expect("it is open").is_done);
    tab.undo();
    assert!(tab.annotation(id).attributes.is_empty());
}

#[test]
fn undoing_a_deletion_with_links_opens_the_article_and_chooses_the_mark() {
    let mut tab = tab();
    let first = tab.open_id();
    let (two, seven) = (tab.mark("two", "claim"), tab.mark("seven", "claim"));
    tab.link(two, seven);
    tab.act(Action::Delete(seven));
    let another = {
        tab.add("Another text.", "Another");
        tab.undo();
        tab.redo();
        tab.open_id()
    };
    tab.undo();
    tab.act(Action::OpenArticle(another));
    tab.undo();
    assert_eq!(tab.open_id(), first);
    assert_eq!(tab.chosen(), "claim: seven");
}

#[test]
fn a_deleted_mark_comes_back_with_its_links() {
    let mut tab = tab();
    let (two, seven) = (tab.mark("two", "claim"), tab.mark("seven", "claim"));
    let nine = tab.mark("nine", "quote");
    let links = [tab.link(two, seven), tab.link(seven, nine), tab.link(two, nine)];
    let before = Contents::of(&tab.state.library);
    tab.act(Action::Delete(seven));
    let left: Vec<_> = tab.state.library.links().map(|link| link.id).collect();
    assert_eq!(left, [links[2]]);
    tab.undo();
    assert_eq!(Contents::of(&tab.state.library), before);
    assert_eq!(tab.chosen(), "claim: seven");
    tab.redo();
    assert_eq!(tab.state.library.links().len(), 1);
}

#[test]
fn what_tells_of_a_removal_goes_with_the_next_step() {
    let mut tab = tab();
    let article = tab.open_id();
    tab.add("Another text.", "Another");
    tab.act(Action::RemoveArticle(article));
    assert_eq!(tab.messages().len(), 1);
    // Its button would now take back the mark.
    tab.mark("text", "claim");
    assert!(tab.messages().is_empty());
    tab.undo();
    let article = tab.open_id();
    tab.act(Action::RemoveArticle(article));
    assert_eq!(tab.messages().len(), 1);
    tab.undo();
    assert!(tab.messages().is_empty(), "the article is here again");
}
