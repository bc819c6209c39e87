//! What is aimed at, in figures.

use crate::measure::Figure;

/// A figure with its name and its goal for each size, smallest first, and for a large library.
pub struct Row {
    /// The figure.
    pub figure: Figure,
    /// Its name with its unit.
    pub title: &'static str,
    goals: [Goal; 4],
}

/// The most that a figure may be.
#[derive(Debug, Clone, Copy)]
enum Goal {
    /// There is no goal; it is there to be seen.
    Open,
    AtMost(f64),
    /// So many times the floor's, and so much more.
    Floor(f64, f64),
}

impl Row {
    /// The most that the figure may be for size number `size`, given what it is on the floor page.
    pub fn limit(&self, size: usize, floor: Option<f64>) -> Option<f64> {
        match (self.goals[size], floor) {
            (Goal::AtMost(limit), _) => Some(limit),
            (Goal::Floor(factor, more), Some(floor)) => Some(factor * floor + more),
            (Goal::Open | Goal::Floor(..), _) => None,
        }
    }
}

const EDIT: [Goal; 4] =
    [Goal::Floor(1.0, 2.0), Goal::Floor(1.0, 1.0), Goal::Floor(0.5, 0.0), Goal::Open];
const ONE_FRAME: [Goal; 4] = [Goal::AtMost(17.0); 4];
const EXPORT: [Goal; 4] = [Goal::AtMost(5.0), Goal::AtMost(20.0), Goal::AtMost(200.0), Goal::Open];
const OPEN: [Goal; 4] = [Goal::Open; 4];

/// The rows of the table, in its order.
pub const ROWS: [Row; 24] = [
    Row {
        figure: Figure::Load,
        title: "load, CPU ms",
        goals: [Goal::Floor(1.0, 40.0), Goal::Floor(1.5, 30.0), Goal::Floor(0.9, 0.0), Goal::Open],
    },
    Row { figure: Figure::FirstVisit, title: "load on the first visit, CPU ms", goals: OPEN },
    Row { figure: Figure::LoadSettled, title: "load until idle, CPU ms", goals: OPEN },
    Row {
        figure: Figure::FirstScreen,
        title: "first screenful, wall ms",
        goals: [Goal::AtMost(150.0), Goal::AtMost(200.0), Goal::AtMost(400.0), Goal::Open],
    },
    Row { figure: Figure::LoadWall, title: "load, wall ms", goals: OPEN },
    Row { figure: Figure::Create, title: "create, CPU ms", goals: EDIT },
    Row { figure: Figure::Relabel, title: "change label, CPU ms", goals: EDIT },
    Row { figure: Figure::Delete, title: "delete, CPU ms", goals: EDIT },
    Row { figure: Figure::Undo, title: "undo, CPU ms", goals: EDIT },
    Row {
        figure: Figure::CreateWall,
        title: "create to next frame, wall ms",
        goals: [Goal::Floor(1.0, 5.0), Goal::Floor(1.0, 5.0), Goal::Floor(1.0, 0.0), Goal::Open],
    },
    Row { figure: Figure::FirstMark, title: "first mark, CPU ms", goals: OPEN },
    Row { figure: Figure::FirstMarkWall, title: "first mark to next frame, wall ms", goals: OPEN },
    Row {
        figure: Figure::Memory,
        title: "JS heap + WASM memory, MB",
        goals: [Goal::AtMost(8.0), Goal::AtMost(12.0), Goal::AtMost(40.0), Goal::Open],
    },
    Row { figure: Figure::WasmMemory, title: "of that WASM memory, MB", goals: OPEN },
    Row {
        figure: Figure::ScrollTask,
        title: "longest task while scrolling, CPU ms",
        goals: [Goal::AtMost(16.0); 4],
    },
    Row { figure: Figure::Export, title: "first JSON export and check, CPU ms", goals: EXPORT },
    Row {
        figure: Figure::ExportAgain,
        title: "JSON export and check again, CPU ms",
        goals: EXPORT,
    },
    Row { figure: Figure::ExportWall, title: "menu item to file, wall ms", goals: OPEN },
    Row { figure: Figure::Type, title: "letter in a note, CPU ms", goals: OPEN },
    Row {
        figure: Figure::TypeWall,
        title: "letter in a note to next frame, wall ms",
        goals: ONE_FRAME,
    },
    Row {
        figure: Figure::PaletteWall,
        title: "letter in the list of commands to next frame, wall ms",
        goals: ONE_FRAME,
    },
    Row {
        figure: Figure::FindWall,
        title: "letter in the search to next frame, wall ms",
        goals: ONE_FRAME,
    },
    Row { figure: Figure::Switch, title: "another article, CPU ms", goals: OPEN },
    Row {
        figure: Figure::SwitchWall,
        title: "another article, wall ms",
        goals: [Goal::Open, Goal::Open, Goal::Open, Goal::AtMost(100.0)],
    },
];
