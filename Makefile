# One word per chore. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test soak fuzz check bench load hour export geodata headings samples dictionary screenshots clean

help: ## List these words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

run: $(VENV)/run.ready ## Start the dashboard (set-up included)
	$(BIN)/streamlit run dashboard.py

test: $(VENV)/test.ready ## Run every test (set-up included; Chromium is fetched if it is missing)
	@$(BIN)/python tools/setup_chromium.py
	$(BIN)/python -m pytest -n 3 --dist loadgroup --no-loadscope-reorder

soak: $(VENV)/test.ready ## The register on both databases whole, work killed at 200 moments, eight writers at once, every page in the dark (half an hour)
	CAPACITY_SOAK=1 $(BIN)/python -m pytest -n 2 --dist load tests/register tests/test_operating.py tests/browser/test_pages.py

fuzz: $(VENV)/fuzz.ready ## A hundred thousand inputs for each reader, looked for by what code they reach; every property a hundred times as often (hours; RUNS=10000 FACTOR=10 for less)
	$(BIN)/python -m tools.fuzz --runs $(or $(RUNS),100000)
	CAPACITY_FUZZ=$(or $(FACTOR),100) $(BIN)/python -m pytest -n 2 --dist loadgroup -m hypothesis

check: $(VENV)/test.ready ## Lint and type-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/test.ready ## Measure how well and how fast reports are read (some minutes; make bench ONLY=csv for one; data/local/bench.json); fails where a ratio is worse by a third
	$(BIN)/python -m tools.bench $(ONLY) --json data/local/bench.json

load: $(VENV)/test.ready ## Measure thirty people at once and a hundred who watch, with 100,000 offers (two minutes)
	$(BIN)/python -m tools.load

hour: $(VENV)/test.ready ## An hour of imports, a hundred who watch and exports at once; a table of times, memory and errors
	$(BIN)/python -m tools.load.soak

export: $(VENV)/run.ready ## Write this week's workbook to data/local/exports
	$(BIN)/python weekly_export.py --out data/local/exports/

geodata: $(VENV)/test.ready ## Rebuild data/reference/geography from its pinned packages
	$(BIN)/python -m tools.build_geodata

headings: $(VENV)/run.ready ## Learn data/reference/models/headings.npz anew from the list of headings
	$(BIN)/python -m tools.train_headings

samples: $(VENV)/test.ready ## Rebuild the binary sample reports
	$(BIN)/python -m tools.build_samples

dictionary: $(VENV)/run.ready ## Rebuild docs/data_dictionary.md
	$(BIN)/python -m tools.build_data_dictionary

screenshots: $(VENV)/test.ready ## Take the pictures in docs/screenshots anew
	@$(BIN)/python tools/setup_chromium.py
	$(BIN)/python -m tools.screenshots

clean: ## Remove the virtual environment and caches (never data)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.ready: $(VENV)/made requirements.txt constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.ready: $(VENV)/run.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/fuzz.ready: $(VENV)/test.ready requirements-fuzz.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-fuzz.txt
	@touch $@
