//! Newer versions of an article, corrected details and blocks.

use onrecord::app::{Action, Dialog, Source};
use onrecord_core::anchor::Outcome;
use onrecord_core::model::{BlockKind, Correction, Metadata};

use super::harness::{Browser, Tab};

const OLD: &str = "The bridge was closed on Wednesday. “We will repair both piers,” she said. \
    Nobody was hurt.\n\nFerries run every hour, the port said.";

fn offer(tab: &mut Tab, text: &str) {
    let article = tab.open_id();
    tab.act(Action::Show(Some(Dialog::NewVersion(article))));
    let source = Source::Text { text: text.into(), markup: "".into(), title: String::new() };
    tab.act(Action::OfferVersion { article, source });
}

fn outcomes(tab: &Tab) -> Vec<Outcome> {
    let version = tab.state.view.version.as_ref().expect("a version is looked at");
    version.marks.iter().map(|mark| mark.outcome).collect()
}

#[test]
fn marks_follow_into_a_newer_version_in_one_step() {
    let mut tab = Browser::with_text(OLD);
    tab.mark("closed on Wednesday", "claim");
    tab.mark("We will repair both piers", "pledge");
    tab.mark("Nobody was hurt", "claim");
    let new = OLD
        .replace("The bridge", "Updated at noon.\n\nThe bridge")
        .replace("both", "bothe")
        .replace(" Nobody was hurt.", "");
    offer(&mut tab, &new);
    assert_eq!(outcomes(&tab), [Outcome::Same, Outcome::Edited, Outcome::Gone]);
    let before = tab.state.history.n_done();
    tab.act(Action::ApplyVersion);
    assert_eq!(tab.state.history.n_done(), before + 1);
    assert_eq!(tab.marks(), ["claim: closed on Wednesday", "pledge: We will repair bothe piers"]);
    let newer = tab.open_id();

    // The older version is an article of its own, with what is not in the newer one.
    let older = tab.state.library.articles().find(|it| it.id != newer).expect("it stays").clone();
    assert!(older.metadata.title.contains("(version until "), "{}", older.metadata.title);
    tab.act(Action::OpenArticle(older.id));
    assert_eq!(tab.marks(), ["claim: Nobody was hurt"]);
    assert_eq!(tab.state.view.article.as_ref().expect("shown").text.as_str(), OLD);

    tab.undo();
    assert_eq!(tab.state.library.articles().len(), 1);
    assert_eq!(tab.marks().len(), 3);
    tab.act(Action::Step(onrecord_core::history::Step::Redo));
    let tab = tab.reopen();
    assert_eq!(tab.state.library.articles().len(), 2);
}

#[test]
fn what_is_not_certain_waits_for_a_decision() {
    let mut tab = Browser::with_text(OLD);
    tab.mark("repair both piers", "pledge");
    let sentence = " “We will repair both piers,” she said.";
    let near = sentence.replace("piers", "towers");
    offer(&mut tab, &(OLD.replace(sentence, "") + &near));
    assert_eq!(outcomes(&tab), [Outcome::Ambiguous]);
    tab.act(Action::ApplyVersion);
    assert_eq!(tab.marks(), ["pledge: repair both piers"]);
    tab.act(Action::ChoosePlace { mark: 0, choice: Some(0) });
    tab.act(Action::ApplyVersion);
    assert_eq!(tab.marks(), ["pledge: repair both towers"]);
}

#[test]
fn the_same_text_is_no_new_version() {
    let mut tab = Browser::with_text(OLD);
    offer(&mut tab, OLD);
    assert!(tab.state.view.version.is_none());
    assert_eq!(tab.messages(), ["This is the text that is here already"]);
    offer(&mut tab, " ");
    assert!(tab.messages()[1].starts_with("The pasted text is empty"), "{:?}", tab.messages());
}

#[test]
fn details_are_corrected_and_bad_addresses_are_not_taken() {
    let mut tab = Browser::with_text(OLD);
    let article = tab.open_id();
    let mut set = |url: &str| {
        let metadata = Metadata {
            title: " A bridge ".to_owned(),
            byline: Some(" ".to_owned()),
            outlet: Some("The Lantern".to_owned()),
            url: Some(url.to_owned()),
            ..Metadata::default()
        };
        tab.act(Action::SetMetadata { article, metadata: Box::new(metadata) });
        tab.state.open_article().expect("it is open").metadata.clone()
    };
    let metadata = set("https://example.org/bridge");
    assert_eq!((metadata.title.as_str(), metadata.byline.as_deref()), ("A bridge", None));
    assert_eq!(metadata.url.as_deref(), Some("https://example.org/bridge"));
    assert_eq!(set("javascript:alert(1)").url.as_deref(), Some("https://example.org/bridge"));
    assert_eq!(set("").url, None);
}

#[test]
fn a_passage_is_made_a_heading_and_the_marks_stay() {
    let mut tab = Browser::with_text(OLD);
    tab.mark("bridge was closed", "claim");
    tab.select("The bridge was closed on Wednesday.");
    tab.act(Action::Correct(Correction::Kind(BlockKind::Heading(2))));
    let kinds = |tab: &Tab| -> Vec<&str> {
        let article = tab.state.open_article().expect("it is open");
        article.blocks.iter().map(|block| block.kind.name()).collect()
    };
    assert_eq!(kinds(&tab), ["heading", "paragraph", "paragraph"]);
    assert_eq!(tab.marks(), ["claim: bridge was closed"]);
    tab.undo();
    assert_eq!(kinds(&tab), ["paragraph", "paragraph"]);
}
