#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| everyroom_fuzz::shipped(data));
