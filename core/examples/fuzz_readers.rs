//! Tries the readers with the corpus changed at random, and with files made to stop them.
//!
//! `fuzz_readers --seconds N --target NAME|all [--share N/M] [--seed S] [--case N] [--longest SECONDS]
//! [--save FOLDER]`, or `fuzz_readers --hostile`. Prints for each target what was tried, how fast, the
//! slowest case and the most memory taken at once. A case that panics, has the processor for more than
//! a second (or SECONDS, on a machine that is slow or busy), or takes more than 512 MB, is kept in
//! FOLDER (`target/fuzz-cases`), and the exit code is 1. `--share 2/3` tries every third target from
//! the second on, so that several processes share the work. `--case` tries that one alone, and keeps
//! it.

use std::error::Error;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use onrecord_core::ingest::read;
use onrecord_core::testing::readers::{Corpus, TARGETS, Target, case, hostile_files};
use onrecord_core::testing::timed;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// No case may take longer, unless something else was asked.
const LONGEST: Duration = Duration::from_secs(1);
/// No case may take more memory.
const MOST_BYTES: usize = 512 << 20;
/// A case that takes so long is taken for one that never ends.
const ENDLESS: Duration = Duration::from_secs(30);

struct Wishes {
    seconds: u64,
    target: String,
    /// Every so many-th target, from which one on, counted from 0.
    share: (usize, usize),
    longest: Duration,
    seed: u64,
    case: Option<u64>,
    save: PathBuf,
    is_hostile: bool,
}

/// The worst of the cases so far.
#[derive(Default)]
struct Worst {
    taken: Duration,
    number: u64,
    n_bytes: usize,
}

/// The case that is being tried: since when, its number, and its bytes.
type Current = Arc<Mutex<Option<(Instant, u64, Vec<u8>)>>>;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let wishes = wishes()?;
    if wishes.is_hostile {
        return Ok(try_hostile_files());
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/tests/corpus");
    let corpus = Corpus::load(Path::new(folder))?;
    let is_meant = |it: &&Target| wishes.target == "all" || wishes.target == it.name;
    let (first, step) = wishes.share;
    let targets: Vec<&Target> = TARGETS.iter().filter(is_meant).skip(first).step_by(step).collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|it| it.name).collect();
        return Err(format!("--target is one of all, {}", names.join(", ")).into());
    }
    let mut n_failures = 0;
    for target in targets {
        n_failures += try_target(&corpus, target, &wishes)?;
    }
    Ok(ExitCode::from(u8::from(n_failures > 0)))
}

fn wishes() -> Result<Wishes, Box<dyn Error>> {
    let save = PathBuf::from("target/fuzz-cases");
    let target = "all".to_owned();
    let mut wishes = Wishes {
        seconds: 60,
        target,
        share: (0, 1),
        longest: LONGEST,
        seed: 20_260_107,
        case: None,
        save,
        is_hostile: false,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{name} needs a value"));
        match name.as_str() {
            "--seconds" => wishes.seconds = value()?.parse()?,
            "--target" => wishes.target = value()?,
            "--share" => wishes.share = share(&value()?).ok_or("--share is like 2/3")?,
            "--longest" => wishes.longest = Duration::from_secs(value()?.parse()?),
            "--seed" => wishes.seed = value()?.parse()?,
            "--case" => wishes.case = Some(value()?.parse()?),
            "--save" => wishes.save = value()?.into(),
            "--hostile" => wishes.is_hostile = true,
            other => return Err(format!("{other} is not known").into()),
        }
    }
    Ok(wishes)
}

/// `2/3` as the place of the first target and the step to the next.
fn share(share: &str) -> Option<(usize, usize)> {
    let (first, step) = share.split_once('/')?;
    let (first, step): (usize, usize) = (first.parse().ok()?, step.parse().ok()?);
    (1 <= first && first <= step).then(|| (first - 1, step))
}

/// Tries cases until the time is over; returns how many failed.
fn try_target(corpus: &Corpus, target: &Target, wishes: &Wishes) -> Result<usize, Box<dyn Error>> {
    let current = Current::default();
    watch(target, wishes, current.clone());
    let start = Instant::now();
    let (mut n_cases, mut n_failures) = (0_u64, 0);
    let (mut slowest, mut largest) = (Worst::default(), Worst::default());
    let mut number = wishes.case.unwrap_or(0);
    while start.elapsed().as_secs() < wishes.seconds {
        let bytes = case(corpus, target, wishes.seed, number);
        let (taken, n_bytes, is_sound) = try_case(target, number, &bytes, &current);
        if taken > slowest.taken {
            slowest = Worst { taken, number, n_bytes: bytes.len() };
        }
        if n_bytes > largest.n_bytes {
            largest = Worst { taken, number, n_bytes };
        }
        if !is_sound || taken > wishes.longest || n_bytes > MOST_BYTES {
            n_failures += 1;
            save(target, wishes, number, &bytes)?;
            println!("{} case {number} failed: {taken:?}, {} MB", target.name, n_bytes >> 20);
        }
        n_cases += 1;
        if wishes.case.is_some() {
            save(target, wishes, number, &bytes)?;
            break;
        }
        number += 1;
    }
    println!(
        "{:<10} seed {}: {n_cases} cases, {:.0} a second, {n_failures} failed; slowest case {} {:?} ({} bytes); \
         most memory case {} {:.1} MB",
        target.name,
        wishes.seed,
        n_cases as f64 / start.elapsed().as_secs_f64(),
        slowest.number,
        slowest.taken,
        slowest.n_bytes,
        largest.number,
        largest.n_bytes as f64 / 1_048_576.0,
    );
    Ok(n_failures)
}

/// Tries one case: how long it took, the memory it took at most, and whether nothing broke.
fn try_case(
    target: &Target,
    number: u64,
    bytes: &[u8],
    current: &Current,
) -> (Duration, usize, bool) {
    if let Ok(mut current) = current.lock() {
        *current = Some((Instant::now(), number, bytes.to_vec()));
    }
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let (is_sound, taken) = timed(|| catch_unwind(|| (target.run)(bytes)).is_ok());
    let n_bytes = MEMORY.peak_usage().saturating_sub(before);
    if let Ok(mut current) = current.lock() {
        *current = None;
    }
    (taken, n_bytes, is_sound)
}

/// Ends the program, and keeps the case, when one never ends.
fn watch(target: &Target, wishes: &Wishes, current: Current) {
    let (target, save_in) = (*target, wishes.save.clone());
    std::thread::spawn(move || {
        while Arc::strong_count(&current) > 1 {
            std::thread::park_timeout(Duration::from_millis(500));
            let Ok(current) = current.lock() else { return };
            if let Some((start, number, bytes)) = &*current
                && start.elapsed() > ENDLESS
            {
                let path = save_in.join(format!("{}-{number}", target.name));
                let _ = std::fs::create_dir_all(&save_in);
                let _ = std::fs::write(&path, bytes);
                println!("{} case {number} does not end; it is kept as {path:?}", target.name);
                std::process::exit(1);
            }
        }
    });
}

fn save(target: &Target, wishes: &Wishes, number: u64, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(&wishes.save)?;
    std::fs::write(wishes.save.join(format!("{}-{}-{number}", target.name, wishes.seed)), bytes)
}

fn try_hostile_files() -> ExitCode {
    let mut n_failures = 0;
    for file in hostile_files() {
        let file = file();
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let (answer, taken) = timed(|| read(&file.bytes, file.name));
        let n_bytes = MEMORY.peak_usage().saturating_sub(before);
        let words = match answer {
            Ok(read) => format!("read: {} articles", read.articles.len()),
            Err(reason) => format!("{} {reason}", file.name),
        };
        let is_right = taken <= LONGEST && n_bytes <= MOST_BYTES;
        n_failures += usize::from(!is_right);
        let mark = if is_right { " " } else { "!" };
        println!(
            "{mark} {:<30} {:>9} bytes {:>5} ms {:>4} MB  {words}",
            file.about,
            file.bytes.len(),
            taken.as_millis(),
            n_bytes >> 20
        );
    }
    ExitCode::from(u8::from(n_failures > 0))
}
