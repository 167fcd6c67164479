# The two commands: `make run` and `make test`. The others are for those who work on the program.

CARGO ?= cargo

# where the tests of the workspace leave the program they are built with
BUILT := $(or $(CARGO_TARGET_DIR),target)/debug/everyroom

.PHONY: run test browser built check bench soak contract pictures openapi

# Builds, starts sample sites on loopback, crawls them over HTTP, and serves at http://127.0.0.1:8080
run:
	$(CARGO) run --release --quiet -- demo

# Everything that has to hold: the pages in a browser, some made-up requests (the same every time) held against the OpenAPI
# document, and the tests of the workspace; all over one build
test: built
	@EVERYROOM_BIN=$(BUILT) tests/browser/run
	@EVERYROOM_BIN=$(BUILT) EXAMPLES=15 SEED=24 tests/contract/run
	$(CARGO) test --workspace --quiet

# Everything that the tests run, once; a build of the program alone would choose other features of what it is made of
built:
	$(CARGO) test --workspace --no-run --quiet

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

# Pictures of every page and state of one, light, dark, in Persian and on paper, to be looked at, in target/pictures
pictures:
	@tests/browser/run --shots target/pictures

# Writes api/openapi.json anew
openapi:
	UPDATE_OPENAPI=1 $(CARGO) test --package everyroom-api --test http contract
