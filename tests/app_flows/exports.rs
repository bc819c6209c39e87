//! Files of other formats, which the second module writes.

use std::rc::Rc;

use onrecord::app::{Action, Dialog, Effect, ExportScope, ForeignExport};
use onrecord_core::formats::{Format, format};
use onrecord_core::transfer::{self, Losses};

use super::harness::{Browser, Tab};

fn format_of(id: &str) -> &'static Format {
    format(id).expect("it is in the register")
}

/// What the page asks the second module about.
fn asked(tab: &Tab) -> Rc<ForeignExport> {
    let found = tab.shown.iter().find_map(|effect| match effect {
        Effect::ListLosses(export) => Some(export.clone()),
        _ => None,
    });
    found.expect("the module is asked")
}

/// The module's answer.
fn losses(export: &ForeignExport) -> Result<Losses, String> {
    transfer::decode_losses(&transfer::list_losses(export.format.id, &export.json))
}

#[test]
fn what_is_lost_is_shown_before_the_file_is_made() {
    let mut tab = Browser::with_sample();
    tab.mark("excellent progress", "quote");
    tab.act(Action::ExportAs(format_of("doccano"), ExportScope::Article));
    let export = asked(&tab);
    assert!(export.name.starts_with("onrecord-"), "{}", export.name);
    let listed = losses(&export);
    tab.act(Action::LossesListed(export.clone(), listed));
    assert_eq!(tab.state.view.dialog, Some(Dialog::Losses));
    let shown = tab.state.view.losses.clone().expect("they are shown");
    assert!(shown.1.summary.contains(&"Ids are not written".to_owned()), "{:?}", shown.1);
    assert!(!tab.shown.iter().any(|effect| matches!(effect, Effect::Convert(..))));

    tab.act(Action::Convert(export.clone(), true));
    assert_eq!(tab.state.view.dialog, None);
    assert!(tab.shown.contains(&Effect::Convert(export, true)));
}

#[test]
fn a_file_that_holds_everything_follows_at_once() {
    let mut tab = Browser::with_sample();
    tab.act(Action::ExportAs(format_of("hf"), ExportScope::Library));
    let export = asked(&tab);
    tab.act(Action::LossesListed(export.clone(), Ok(Losses::default())));
    assert_eq!(tab.state.view.dialog, None);
    assert!(tab.shown.contains(&Effect::Convert(export, false)));
}

#[test]
fn a_module_that_does_not_answer_costs_nothing() {
    let mut tab = Browser::with_sample();
    tab.act(Action::ExportAs(format_of("csv"), ExportScope::Article));
    let export = asked(&tab);
    tab.act(Action::LossesListed(export, Err(String::new())));
    let told = tab.messages().join(" ");
    assert!(told.starts_with("Nothing was exported: "), "{told}");
}
