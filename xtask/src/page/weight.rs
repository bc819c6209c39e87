//! Weighs what the browser asks for before the reader does anything.

use std::io::Write;

use anyhow::bail;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::PageFile;

/// The page may weigh this much on its first load, gzipped, in bytes.
const LIMIT: usize = 300_000;

/// What the first load weighs gzipped, in bytes.
#[must_use = "the limit is only kept where it is checked"]
pub(crate) struct Weight(usize);

impl Weight {
    /// Fails over the limit.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let Self(gzip) = *self;
        if gzip > LIMIT {
            bail!("the first load weighs {gzip} bytes gzipped, {} too many", gzip - LIMIT);
        }
        Ok(())
    }
}

/// Prints a line per file of the first load and their sum.
pub(crate) fn weigh(files: &[PageFile]) -> anyhow::Result<Weight> {
    println!("\nFirst load, bytes:      raw      gzip");
    let (mut raw, mut gzip) = (0, 0);
    for file in files.iter().filter(|file| file.is_first_load) {
        let packed = gzip_length(&file.bytes)?;
        println!("{:>27} {:>9}  {}", file.bytes.len(), packed, file.path);
        raw += file.bytes.len();
        gzip += packed;
    }
    println!("{raw:>27} {gzip:>9}  together; the limit is {LIMIT}");
    for file in files.iter().filter(|file| !file.is_first_load) {
        println!("{:>27} {:>9}  later: {}", file.bytes.len(), gzip_length(&file.bytes)?, file.path);
    }
    Ok(Weight(gzip))
}

/// How long `bytes` are once they are packed.
pub(super) fn gzip_length(bytes: &[u8]) -> anyhow::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
