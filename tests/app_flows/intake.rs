//! Files on their way in: read, looked at, added or left out.

use onrecord::app::{Action, Dialog, FileContent};

use super::harness::{Browser, Tab};

fn file(name: &str, text: &str) -> FileContent {
    FileContent { name: name.to_owned(), bytes: text.as_bytes().into() }
}

fn give(tab: &mut Tab, read: Vec<FileContent>) {
    tab.act(Action::ReadFiles { read, unreadable: Vec::new() });
}

fn n_articles(tab: &Tab) -> usize {
    tab.state.library.articles().len()
}

#[test]
fn nothing_of_a_file_is_stored_before_it_is_looked_at() {
    let mut tab = Browser::with_sample();
    give(&mut tab, vec![file("rivers.txt", "Rivers rise again, the council said.")]);
    assert_eq!(tab.state.view.dialog, Some(Dialog::AddArticles));
    let [(article, note)] = &tab.state.view.intake.waiting[..] else { panic!("one waits") };
    assert_eq!(article.article.metadata.title, "Rivers");
    assert_eq!(note, "Plain text · 6 words · 1 paragraph");
    assert_eq!(n_articles(&tab), 1);

    tab.act(Action::AddWaiting);
    assert_eq!((n_articles(&tab), tab.title().as_str()), (2, "Rivers"));
    assert_eq!(tab.state.view.dialog, None);
    assert!(tab.state.view.intake.is_empty());
    tab.undo();
    assert_eq!(n_articles(&tab), 1);
}

#[test]
fn leaving_the_dialog_adds_nothing() {
    let mut tab = Browser::with_sample();
    give(&mut tab, vec![file("rivers.txt", "Rivers rise again.")]);
    tab.act(Action::Show(None));
    assert!(tab.state.view.intake.is_empty());
    tab.act(Action::AddWaiting);
    assert_eq!(n_articles(&tab), 1);
    assert_eq!(tab.reopen().state.library.articles().len(), 1);
}

#[test]
fn one_bad_file_of_several_does_not_stop_the_others() {
    let mut tab = Browser::with_sample();
    let lines = "{\"text\": \"One of two.\"}\n{\"id\": 2}\n{\"text\": \"Two of two.\"}\n";
    let files = vec![
        file("a.txt", "Rivers rise again."),
        file("b.pdf", "%PDF-1.7"),
        file("c.jsonl", lines),
        file("d.txt", " "),
    ];
    give(&mut tab, files);
    let intake = &tab.state.view.intake;
    let titles: Vec<&str> =
        intake.waiting.iter().map(|(it, _)| it.article.metadata.title.as_str()).collect();
    assert_eq!(titles, ["A", "One of two.", "Two of two."]);
    assert_eq!(intake.problems.len(), 3, "{:?}", intake.problems);
    for (problem, start) in
        intake.problems.iter().zip(["b.pdf is a PDF", "c.jsonl: entry 2", "d.txt is empty"])
    {
        assert!(problem.starts_with(start), "{problem}");
    }
    assert!(tab.messages().is_empty());
    tab.act(Action::LeaveOut(1));
    tab.act(Action::AddWaiting);
    assert_eq!((n_articles(&tab), tab.title().as_str()), (3, "A"));
}

#[test]
fn one_bad_file_alone_says_why() {
    let mut tab = Browser::with_sample();
    give(&mut tab, vec![file("a.pdf", "%PDF-1.7")]);
    assert!(tab.messages()[0].starts_with("a.pdf is a PDF"), "{:?}", tab.messages());
    assert_eq!(tab.state.view.dialog, None);
}

#[test]
fn a_text_that_is_here_already_is_said_to_be() {
    let mut tab = Browser::with_sample();
    tab.add("Rivers rise again.", "Rivers");
    give(&mut tab, vec![file("a.txt", "Rivers rise again.")]);
    let (_, note) = &tab.state.view.intake.waiting[0];
    assert!(note.starts_with("This text is already in the library, as “Rivers”"), "{note}");
}

#[test]
fn pasted_markup_keeps_its_structure() {
    let mut tab = Browser::with_sample();
    tab.act(Action::AddArticle {
        text: "Rivers rise\nThe council met.".to_owned(),
        markup: "<h1>Rivers rise</h1><p>The <b>council</b> met.</p>".into(),
        title: String::new(),
    });
    let article = tab.state.open_article().expect("it is open");
    assert_eq!((tab.title().as_str(), article.blocks.len()), ("Rivers rise", 2));
    let view = tab.state.view.article.as_ref().expect("it is shown");
    assert_eq!(view.text.as_str(), "Rivers rise\n\nThe council met.");
}
