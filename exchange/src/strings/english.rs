//! English.

use onrecord_core::text::isolated;

use super::Strings;

/// The module in English.
pub static ENGLISH: Strings = Strings {
    add_articles: "Add articles",
    article_text: "Article text",
    article_title: "Title",
    title_suggested: "Leave empty to take it from the text",
    choose_files: "Choose files",
    add: "Add",
    cancel: "Cancel",
    nothing_to_add: "Paste a text, or choose files",
    reading_files: |n, n_files| format!("Reading files: {n} of {n_files}"),
    stop: "Stop",
    leave_out: |title| format!("Leave out {title}"),
    n_ready: |n| {
        if n == 1 { "1 article to add".to_owned() } else { format!("{n} articles to add") }
    },
    already_in_library: |title| {
        let title = isolated(title);
        format!("This text is already in the library, as “{title}”")
    },
    unreadable: |file| format!("{file} could not be read from the disk"),
    stopped: |file| {
        format!("{file} could not be read: the part of the page that reads files stopped over it")
    },
    losses_of: |format| format!("What {format} cannot hold"),
    losses_why: "Here nothing changes; only the file lacks this:",
    losses_each: |n| {
        if n == 1 { "The one, by name".to_owned() } else { format!("All {n}, one by one") }
    },
    download: "Download",
    download_with_list: "Download with this list",
};
