# Glasshouse. From a fresh copy, with nothing but python3 (3.11 or newer):
#   make demo    sets up and shows a first comparison
#   make test    sets up and runs the tests
# A step that is done leaves a stamp in .venv/, so that the next make skips it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Another Python: make PYTHON=python3.12 demo. More for pytest: make test ARGS="-k twins -x".
export PYTHON ?=
ARGS ?=

BIN := .venv/bin
SETUP := scripts/setup.sh pyproject.toml
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: demo
demo: .venv/.core ## compare the Rongcheng points with a world without them; the last line names the report
	@glasshouse compare rongcheng --with nothing --assumptions 32

.PHONY: serve
serve: .venv/.dev ## open the laboratory in a browser
	@glasshouse serve

.PHONY: setup
setup: .venv/.dev ## make .venv with all that tests, checks and documents need

# Tests start some hundred processes. Where Python may not keep what it compiles, each would compile anew what it imports.
# One process more than the two cores that are counted on: tests in a browser wait half of their time.
.PHONY: test
test: .venv/.dev .venv/.browser ## run the tests
	@env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX=$(CURDIR)/.tools/compiled python -m pytest --numprocesses 3 --dist loadgroup --no-loadscope-reorder $(ARGS)

.PHONY: check
check: .venv/.dev ## run every check but the tests
	@$(MAKE) --jobs 2 --keep-going lint types imports wheel house figures facts tables docs

.PHONY: lint
lint: .venv/.dev ## style and format
	@ruff check --quiet . || { echo "lint       failed; 'make format' mends what can be mended" >&2; exit 1; }
	@ruff format --quiet --check . || { echo "format     failed: $$(ruff format --check . | grep -c Would) files or more; run 'make format'" >&2; exit 1; }
	@echo "lint       ok"

.PHONY: format
format: .venv/.dev ## mend style and format
	@ruff check --quiet --fix . || true
	@ruff format --quiet .

.PHONY: types
types: .venv/.dev ## check types
	@mypy --no-error-summary
	@echo "types      ok"

.PHONY: imports
imports: .venv/.dev ## check that imports go one way
	@lint-imports --no-logo > .tools/imports.log || { cat .tools/imports.log >&2; exit 1; }
	@echo "imports    ok"

.PHONY: wheel
wheel: .venv/.dev ## check what the wheel holds
	@python scripts/check_wheel.py

.PHONY: house
house: .venv/.dev ## check the house rules: no registry hosts, no machine paths, no overgrown files
	@python scripts/check_house.py

.PHONY: figures
figures: .venv/.dev ## check that no figure of the house is worse than its limit in scripts/house_figures.toml
	@python scripts/house_figures.py

.PHONY: facts
facts: .venv/.dev ## say how many facts are older than a year; a note, never a failure
	@python scripts/old_facts.py

.PHONY: tables
tables: .venv/.dev ## check that the tables in the documents say what the program says; make tables WRITE=1 writes them anew
	@python scripts/tables.py $(if $(WRITE),,--check)

.PHONY: docs
docs: .venv/.dev ## build the documents in docs/_build/html; a warning is an error
	@python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@echo "docs       docs/_build/html/index.html"

.PHONY: bench
bench: .venv/.dev ## run the benchmarks (ONLY=name: one of benchmarks/)
	@for script in $(if $(ONLY),benchmarks/$(ONLY).py,$(filter-out benchmarks/against.py,$(wildcard benchmarks/*.py))); do \
		[ -f "$$script" ] || { echo "error: no benchmark $$script" >&2; exit 1; }; \
		echo "== $$script"; python "$$script"; \
	done

.PHONY: against
against: .venv/.dev ## compare the speed with another checkout: make against OLD=folder (ARGS="--micro")
	@python benchmarks/against.py $(or $(OLD),$(error name the other checkout: make against OLD=folder)) . $(ARGS)

.PHONY: golden
golden: .venv/.dev ## write tests/golden/golden.json anew, for a change that is meant to change numbers (ONLY=scenario)
	@python scripts/golden.py $(ONLY)

.PHONY: met
met: .venv/.dev ## run every scenario and write anew which published figures it meets (ONLY=scenario)
	@python scripts/met.py $(ONLY)

.PHONY: portraits
portraits: .venv/.dev ## live the packaged portraits of the library's systems anew, ten years each (ONLY=scenario)
	@python scripts/portraits.py $(ONLY)

.PHONY: audits
audits: .venv/.dev ## make the audits that the documents publish anew (ONLY=scenario)
	@python scripts/published_audits.py $(ONLY)

.PHONY: oracles
oracles: .venv-oracles/.done ## ask other packages (835 MB) what the audit's figures answer; make oracles WRITE=1 keeps the answers
	@.venv-oracles/bin/python scripts/oracles.py $(if $(WRITE),--write) 2>.tools/oracles.log || { cat .tools/oracles.log >&2; exit 1; }

.PHONY: notebooks
notebooks: .venv/.dev ## execute the notebooks in examples/ and write them anew with what they show (ONLY=name: one of them)
	@python scripts/notebooks.py $(ONLY)

.PHONY: requirements
requirements: ## pin the newest allowed packages anew in requirements/
	@scripts/setup.sh requirements

.PHONY: clean
clean: ## remove what was made here, but keep runs/
	@rm -rf .venv .venv-oracles .tools dist docs/_build docs/gallery .hypothesis .benchmarks .import_linter_cache .pytest_cache .mypy_cache .ruff_cache
	@find src tests scripts benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- stamps: a set is installed again when its pins or the project's description change, or the folder has moved ---

ifneq ($(shell cat .venv/.folder 2>/dev/null),$(CURDIR))
$(shell rm -f .venv/.core .venv/.dev .venv-oracles/.done)
endif

.venv/.core: requirements/core.txt requirements/uv.txt $(SETUP)
	@scripts/setup.sh core
	@touch $@

.venv/.dev: requirements/dev.txt requirements/uv.txt $(SETUP)
	@scripts/setup.sh dev
	@touch .venv/.core $@

.venv-oracles/.done: requirements/oracles.txt requirements/uv.txt $(SETUP)
	@scripts/setup.sh oracles
	@touch $@

.PHONY: .venv/.browser
.venv/.browser:
	@scripts/browser.sh
