//! Finding in the article and in the library.

use onrecord::app::{Action, ArticleFilter, ArticleOrder, Query, article_list};
use onrecord_core::model::{Progress, sample};

use super::harness::{Browser, Tab};

fn find(tab: &mut Tab, text: &str, is_pattern: bool) -> usize {
    tab.act(Action::ShowFind(true));
    tab.act(Action::Find(Query { text: text.to_owned(), is_pattern }));
    tab.state.view.find.as_ref().expect("the bar is open").hits.len()
}

fn titles(tab: &Tab) -> Vec<String> {
    article_list::listed(&tab.state).iter().map(|it| it.metadata.title.clone()).collect()
}

#[test]
fn all_hits_are_marked_in_one_step() {
    let mut tab = Browser::with_text("Peace, they said. PEACE at last; no peace.");
    assert_eq!(find(&mut tab, "peace", false), 3);
    let hits = tab.state.view.find.as_ref().expect("the bar is open").hits.clone();
    let mark = |hits| Action::MarkHits { label: "claim".to_owned(), hits };
    tab.act(mark(hits.clone()));
    assert_eq!(tab.marks(), ["claim: Peace", "claim: PEACE", "claim: peace"]);
    tab.act(mark(hits));
    assert_eq!(tab.marks().len(), 3, "the same mark is not made twice");
    tab.undo();
    assert!(tab.marks().is_empty());
}

#[test]
fn hits_are_gone_through_around_the_ends() {
    let mut tab = Browser::with_text("One two one.");
    find(&mut tab, "one", false);
    let current = |tab: &Tab| tab.state.view.find.as_ref().expect("the bar is open").current;
    tab.act(Action::NextHit { is_next: false });
    assert_eq!(current(&tab), 1);
    tab.act(Action::NextHit { is_next: true });
    assert_eq!(current(&tab), 0);
    tab.act(Action::ShowFind(false));
    assert!(tab.state.view.find.is_none());
}

#[test]
fn a_wrong_pattern_says_so() {
    let mut tab = Browser::with_text("One two one.");
    assert_eq!(find(&mut tab, "(", true), 0);
    assert!(tab.state.view.find.as_ref().expect("the bar is open").error.is_some());
    assert_eq!(find(&mut tab, "o[a-z]e", true), 2);
}

#[test]
fn another_article_is_looked_through_when_it_opens() {
    let mut tab = Browser::with_sample();
    tab.add("One two one.", "Numbers");
    assert_eq!(find(&mut tab, "one", false), 2);
    tab.act(Action::OpenArticle(sample::ID));
    let find = tab.state.view.find.as_ref().expect("the bar is open");
    let view = tab.state.view.article.as_ref().expect("it is shown");
    assert_eq!(find.text, Some(view.text.hash()));
}

#[test]
fn the_library_is_looked_through_by_titles_and_texts() {
    let mut tab = Browser::with_sample();
    tab.add("Rivers rise again, the council said.", "Water");
    tab.add("Nothing of note happened in the town.", "Quiet");
    let mut tab = tab.reopen();
    tab.act(Action::FindArticle("council".to_owned()));
    assert_eq!(titles(&tab), ["Water"]);
    let article = article_list::listed(&tab.state)[0];
    assert_eq!(article_list::n_hits(&tab.state, article), 1);
    tab.act(Action::FindArticle("quiet".to_owned()));
    assert_eq!(titles(&tab), ["Quiet"]);
    tab.act(Action::FindArticle("nobody wrote this".to_owned()));
    assert!(titles(&tab).is_empty());
    tab.act(Action::FindArticle(String::new()));
    assert_eq!(titles(&tab).len(), 3);
}

#[test]
fn the_list_is_ordered_and_narrowed() {
    let mut tab = Browser::with_sample();
    tab.add("date 2026-01-09\n\nRivers rise again.", "B");
    tab.add("date 2026-01-08\n\nNothing of note.", "C");
    tab.add("Nobody knows when.", "A");
    tab.mark("knows", "claim");
    tab.act(Action::OrderArticles(ArticleOrder::Title));
    assert_eq!(titles(&tab), ["A", sample::TITLE, "B", "C"]);
    tab.act(Action::OrderArticles(ArticleOrder::Published));
    assert_eq!(titles(&tab), ["B", "C", sample::TITLE, "A"]);
    tab.act(Action::OrderArticles(ArticleOrder::Annotations));
    assert_eq!(titles(&tab)[0], "A");
    tab.act(Action::FilterArticles(ArticleFilter::Progress(Progress::InWork)));
    assert_eq!(titles(&tab), ["A"]);
    tab.act(Action::FilterArticles(ArticleFilter::Label("claim".to_owned())));
    assert_eq!(titles(&tab), ["A"]);
    tab.act(Action::FilterArticles(ArticleFilter::Outlet("The Lantern".to_owned())));
    assert!(titles(&tab).is_empty());
}
