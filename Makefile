# Filiera: `make hub` builds the region's evidence and serves it; `make test` runs all that guards the project.
#
#   PORT=8000          where the hub is served
#   PACK=lombardia     the region
#   PYTHON=python3.12  the Python to use, where the first one found is not the right one
#   FILIERA_HOME=…     where everything that is built lies; without it, the user's data folder

PORT ?= 8000
PACK ?= lombardia
PYTHON ?=
WORKERS ?= 2

BIN := .venv/bin
RUN := $(BIN)/python -m

.DEFAULT_GOAL := help
.PHONY: help install hub test test-all test-spark test-postgresql guards format lock benchmarks benchmark-matching clean

help:
	@echo "make hub         build the evidence of $(PACK) and serve it on http://127.0.0.1:$(PORT)"
	@echo "make test        format, lint, types, import rule, tests, browser tests"
	@echo "make test-all    the same with the long tests"
	@echo "make test-spark  the same links on Apache Spark as here (needs Java 17; installs Spark into .venv-spark)"
	@echo "make test-postgresql  the tests of what people write, on PostgreSQL instead of SQLite (needs its server)"
	@echo "make benchmarks  measure what is promised"
	@echo "make benchmark-matching  measure how well names are linked (minutes)"
	@echo "make format      put the code in order"
	@echo "make lock        pin the newest dependencies that pyproject.toml admits"
	@echo "make clean       remove .venv, .venv-spark and caches (never what was built in FILIERA_HOME)"

install:
	@python=$$(sh scripts/find_python.sh $(PYTHON)) && \
	  "$$python" scripts/environment.py $(if $(PYTHON),--renew-for)

hub: install
	@$(BIN)/filiera build $(PACK)
	@$(BIN)/filiera serve --port $(PORT)

guards: install
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(BIN)/lint-imports

# The browser is sought once, before the workers start: two of them must not install it at the same time.
test: guards
	@FILIERA_CHROMIUM="$$($(BIN)/python scripts/provide_browser.py || true)" $(RUN) pytest -n $(WORKERS) --dist worksteal

test-all:
	@FILIERA_LONG_TESTS=1 $(MAKE) --no-print-directory test

# Spark is 450 MB that no region needs: it has an environment and a lock of its own.
test-spark:
	@if missing=$$(sh scripts/find_java.sh 17); then \
	  python=$$(sh scripts/find_python.sh $(PYTHON)) && \
	  "$$python" scripts/environment.py --folder .venv-spark --lock requirements-spark.lock $(if $(PYTHON),--renew-for) && \
	  .venv-spark/bin/python -m pytest -q tests/registry/test_spark.py tests/registry/test_engines.py; \
	else \
	  echo "Spark tests: none ran: $$missing. Install Java 17 or newer, then: make test-spark"; \
	fi

# The same tests of what people write, against a server of its own that is gone afterwards.
test-postgresql: install
	@if programs=$$(sh scripts/find_postgresql.sh 14); then \
	  FILIERA_CHROMIUM="$$($(BIN)/python scripts/provide_browser.py || true)" \
	  $(BIN)/python scripts/with_postgresql.py "$$programs" -- \
	    $(BIN)/python -m pytest -q -n $(WORKERS) -m contributions; \
	else \
	  echo "PostgreSQL tests: none ran: $$programs. Install the package postgresql, then: make test-postgresql"; \
	fi

benchmark-matching: install
	@$(BIN)/python benchmarks/matching.py

benchmarks: install
	@for script in benchmarks/[a-z]*.py; do \
	  echo "== $$script"; $(BIN)/python "$$script" || exit 1; \
	done

format: install
	@$(RUN) ruff check --fix-only --quiet .
	@$(RUN) ruff format .

# The lock holds no index address: it installs from whichever index the user's pip has.
lock: install
	@$(RUN) uv pip compile pyproject.toml --group build --extra portal --extra postgresql --extra print --extra analysis --extra match --extra dev --universal --generate-hashes --upgrade \
	  --python-version 3.11 --no-config --no-header --no-emit-index-url --no-emit-find-links \
	  --quiet --output-file requirements.lock
	@$(RUN) uv pip compile pyproject.toml --group build --group test-spark --extra match --extra spark --universal --generate-hashes --upgrade \
	  --python-version 3.11 --no-config --no-header --no-emit-index-url --no-emit-find-links --constraint requirements.lock \
	  --quiet --output-file requirements-spark.lock
	@echo "requirements.lock: $$(grep -c '==' requirements.lock) packages. Next: make test"

clean:
	rm -rf .venv .venv-spark .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results build dist
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
