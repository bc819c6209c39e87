//! Puts functions that are alike next to each other.
//!
//! Compression finds only what it has seen within the last 32 KB. Compilers make many copies of a
//! generic function, which differ little and lie all over a module; side by side they compress
//! well.

use std::collections::{BTreeMap, VecDeque};

use anyhow::Context;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Functions are alike by the runs of this many bytes that they share.
const RUN: usize = 6;

/// A run that more functions have tells nothing.
const MAX_SHARING: usize = 30;

/// How many bytes of the functions before count as near.
const NEAR: usize = 28_000;

/// Short functions seem alike by chance; every function counts as this many bytes longer.
const ADDED_LENGTH: usize = 40;

/// The module `wasm` with its functions in another order; it does the same.
///
/// # Errors
/// When `wasm` is no module that this version reads.
pub(crate) fn gather_alike(wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
    let functions = Functions::read(wasm).context("cannot read the module's functions")?;
    let order = order_by_likeness(&functions.bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in order.iter().enumerate() {
        places[*function] = functions.n_imported + u32::try_from(place)?;
    }
    let mut reordering = Reordering { n_imported: functions.n_imported, order, places };
    let mut module = Module::new();
    reordering
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("cannot put the module's functions in another order")?;
    Ok(module.finish())
}

struct Functions<'wasm> {
    n_imported: u32,
    bodies: Vec<&'wasm [u8]>,
}

impl<'wasm> Functions<'wasm> {
    fn read(wasm: &'wasm [u8]) -> anyhow::Result<Self> {
        let mut functions = Self { n_imported: 0, bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, TypeRef::Func(_));
                        functions.n_imported += u32::from(is_function);
                    }
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(functions)
    }
}

/// Encodes a module anew with the functions it defines in `order`.
struct Reordering {
    n_imported: u32,
    order: Vec<usize>,
    /// The new number of each function that the module defines.
    places: Vec<u32>,
}

impl Reencode for Reordering {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        let defined = function.checked_sub(self.n_imported);
        Ok(defined.map_or(function, |defined| self.places[defined as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in &self.order {
            functions.function(types[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}

/// The longest function first, then always the one that shares most with those just before it, for
/// its length.
fn order_by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let runs = shared_runs(bodies);
    let mut sharing = vec![Vec::new(); runs.iter().flatten().max().map_or(0, |last| last + 1)];
    for (function, runs) in runs.iter().enumerate() {
        runs.iter().for_each(|run| sharing[*run].push(function));
    }
    let mut n_near = vec![0_usize; sharing.len()];
    let mut n_shared = vec![0_usize; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut near, mut near_length) = (VecDeque::new(), 0);
    let mut order = Vec::with_capacity(bodies.len());
    left.sort_by_key(|function| bodies[*function].len());
    while let Some(next) = left.pop() {
        order.push(next);
        near.push_back(next);
        near_length += bodies[next].len();
        for run in &runs[next] {
            n_near[*run] += 1;
            if n_near[*run] == 1 {
                sharing[*run].iter().for_each(|function| n_shared[*function] += 1);
            }
        }
        while near_length > NEAR && near.len() > 1 {
            let Some(far) = near.pop_front() else { break };
            near_length -= bodies[far].len();
            for run in &runs[far] {
                n_near[*run] -= 1;
                if n_near[*run] == 0 {
                    sharing[*run].iter().for_each(|function| n_shared[*function] -= 1);
                }
            }
        }
        let likeness = |function: usize| {
            n_shared[function] as f64 / (bodies[function].len() + ADDED_LENGTH) as f64
        };
        let most = (0..left.len())
            .max_by(|one, other| likeness(left[*one]).total_cmp(&likeness(left[*other])));
        if let Some(most) = most {
            let last = left.len() - 1;
            left.swap(most, last);
        }
    }
    order
}

/// The numbers of the runs of each function that it shares with some others.
fn shared_runs(bodies: &[&[u8]]) -> Vec<Vec<usize>> {
    let mut having: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for run in body.windows(RUN) {
            let having = having.entry(run).or_default();
            if having.last() != Some(&function) {
                having.push(function);
            }
        }
    }
    having.retain(|_, functions| (2..=MAX_SHARING).contains(&functions.len()));
    let mut runs = vec![Vec::new(); bodies.len()];
    for (number, functions) in having.into_values().enumerate() {
        functions.into_iter().for_each(|function| runs[function].push(number));
    }
    runs
}
