# Two commands matter: `make run` starts Secondsight, `make test` proves it. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
HOST   ?= 127.0.0.1
DEMO   ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup setup-dev run test check format bench lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.setup: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.setup-dev: requirements-dev.lock $(VENV)/.setup
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.setup ## Make .venv with the `secondsight` command in it
setup-dev: $(VENV)/.setup-dev ## Add the tools that tests and checks need

run: setup ## Set up, migrate, load the demo on first start, serve (PORT=8000 DEMO=0)
	@$(BIN)/secondsight serve --host $(HOST) --port $(PORT) $(if $(filter 0,$(DEMO)),,--demo)

check: setup-dev ## The quick gate: format, lint, types, imports, migrations, rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings=secondsight.web.settings
	$(BIN)/python -m pytest -p no:randomly tests/language tests/organisation/rules tests/record/rules tests/inquiry/rules tests/followup/rules tests/integrations tests/base/test_ids.py -n 2

test: setup-dev ## The whole proof: both databases, Redis, a real browser
	@PYTHON=$(BIN)/python sh scripts/system-packages.sh
	$(BIN)/python -m pytest -n 2 -m "not browser"
	$(BIN)/python -m pytest -n 2 -m "not browser and not server" --database postgresql
	$(BIN)/python -m pytest -n 0 -m browser

format: setup-dev ## Put the code into the house's shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-dev ## Measure, print a table, write JSON under bench/results
	$(BIN)/python -m bench

lock: setup-dev ## Choose newer dependencies within the caps
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra server --group build --generate-hashes -q --upgrade -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra server --group build --group dev --generate-hashes -q --upgrade -o requirements-dev.lock

clean: ## Remove the virtual environment and caches; data is kept
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
