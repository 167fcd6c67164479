# The two commands: `make run` and `make test`. The others are for those who work on the program.

CARGO ?= cargo

.PHONY: run test browser check docs bench soak contract openapi

# Builds, starts sample sites on loopback, crawls them over HTTP, and serves at http://127.0.0.1:8080
run:
	$(CARGO) run --release --quiet -- demo

# Everything that has to hold
test: browser
	$(CARGO) test --workspace --quiet

# The pages in a real browser; skipped, loudly, where neither apt nor npm exist
browser:
	@tests/browser/run

# Formatting, lints, documentation
check:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --document-private-items --quiet

# 500,000 synthetic meetings beside a linear scan of the same data, every reader beside bare parsing, and the pages beside
# the crouton widget, from npm, over the same meetings; takes minutes
bench:
	$(CARGO) bench --bench world
	$(CARGO) bench --bench readers
	@tests/browser/run --beside target/beside

# Long fault runs: hundreds of kills instead of twenty; every page in every look, language and width instead of in pairs;
# the speed of the pages with 100,000 meetings; requests by the thousand held against the OpenAPI document
soak: contract
	EVERYROOM_KILLS=200 $(CARGO) test --release --test it -- --nocapture kill
	EVERYROOM_MATRIX=whole tests/browser/run axe
	@EVERYROOM_MEETINGS=100000 tests/browser/run speed

# Made-up requests by the thousand, held against the OpenAPI document; needs python3
contract:
	@tests/contract/run

# Writes api/openapi.json anew
openapi:
	UPDATE_OPENAPI=1 $(CARGO) test --package everyroom-api openapi
