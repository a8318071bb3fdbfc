# The two commands of the README are `make demo` and `make test`; each sets up all it needs in
# .venv, with nothing but Python 3.11 or newer and pip on the machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO ?= demo

.DEFAULT_GOAL := help
.PHONY: help demo test lint types contracts docs wheel consumers bench check clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.draw ## run the main job: pictures and reports, in the folder demo
	@$(BIN)/python examples/demo.py $(DEMO)

test: $(VENV)/.test ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.lint ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.lint ## mypy, strict
	$(BIN)/mypy

contracts: $(VENV)/.lint ## import-linter: who may import whom
	$(BIN)/lint-imports

docs: $(VENV)/.docs ## build the documentation, warnings being errors
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html
	@echo "docs: docs/_build/html/index.html"

wheel: $(VENV)/.test ## build the wheel, install it into an empty environment, use it there
	@sh tests/wheel.sh $(BIN)/python

consumers: $(VENV)/.consumers ## open what we write in other programs: browser, office, schemas
	@$(BIN)/python tests/consumers/run.py $(VENV)/consumers

bench: $(VENV)/.bench ## measure: imports, loading, aligning, drawing
	$(BIN)/python benchmarks/import_time.py
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=min,median,max

check: test lint types contracts docs wheel consumers ## all that .ci/run runs

clean: ## remove what the other targets made
	rm -rf $(VENV) $(DEMO) build dist docs/_build .coverage .pytest_cache .mypy_cache .ruff_cache

# One stamp a set of packages; a change of what is needed installs it anew.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "make: this needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)."; \
	  echo "      Install one and say which: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "make: no virtual environment can be made; on Debian and Ubuntu: apt install python3-venv"; \
	  exit 1; }
	@$(PIP) install --quiet --quiet --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.draw: $(VENV)/.made pyproject.toml constraints.txt
	@echo "setting up $(VENV) …"
	@$(PIP) install --quiet --quiet -c constraints.txt -e '.[draw,office]' || { \
	  echo "the extras [draw] and [office] cannot be installed here: going on without"; \
	  $(PIP) install --quiet -c constraints.txt -e .; }
	@touch $@

$(VENV)/.%: $(VENV)/.draw
	@$(PIP) install --quiet --quiet -c constraints.txt --group $*
	@touch $@
