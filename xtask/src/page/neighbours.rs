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

/// What counts as alike.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    /// Functions are alike by the runs of this many bytes that they share.
    run: usize,
    /// A run that more functions have tells nothing.
    max_sharing: usize,
    /// How many bytes of the functions before count as near.
    near: usize,
    /// Short functions seem alike by chance; every function counts as this many bytes longer.
    added_length: usize,
}

/// Which of these makes a module lightest changes with every change of the module, by half a
/// kilobyte: it is chance, and the more are tried, the lighter the lightest is.
pub(crate) const MEASURES: [Measure; 16] = [
    measure(6, 30, 31_000, 20),
    measure(6, 30, 28_000, 30),
    measure(6, 30, 24_000, 60),
    measure(6, 30, 34_000, 12),
    measure(6, 30, 30_000, 50),
    measure(6, 30, 34_000, 16),
    measure(6, 30, 29_000, 25),
    measure(6, 30, 32_000, 50),
    measure(8, 30, 33_000, 20),
    measure(8, 20, 31_000, 20),
    measure(8, 30, 31_000, 12),
    measure(8, 30, 26_000, 20),
    measure(6, 20, 31_000, 60),
    measure(6, 30, 26_000, 12),
    measure(7, 60, 33_000, 12),
    measure(7, 400, 31_000, 20),
];

const fn measure(run: usize, max_sharing: usize, near: usize, added_length: usize) -> Measure {
    Measure { run, max_sharing, near, added_length }
}

/// The module `wasm` with its functions in another order; it does the same.
///
/// # Errors
/// When `wasm` is no module that this version reads.
pub(crate) fn gather_alike(wasm: &[u8], measure: Measure) -> anyhow::Result<Vec<u8>> {
    let functions = Functions::read(wasm).context("cannot read the module's functions")?;
    let order = order_by_likeness(&functions.bodies, measure);
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
fn order_by_likeness(bodies: &[&[u8]], measure: Measure) -> Vec<usize> {
    let Measure { near: most_near, added_length, .. } = measure;
    let mut likeness = Likeness::new(bodies, measure);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    left.sort_by_key(|function| bodies[*function].len());
    let mut order = Vec::with_capacity(bodies.len());
    let (mut near, mut near_length) = (VecDeque::new(), 0);
    while let Some(next) = left.pop() {
        order.push(next);
        near.push_back(next);
        near_length += bodies[next].len();
        likeness.come_near(next);
        while near_length > most_near && near.len() > 1 {
            let Some(far) = near.pop_front() else { break };
            near_length -= bodies[far].len();
            likeness.go_far(far);
        }
        let of = |place: &usize| likeness.of(left[*place], added_length);
        let most = (0..left.len()).max_by(|one, other| of(one).total_cmp(&of(other)));
        if let (Some(most), Some(last)) = (most, left.len().checked_sub(1)) {
            left.swap(most, last);
        }
    }
    order
}

/// How much each function shares with those that are near.
struct Likeness<'wasm> {
    bodies: &'wasm [&'wasm [u8]],
    /// The numbers of the runs of each function that it shares with some others.
    runs: Vec<Vec<usize>>,
    /// The functions that have a run, by its number.
    having: Vec<Vec<usize>>,
    /// How many of the functions that are near have a run, by its number.
    n_near: Vec<usize>,
    /// How many of a function's runs one that is near has, too.
    n_shared: Vec<usize>,
}

impl<'wasm> Likeness<'wasm> {
    /// With no function near.
    fn new(bodies: &'wasm [&'wasm [u8]], measure: Measure) -> Self {
        let mut having: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (function, body) in bodies.iter().enumerate() {
            for run in body.windows(measure.run) {
                let having = having.entry(run).or_default();
                if having.last() != Some(&function) {
                    having.push(function);
                }
            }
        }
        having.retain(|_, functions| (2..=measure.max_sharing).contains(&functions.len()));
        let having: Vec<_> = having.into_values().collect();
        let mut runs = vec![Vec::new(); bodies.len()];
        for (run, functions) in having.iter().enumerate() {
            functions.iter().for_each(|function| runs[*function].push(run));
        }
        let (n_near, n_shared) = (vec![0; having.len()], vec![0; bodies.len()]);
        Self { bodies, runs, having, n_near, n_shared }
    }

    fn come_near(&mut self, function: usize) {
        for run in &self.runs[function] {
            self.n_near[*run] += 1;
            if self.n_near[*run] == 1 {
                self.having[*run].iter().for_each(|sharing| self.n_shared[*sharing] += 1);
            }
        }
    }

    fn go_far(&mut self, function: usize) {
        for run in &self.runs[function] {
            self.n_near[*run] -= 1;
            if self.n_near[*run] == 0 {
                self.having[*run].iter().for_each(|sharing| self.n_shared[*sharing] -= 1);
            }
        }
    }

    /// The runs that `function` shares, for each of its bytes.
    fn of(&self, function: usize, added_length: usize) -> f64 {
        self.n_shared[function] as f64 / (self.bodies[function].len() + added_length) as f64
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
        ImportSection, RefType, TableSection, TableType, TypeSection,
    };
    use wasmparser::Operator;

    use super::*;

    /// How many numbers each function of [`module`] drops.
    const LENGTHS: [i32; 5] = [3, 40, 5, 42, 4];

    /// A module that imports a function, defines five of which the second and the fourth are alike,
    /// exports them under their numbers, and has the third one in a table. Each calls the one after
    /// it, the last one the import.
    fn module() -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("host", "call", EntityType::Function(0));
        let (mut functions, mut exports) = (FunctionSection::new(), ExportSection::new());
        let mut code = CodeSection::new();
        for (number, length) in (0..).zip(LENGTHS) {
            functions.function(0);
            exports.export(&number.to_string(), ExportKind::Func, number + 1);
            let mut body = Function::new([]);
            for value in 0..length {
                body.instructions().i32_const(length % 2 * 1000 + value).drop();
            }
            body.instructions().call((number + 2) % 6).end();
            code.function(&body);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 1,
            maximum: None,
            shared: false,
        });
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([3][..].into()));
        module.section(&types).section(&imports).section(&functions).section(&tables);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// By the number of each function: the name of its export, how much it drops, what it calls.
    fn read(wasm: &[u8]) -> (BTreeMap<u32, (String, i32, u32)>, u32) {
        let (mut names, mut found, mut in_table) = (BTreeMap::new(), BTreeMap::new(), 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.expect("it is a module") {
                Payload::ExportSection(exports) => {
                    names.extend(exports.into_iter().map(|export| {
                        let export = export.expect("it is an export");
                        (export.index, export.name.to_owned())
                    }))
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        if let wasmparser::ElementItems::Functions(items) =
                            element.expect("it is an element").items
                        {
                            in_table = items.into_iter().next().expect("one").expect("a number");
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let (mut n_dropped, mut called) = (0, 0);
                    for operator in body.get_operators_reader().expect("it has operators") {
                        match operator.expect("it is an operator") {
                            Operator::Drop => n_dropped += 1,
                            Operator::Call { function_index } => called = function_index,
                            _ => {}
                        }
                    }
                    let number = found.len() as u32 + 1;
                    found.insert(number, (names[&number].clone(), n_dropped, called));
                }
                _ => {}
            }
        }
        (found, in_table)
    }

    #[test]
    fn functions_change_places_and_stay_what_they_are() {
        let gathered = gather_alike(&module(), MEASURES[0]).expect("it can be gathered");
        let (functions, in_table) = read(&gathered);
        let names: Vec<&str> = functions.values().map(|(name, ..)| name.as_str()).collect();
        assert_ne!(names, ["0", "1", "2", "3", "4"]);
        for (name, n_dropped, called) in functions.values() {
            let number: usize = name.parse().expect("names are numbers");
            assert_eq!(*n_dropped, LENGTHS[number]);
            let next = functions.get(called).map_or("host", |(name, ..)| name.as_str());
            assert_eq!(next, ["1", "2", "3", "4", "host"][number]);
        }
        assert_eq!(functions[&in_table].0, "2");
    }

    #[test]
    fn functions_that_are_alike_come_together() {
        let bodies: [&[u8]; 4] =
            [b"abcdefghijklmnop", b"0123456789", b"bcdefghijklmno", b"123456789"];
        assert_eq!(order_by_likeness(&bodies, MEASURES[0]), [0, 2, 1, 3]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(gather_alike(b"no module", MEASURES[0]).is_err());
    }
}
