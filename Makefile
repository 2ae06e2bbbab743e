# One configuration (release) for everything, so that what is tested is what is shipped and nothing
# is compiled twice: `make demo` builds the command, `make test` adds only the test targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

CONFIGURATION := release
BINARY := $(CURDIR)/.build/$(CONFIGURATION)/proffer
PREFIX ?= /usr/local

# Where the tests find their peers and footage. A value already in the environment wins.
export PROFFER_BINARY ?= $(BINARY)
export PROFFER_PYTHON ?= $(CURDIR)/.venv/bin/python
export PROFFER_FOOTAGE ?= $(CURDIR)/.footage
export PROFFER_SAMPLES ?= $(CURDIR)/samples
ifneq ($(wildcard $(CURDIR)/../shared/age-testkit),)
export PROFFER_AGE_TESTKIT ?= $(abspath $(CURDIR)/../shared/age-testkit)
endif

FUZZ_RUNS ?= 100000

.PHONY: help setup setup-build setup-package build portal install deb test test-package fuzz fuzz-sanitized pictures demo bench soak format lint clean samples statements

help: ## list what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make test FILTER=SealingTests      only the tests whose name matches"

setup: ## install what building and testing needs, only if missing
	@scripts/setup.sh test

setup-build:
	@scripts/setup.sh build

build: setup-build ## build the commands (.build/release/proffer, and proffer-verify, which has no media library)
	@scripts/build.sh --product proffer
	@scripts/build.sh --product proffer-verify

portal: setup-build ## build the owner's page as well (.build/release/proffer-portal), which links a server
	@PROFFER_PORTAL=1 scripts/build.sh --product proffer-portal

# The owner's page is built and driven with a real browser as well.
test: export PROFFER_PORTAL := 1
test: setup lint ## set up, lint, build and run every test
	@scripts/build.sh --build-tests
	@scripts/test.sh --configuration $(CONFIGURATION) $(if $(FILTER),--filter '$(FILTER)')

setup-package:
	@scripts/setup.sh package

deb: setup-package ## make the Debian packages proffer and proffer-verify, in dist/, with everything they need but Debian's stable libraries in them
	@packaging/programs.sh
	@packaging/deb.sh dist

test-package: deb setup ## install the packages in clean roots of Debian 12 and 13 and walk the road there; codecs; two builds (as root)
	@packaging/test/run.sh dist
	@scripts/build.sh --build-tests
	@packaging/test/matrix.sh
	@packaging/test/again.sh dist

pictures: export PROFFER_PORTAL := 1
pictures: export PROFFER_ROAD_PICTURES := $(CURDIR)/docs
pictures: setup ## make the pictures of the owner's page in docs/, by walking the road in a browser
	@scripts/build.sh --product proffer
	@scripts/build.sh --product proffer-portal
	@PROFFER=$(BINARY) $(PROFFER_PYTHON) -B Tests/Browser/scenarios.py road

fuzz: setup ## spoil recordings, bundles, statements, proofs, databases, FUZZ_RUNS times (100,000)
	@scripts/build.sh --build-tests
	@scripts/fuzz.sh $(FUZZ_RUNS)

fuzz-sanitized: setup ## the same, built with the address sanitizer
	# Not scripts/build.sh: the linker warns of a symbol of the sanitizer's own.
	@swift build --configuration $(CONFIGURATION) --sanitize address --build-path .build-asan --build-tests
	@scripts/fuzz.sh $(FUZZ_RUNS) .build-asan

demo: build ## the whole road on samples/, into demo/
	@scripts/demo.sh

bench: setup build portal ## measure seal, verify, open on 2 GiB beside ffmpeg, sha256sum, age, tar; list 100,000 files, log 1,000,000 entries; the owner's page
	@/usr/bin/python3 Benchmarks/bench.py
	@/usr/bin/python3 Benchmarks/cut_bench.py
	@/usr/bin/python3 Benchmarks/list_bench.py
	@/usr/bin/python3 Benchmarks/ledger_bench.py
	@.venv/bin/python Benchmarks/portal_bench.py

soak: setup ## kill the ledger 200 times under load, change every byte of an object's header
	@scripts/build.sh --build-tests
	@PROFFER_LEDGER_KILLS=200 swift test --configuration $(CONFIGURATION) --skip-build --disable-xctest --filter EndToEndTests.LedgerTests
	@PROFFER_FLIP_STEP=1 swift test --configuration $(CONFIGURATION) --skip-build --disable-xctest --filter 'IndependentSealerTests/flips'

format: ## format the Swift sources in place
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## formatting and house rules; any finding fails
	@scripts/lint.sh

samples: ## generate the clips in samples/ anew
	@scripts/setup.sh test
	@/usr/bin/python3 samples/make-clips.py

statements: build ## generate the sample identities, cards, request and consent anew
	@samples/make-statements.sh

install: build ## copy the commands to PREFIX (/usr/local) /bin
	@if [[ -e $(dir $(BINARY))proffer-portal ]]; then $(MAKE) portal; fi
	@install -D -m 755 -t $(PREFIX)/bin $(BINARY) $(dir $(BINARY))proffer-verify $(wildcard $(dir $(BINARY))proffer-portal)

clean: ## remove what was built, keep what was downloaded
	@rm -rf .build .build-asan .build-package dist demo .bench
