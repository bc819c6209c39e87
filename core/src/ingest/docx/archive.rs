//! The files inside a document, as far as they are needed.

use std::collections::HashMap;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive};

use super::super::ReadFailure;

/// The parts that are read, and how many bytes each may have: anything else stays packed.
const PARTS: [(&str, usize); 3] = [
    ("word/document.xml", 40_000_000),
    ("word/styles.xml", 10_000_000),
    ("docProps/core.xml", 1_000_000),
];
/// Files in the archive, read or not.
const MOST_ENTRIES: usize = 2_000;
/// Bytes that a part may have for each byte that it takes in the archive, past the first hundred
/// thousand. Word's own repetitive markup stays below sixty.
const MOST_RATIO: usize = 200;
const FREE_BYTES: usize = 100_000;

/// The parts that there are, by name.
pub(super) fn parts(bytes: &[u8]) -> Result<HashMap<&'static str, Vec<u8>>, ReadFailure> {
    let archive = ZipArchive::from_slice(bytes).map_err(|_| ReadFailure::DamagedArchive)?;
    let mut entries = archive.entries();
    let mut parts = HashMap::new();
    let mut n_entries = 0;
    while let Some(entry) = entries.next_entry().map_err(|_| ReadFailure::DamagedArchive)? {
        n_entries += 1;
        if n_entries > MOST_ENTRIES {
            return Err(ReadFailure::Bomb);
        }
        let path = entry.file_path();
        let name: &[u8] = path.as_ref();
        let Some((name, limit)) = PARTS.iter().find(|(part, _)| part.as_bytes() == name) else {
            continue;
        };
        // A second file of the same name would be read by some programs and not by others.
        if parts.contains_key(name) {
            return Err(ReadFailure::DamagedArchive);
        }
        let inside =
            archive.get_entry(entry.wayfinder()).map_err(|_| ReadFailure::DamagedArchive)?;
        parts.insert(*name, unpack(entry.compression_method(), inside.data(), *limit)?);
    }
    Ok(parts)
}

fn unpack(method: CompressionMethod, data: &[u8], limit: usize) -> Result<Vec<u8>, ReadFailure> {
    match method {
        CompressionMethod::STORE if data.len() <= limit => Ok(data.to_vec()),
        CompressionMethod::STORE => Err(ReadFailure::Bomb),
        CompressionMethod::DEFLATE => {
            let limit = limit.min(FREE_BYTES + data.len().saturating_mul(MOST_RATIO));
            decompress_to_vec_with_limit(data, limit).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => ReadFailure::Bomb,
                _ => ReadFailure::DamagedArchive,
            })
        }
        _ => Err(ReadFailure::DamagedArchive),
    }
}
