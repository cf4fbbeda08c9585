# The entry to everything. `make` on a fresh machine needs Node >= 20.19 and npm.
SHELL := /bin/bash
HALFULP := node dist/cli/main.js
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

.PHONY: all install build rtl cosim synth prove prove-long mnist report faults coverage test fast-model lint bench check clean

all: rtl cosim synth mnist report

# Dependencies exactly as locked; npm ci also builds.
install: node_modules/.package-lock.json
node_modules/.package-lock.json: package.json package-lock.json .npmrc
	npm ci
	@touch $@

build: install
	tsc -p tsconfig.build.json

rtl: build
	tsx docs/tables.ts
	$(HALFULP) gen --all -o rtl-out

cosim: rtl
	$(HALFULP) cosim --all

synth: rtl
	$(HALFULP) synth --all

# Every certificate made again; an interrupted run goes on where it was.
prove: build
	$(HALFULP) prove --all --fresh
	tsx docs/tables.ts

# The same with a thousand times as many rows where nothing stronger than sampling is possible.
prove-long: build
	$(HALFULP) prove --all --fresh --samples 1000000000
	tsx docs/tables.ts

mnist: build
	tsx examples/mnist/main.ts

# The pages of the units show the reports as well.
report: build
	$(HALFULP) report
	tsx docs/tables.ts

# Each unit's planted fault through every engine.
faults: build
	$(HALFULP) cosim --all --faults

# Which faults of its netlist the shipped vectors of each configuration catch.
coverage: build
	$(HALFULP) vectors --all --coverage

test: install lint
	vitest run

# The fast model against the exact one on every row; make test does one part in 256, another at each commit.
fast-model: install
	HALFULP_SLICES=1 vitest run golden/fast.test.ts

lint: install
	biome check .
	tsc --noEmit

bench: build
	tsx bench/main.ts --save docs/bench.json

# All of it, and the generated trees are what is committed. What is measured anew at every run is not compared.
check: test all
	$(HALFULP) prove --all --rotate
	@git rev-parse --verify --quiet HEAD >/dev/null || \
	  { echo "make check compares with the last commit: this is no git clone"; exit 1; }
	@if [ -n "$$(git status --porcelain -- rtl-out synth-reports docs README.md)" ]; then \
	  git status --short -- rtl-out synth-reports docs README.md; \
	  echo "generated files differ from what is committed: run make and commit the result"; exit 1; fi

clean:
	rm -rf dist .cache node_modules
