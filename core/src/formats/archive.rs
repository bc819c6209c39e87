//! Several files in one: zip archives, written and read.

use std::collections::BTreeMap;
use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};

use crate::model::Timestamp;
use crate::phrase::{Phrase, phrase};

use super::{ReadErrorKind, WrittenFile};

/// Files that are taken out of one archive.
const MOST_ENTRIES: usize = 200;
/// Bytes of one of them.
const MOST_ENTRY_BYTES: usize = 10_000_000;
/// Bytes of all of them together.
const MOST_BYTES: usize = 50_000_000;
/// Bytes for each byte that a file takes in the archive, past the first hundred thousand.
const MOST_RATIO: usize = 100;
const FREE_BYTES: usize = 100_000;
/// Good, and not slow.
const COMPRESSION: u8 = 6;

/// Whether a file is an archive, by its first bytes.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The first second of 1980 and the last one that 32 bits can count from 1970: an archive holds no
/// other moments.
const LIMITS: (i64, i64) = (315_532_800, i32::MAX as i64);

/// Packs files into an archive. Each is said to be of the moment `at`.
pub fn pack(files: &[WrittenFile], at: Timestamp) -> Vec<u8> {
    let at = UtcDateTime::from_unix((at.unix_ms() / 1000).clamp(LIMITS.0, LIMITS.1));
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let packed = compress_to_vec(&file.bytes, COMPRESSION);
        let entry = archive.new_file(&file.name).last_modified(at);
        let entry = entry.compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = entry.start().expect("memory takes what is written");
        let mut writer =
            config.wrap(Deflated { packed: &packed, entry: &mut entry, is_begun: false });
        writer.write_all(&file.bytes).expect("memory takes what is written");
        let (mut deflated, descriptor) = writer.finish().expect("memory takes what is written");
        deflated.begin().expect("memory takes what is written");
        entry.finish(descriptor).expect("memory takes what is written");
    }
    archive.finish().expect("memory takes what is written")
}

/// Takes the plain bytes for their checksum, and writes the packed ones once.
struct Deflated<'a, W> {
    packed: &'a [u8],
    entry: W,
    is_begun: bool,
}

impl<W: Write> Deflated<'_, W> {
    fn begin(&mut self) -> std::io::Result<()> {
        if !std::mem::replace(&mut self.is_begun, true) {
            self.entry.write_all(self.packed)?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Deflated<'_, W> {
    fn write(&mut self, plain: &[u8]) -> std::io::Result<usize> {
        self.begin()?;
        Ok(plain.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.entry.flush()
    }
}

/// What was taken out of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// The files, by their names without folders.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Names that lead out of the archive; their files were not taken.
    pub refused: Vec<String>,
}

/// The files of an archive, by their names without folders.
///
/// # Errors
/// As [`take_out`], and when a name leads out of the archive.
pub fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ReadErrorKind> {
    let Unpacked { files, refused } = take_out(bytes)?;
    if refused.is_empty() {
        Ok(files)
    } else {
        Err(refusal(phrase!("a name in it leads out of it")))
    }
}

/// The files of an archive, but for those whose names lead out of it.
///
/// # Errors
/// When the archive is damaged, holds more than is taken in, or holds names that stand twice.
pub fn take_out(bytes: &[u8]) -> Result<Unpacked, ReadErrorKind> {
    let archive =
        ZipArchive::from_slice(bytes).map_err(|_| refusal(phrase!("it is cut off or damaged")))?;
    let mut entries = archive.entries();
    let Unpacked { mut files, mut refused } = Unpacked::default();
    let (mut n_entries, mut n_bytes) = (0, 0);
    while let Some(entry) = entries.next_entry().map_err(|_| refusal(phrase!("it is damaged")))? {
        n_entries += 1;
        if n_entries > MOST_ENTRIES {
            return Err(refusal(phrase!("it holds more than 200 files")));
        }
        let path = entry.file_path();
        let path: &[u8] = path.as_ref();
        let path =
            str::from_utf8(path).map_err(|_| refusal(phrase!("a name in it is no Unicode")))?;
        if path.ends_with('/') {
            continue;
        }
        let mut steps = path.split(['/', '\\']);
        if path.starts_with('/') || steps.any(|step| step == "..") {
            refused.push(path.to_owned());
            continue;
        }
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let inside =
            archive.get_entry(entry.wayfinder()).map_err(|_| refusal(phrase!("it is damaged")))?;
        let file = inflate(entry.compression_method(), inside.data())?;
        n_bytes += file.len();
        if n_bytes > MOST_BYTES {
            return Err(refusal(phrase!("it holds more than 50 MB")));
        }
        if files.insert(name, file).is_some() {
            return Err(refusal(phrase!("a name in it stands twice")));
        }
    }
    Ok(Unpacked { files, refused })
}

/// Counts what comes out, and believes nothing that the archive says of its sizes.
fn inflate(method: CompressionMethod, packed: &[u8]) -> Result<Vec<u8>, ReadErrorKind> {
    let limit = MOST_ENTRY_BYTES.min(FREE_BYTES + packed.len().saturating_mul(MOST_RATIO));
    match method {
        CompressionMethod::STORE if packed.len() <= MOST_ENTRY_BYTES => Ok(packed.to_vec()),
        CompressionMethod::DEFLATE => {
            decompress_to_vec_with_limit(packed, limit).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => refusal(phrase!("a file in it is larger than 10 MB")),
                _ => refusal(phrase!("a file in it is damaged")),
            })
        }
        CompressionMethod::STORE => Err(refusal(phrase!("a file in it is larger than 10 MB"))),
        _ => Err(refusal(phrase!("a file in it is packed in an unusual way"))),
    }
}

fn refusal(reason: Phrase) -> ReadErrorKind {
    ReadErrorKind::NotOfFormat { format: phrase!("a zip archive"), expected: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Role;

    fn at() -> Timestamp {
        Timestamp::from_unix_ms(1_767_863_564_123)
    }

    #[test]
    fn what_is_packed_comes_out() {
        let file = |name: &str, bytes: &[u8]| WrittenFile {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            role: Role::Main,
        };
        let files = [file("a.ann", b""), file("\u{e9}.txt", &[b'x'; 5000])];
        let packed = pack(&files, at());
        assert!(is_archive(&packed) && packed.len() < 1000);
        let found = unpack(&packed).expect("it is an archive");
        let expected = files.map(|file| (file.name, file.bytes));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn files_are_of_the_moment_that_is_given() {
        let file = WrittenFile { name: "a".to_owned(), bytes: Vec::new(), role: Role::Main };
        for (at, expected) in
            [(at().unix_ms(), "2026-01-08T09:12:44Z"), (i64::MIN, "1980-01-01T00:00:00Z")]
        {
            let packed = pack(std::slice::from_ref(&file), Timestamp::from_unix_ms(at));
            let archive = ZipArchive::from_slice(&packed).expect("it is an archive");
            let entry = archive.entries().next_entry().expect("it is whole").expect("it has one");
            assert_eq!(entry.last_modified().to_string(), expected);
        }
    }

    #[test]
    fn archives_that_do_harm_are_refused() {
        let file = |name: &str, bytes: Vec<u8>| WrittenFile {
            name: name.to_owned(),
            bytes,
            role: Role::Main,
        };
        let check = |packed: &[u8], expected: &str| {
            let error = unpack(packed).expect_err("it is refused");
            let ReadErrorKind::NotOfFormat { expected: said, .. } = error else {
                panic!("{error:?}")
            };
            assert_eq!(said.to_string(), expected);
        };
        check(&pack(&[file("a", vec![0; 11_000_000])], at()), "a file in it is larger than 10 MB");
        check(
            &pack(&[file("a", vec![0]), file("x/a", vec![0])], at()),
            "a name in it stands twice",
        );
        // The packer writes no such name, so it is put in afterwards.
        let mut outside = pack(&[file("xx/a", vec![0]), file("b", vec![0])], at());
        for place in 0..outside.len() - 4 {
            if outside[place..].starts_with(b"xx/a") {
                outside[place..place + 2].copy_from_slice(b"..");
            }
        }
        let unpacked = take_out(&outside).expect("the rest is taken");
        assert_eq!((unpacked.files.len(), unpacked.refused), (1, vec!["../a".to_owned()]));
        let whole = pack(&[file("a", vec![0])], at());
        check(&whole[..whole.len() - 10], "it is cut off or damaged");
    }
}
