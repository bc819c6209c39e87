//! Reads and writes files for the page, in a module of its own, so that nobody waits for it before
//! the first file.
//!
//! The page calls the functions below. What is to be asked of the person is asked in dialogs of this
//! module; what comes of it is delivered to the page through the function that came with the call.
//! Two modules share no memory, so everything between them is text.

mod add_articles;
mod annotated;
mod annotated_preview;
mod blocks;
mod context;
mod desk;
mod details;
mod find;
mod given;
pub mod intake;
mod library;
mod links;
mod losses;
mod modal_dialog;
mod opened;
mod page;
mod painting;
mod pasted;
mod relations;
mod shelf;
mod stocktaking;
pub mod strings;
mod version;
mod work;

use std::rc::Rc;

use js_sys::{Array, Function};
use onrecord::app::Delivery;
use onrecord_core::model::AnnotationId;
use wasm_bindgen::prelude::wasm_bindgen;

use desk::{Desk, Message};
use opened::Opened;
use page::Page;

/// Asks for texts and files, shows what they are, and delivers what is to be added. `dropped` are
/// promises of files that were dropped already; they are taken out of it. `known` are the hash and
/// the title of each article of the library, one after the other.
#[wasm_bindgen]
pub fn add_articles(dropped: &Array, known: &Array, deliver: Function) {
    let files = dropped.to_vec();
    dropped.set_length(0);
    let known = known.iter().filter_map(|text| text.as_string()).collect::<Vec<_>>();
    let pair = |pair: &[String]| (pair[0].clone(), pair[1].clone());
    let known = known.chunks_exact(2).map(pair).collect();
    desk::send(Message::AddArticles { files, known, page: Page::new(deliver) });
}

/// Hands the annotation file `json` over in another format, as a file called `name`, after saying
/// what that format cannot hold.
#[wasm_bindgen]
pub fn export_as(format: String, name: String, json: String, deliver: Function) {
    desk::send(Message::Export { format, name, json, page: Page::new(deliver) });
}

/// Opens the dialog called `work`, as [`onrecord::app::Work`] names it, about the annotation file
/// `json`, in which the annotation with the id `chosen` is chosen.
#[wasm_bindgen]
pub fn work(work: String, chosen: Option<String>, json: &str, deliver: Function) {
    let page = Page::new(deliver);
    match Opened::read(json, Desk::strings()) {
        Ok(opened) => {
            let chosen = chosen.and_then(|id| AnnotationId::parse(&id));
            desk::send(Message::Work { work, chosen, opened: Rc::new(opened), page });
        }
        Err(reason) => page.deliver(&Delivery::NotRead(reason)),
    }
}
