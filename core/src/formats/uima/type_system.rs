//! Type systems: which features structures have, and whether those are values or references.

use std::collections::{BTreeSet, HashMap};

use crate::phrase::phrase;

use super::super::ReadErrorKind;
use super::super::xml::{Piece, XmlReader, XmlWriter};
use super::{ANNOTATION, LINK, OWN_FEATURES};

/// The name of the file that lies beside those that use it.
pub const FILE: &str = "TypeSystem.xml";
/// Types may follow from each other in so many steps.
const MOST_STEPS: usize = 64;
const STRING: &str = "uima.cas.String";

/// Types by name.
#[derive(Debug, Default)]
pub struct TypeSystem {
    types: HashMap<String, Type>,
}

#[derive(Debug, Default)]
struct Type {
    supertype: String,
    /// What the values of features are, by the name of the feature.
    ranges: HashMap<String, String>,
}

impl TypeSystem {
    /// Reads a `TypeSystem.xml`.
    pub fn read(xml: &str) -> Result<Self, ReadErrorKind> {
        let mut reader = XmlReader::new(xml, phrase!("a UIMA type system"));
        let (mut system, mut path) = (Self::default(), Vec::new());
        let (mut name, mut of_type, mut feature) = (String::new(), Type::default(), String::new());
        while let Some(piece) = reader.next()? {
            match piece {
                Piece::Start(element) => path.push(element.local().to_owned()),
                Piece::End => {
                    if path.pop().as_deref() == Some("typeDescription") {
                        system
                            .types
                            .insert(std::mem::take(&mut name), std::mem::take(&mut of_type));
                    }
                }
                Piece::Text(text) => {
                    let steps: Vec<&str> = path.iter().rev().take(2).map(String::as_str).collect();
                    let text = text.trim();
                    match steps[..] {
                        ["name", "typeDescription"] => name.push_str(text),
                        ["supertypeName", "typeDescription"] => of_type.supertype.push_str(text),
                        ["name", "featureDescription"] => text.clone_into(&mut feature),
                        ["rangeTypeName", "featureDescription"] => {
                            of_type.ranges.insert(std::mem::take(&mut feature), text.to_owned());
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(system)
    }

    /// Whether the type is defined, here or by UIMA itself.
    pub fn has(&self, name: &str) -> bool {
        name.starts_with("uima.") || self.types.contains_key(name)
    }

    /// What the values of this feature are; `None` when nothing says so.
    pub fn range(&self, name: &str, feature: &str) -> Option<&str> {
        let mut name = name;
        for _ in 0..MOST_STEPS {
            let of_type = self.types.get(name)?;
            if let Some(range) = of_type.ranges.get(feature) {
                return Some(range);
            }
            name = &of_type.supertype;
        }
        None
    }
}

/// The type system of what we write, with a feature for each of these attributes.
pub fn write(features: &BTreeSet<&str>) -> String {
    let mut xml = XmlWriter::new();
    let namespace = [("xmlns", "http://uima.apache.org/resourceSpecifier")];
    xml.open("typeSystemDescription", &namespace).open("types", &[]);
    let own = OWN_FEATURES.iter().chain(features).map(|name| (*name, STRING));
    write_type(&mut xml, ANNOTATION, "uima.tcas.Annotation", own);
    let of_link = [("label", STRING), ("Governor", ANNOTATION), ("Dependent", ANNOTATION)];
    write_type(&mut xml, LINK, "uima.cas.AnnotationBase", of_link.into_iter());
    xml.finish()
}

fn write_type<'a>(
    xml: &mut XmlWriter,
    name: &str,
    supertype: &str,
    features: impl Iterator<Item = (&'a str, &'a str)>,
) {
    xml.line().open("typeDescription", &[]).filled("name", &[], name);
    xml.filled("description", &[], "").filled("supertypeName", &[], supertype);
    xml.open("features", &[]);
    for (name, range) in features {
        xml.line().open("featureDescription", &[]).filled("name", &[], name);
        xml.filled("description", &[], "").filled("rangeTypeName", &[], range).close();
    }
    xml.close().close();
}

/// Whether values of this type are no structures.
pub fn is_value(range: &str) -> bool {
    let name = range.strip_prefix("uima.cas.").unwrap_or_default();
    let name = name.strip_suffix("Array").or(name.strip_suffix("List")).unwrap_or(name);
    let values = ["String", "Integer", "Float", "Double", "Boolean", "Long", "Short", "Byte"];
    values.contains(&name)
}
