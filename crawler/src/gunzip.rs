//! Unpacks a body while it streams: compressed pieces go in, and what comes out stops at a limit.
//!
//! The limit sits behind the decoder, so a small bomb never becomes a large allocation.

use flate2::write::MultiGzDecoder;
use std::io::{self, Write};

/// Bytes of a body with their hash, up to a limit that may be moved.
pub(crate) struct Sink {
    pub(crate) bytes: Vec<u8>,
    hasher: blake3::Hasher,
    /// Most bytes that are kept.
    limit: usize,
    /// Whether there were more.
    pub(crate) overflowed: bool,
}

impl Sink {
    pub(crate) fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), hasher: blake3::Hasher::new(), limit, overflowed: false }
    }

    /// BLAKE3 of the bytes kept, hexadecimal.
    pub(crate) fn hash(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }

    /// Keeps what fits; the rest is only remembered as having been there.
    pub(crate) fn keep(&mut self, bytes: &[u8]) {
        let room = self.limit.saturating_sub(self.bytes.len());
        let kept = &bytes[..bytes.len().min(room)];
        self.bytes.extend_from_slice(kept);
        self.hasher.update(kept);
        self.overflowed |= kept.len() < bytes.len();
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.keep(bytes);
        if self.overflowed { Err(io::Error::other("the limit is reached")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What every gzip stream begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A gzip stream of any number of members.
pub(crate) struct Gunzip {
    decoder: MultiGzDecoder<Sink>,
    /// How much of the magic number has been seen.
    recognised: usize,
}

impl Gunzip {
    pub(crate) fn new(sink: Sink) -> Self {
        Self { decoder: MultiGzDecoder::new(sink), recognised: 0 }
    }

    /// Unpacks a piece, keeping at most `limit` bytes in all. An error means that the bytes are not gzip,
    /// or that the sink has overflowed.
    pub(crate) fn push(&mut self, piece: &[u8], limit: usize) -> io::Result<()> {
        // the decoder itself waits for a whole header before it says so
        for &byte in piece.iter().take(MAGIC.len() - self.recognised) {
            if byte != MAGIC[self.recognised] {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "not gzip"));
            }
            self.recognised += 1;
        }
        self.decoder.get_mut().limit = limit;
        self.decoder.write_all(piece)
    }

    /// Unpacks the rest; an error means that the stream is not complete or that its checksum is wrong.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.decoder.try_finish()
    }

    pub(crate) fn sink(&self) -> &Sink {
        self.decoder.get_ref()
    }

    pub(crate) fn sink_mut(&mut self) -> &mut Sink {
        self.decoder.get_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(wire: &[u8], piece: usize, limit: usize) -> (io::Result<()>, Gunzip) {
        let mut gunzip = Gunzip::new(Sink::new(limit));
        for piece in wire.chunks(piece) {
            if let Err(error) = gunzip.push(piece, limit) {
                return (Err(error), gunzip);
            }
        }
        (gunzip.finish(), gunzip)
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = gzip(&vec![0; 8 << 20]);
        let (result, gunzip) = unpacked(&bomb, 4096, 1 << 20);
        assert!(result.is_err() && gunzip.sink().overflowed);
        assert_eq!(gunzip.sink().bytes.len(), 1 << 20);
        assert!(gunzip.sink().bytes.capacity() <= 4 << 20);
    }

    #[test]
    fn plain_bytes_are_not_gzip() {
        for plain in [&b"[{\"name\":\"Morning Meeting\"}]"[..], b"[]", b"[", b"\x1f["] {
            let mut gunzip = Gunzip::new(Sink::new(1000));
            let pushed = plain.chunks(1).try_for_each(|piece| gunzip.push(piece, 1000));
            assert!(pushed.is_err() && !gunzip.sink().overflowed, "{plain:?}");
        }
    }

    #[test]
    fn only_one_level_is_undone() {
        let inner = gzip(b"[]");
        let (result, gunzip) = unpacked(&gzip(&inner), 5, 1000);
        result.unwrap();
        assert_eq!(gunzip.sink().bytes, inner);
    }

    proptest! {
        #[test]
        fn any_cut_into_pieces_gives_the_same_bytes_and_hash(
            one in prop::collection::vec(any::<u8>(), 0..4000),
            two in prop::collection::vec(0u8..3, 0..4000),
            piece in 1usize..600,
        ) {
            let whole = [one.as_slice(), two.as_slice()].concat();
            let wire = [gzip(&one), gzip(&two)].concat();
            let (result, gunzip) = unpacked(&wire, piece, 10_000);
            prop_assert!(result.is_ok());
            prop_assert_eq!(gunzip.sink().hash(), blake3::hash(&whole).to_hex().to_string());
            prop_assert_eq!(&gunzip.sink().bytes, &whole);
        }

        #[test]
        fn a_cut_stream_is_never_complete(
            bytes in prop::collection::vec(any::<u8>(), 0..2000),
            cut in 1usize..2000,
        ) {
            let wire = gzip(&bytes);
            let cut = cut.min(wire.len());
            let (result, _) = unpacked(&wire[..wire.len() - cut], 512, 10_000);
            prop_assert!(result.is_err());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..500), piece in 1usize..100) {
            let _ = unpacked(&bytes, piece, 10_000);
            let _ = unpacked(&[&[0x1f, 0x8b, 8, 0], bytes.as_slice()].concat(), piece, 10_000);
        }
    }
}
