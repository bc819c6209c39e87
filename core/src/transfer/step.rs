//! A step that the second module made, on its way to the page.

use std::rc::Rc;

use crate::history::Transaction;
use crate::json::{self, Writer};
use crate::record::{decode_transaction, encode_transaction};
use crate::text::ArticleText;

/// Changes that belong together, and the texts that they need.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedStep {
    /// Texts that the library may not have. They are no part of the changes.
    pub texts: Vec<Rc<ArticleText>>,
    /// The changes.
    pub transaction: Transaction,
}

impl PackedStep {
    /// Packs the step for the page.
    pub fn pack(&self) -> String {
        let mut json = Writer::compact();
        json.object(|json| {
            json.name("texts").list(|json| self.texts.iter().for_each(|it| json.text(it.as_str())));
            json.name("transaction").text(&encode_transaction(&self.transaction));
        });
        json.finish()
    }

    /// Takes apart what [`PackedStep::pack`] packed; `None` when the two sides do not understand
    /// each other.
    pub fn unpack(json: &str) -> Option<Self> {
        let mut fields = json::parse_fields(json)?;
        let texts = fields.take("texts")?.into_strings()?.into_iter();
        let transaction = decode_transaction(&fields.text("transaction")?)?;
        Some(Self {
            texts: texts.map(|text| Rc::new(ArticleText::new(text))).collect(),
            transaction,
        })
    }
}
