//! The header: which layers there are, and which of their features have a column.

use super::cell::Value;

/// What the annotations of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// They mark passages.
    Span,
    /// They mark passages, and lead from one to the next.
    Chain,
    /// They lead from one annotation to another.
    Relation,
}

/// A layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// What its annotations are.
    pub kind: Kind,
    /// The type of its annotations.
    pub name: String,
    /// A column for each; one without a name where the layer has no features.
    pub features: Vec<String>,
}

/// The layers, in the order of their columns.
pub fn layers(content: &str) -> Vec<Layer> {
    content.lines().take_while(|line| !line.starts_with("#Text=")).filter_map(layer).collect()
}

fn layer(line: &str) -> Option<Layer> {
    let kinds = [("#T_SP=", Kind::Span), ("#T_CH=", Kind::Chain), ("#T_RL=", Kind::Relation)];
    let (kind, rest) =
        kinds.iter().find_map(|(start, kind)| Some((*kind, line.strip_prefix(start)?)))?;
    let mut parts = rest.trim_end().split('|');
    let name = parts.next()?.to_owned();
    let mut features: Vec<String> = parts.map(str::to_owned).collect();
    if features.is_empty() {
        features.push(String::new());
    }
    Some(Layer { kind, name, features })
}

impl Layer {
    /// How many columns it has.
    pub fn n_columns(&self) -> usize {
        self.features.len()
    }

    /// The type between whose annotations a relation leads.
    pub fn base(&self) -> Option<&str> {
        self.features.last()?.strip_prefix("BT_")
    }

    /// What a feature says.
    pub fn value_of(&self, name: &str, values: &[Value]) -> Option<String> {
        let column = self.features.iter().position(|feature| short(feature) == name)?;
        values.get(column)?.text.clone().filter(|text| !text.is_empty())
    }
}

/// The name of a feature without the type to which it belongs.
pub fn short(feature: &str) -> &str {
    match feature.starts_with("ROLE_") {
        true => feature,
        false => feature.rsplit('_').next().unwrap_or(feature),
    }
}
