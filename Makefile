# Meridian's commands. `make help` lists them.
SHELL := /bin/sh
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n auto --dist=loadgroup --no-loadscope-reorder --durations=20
UV_COMPILE := uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --python-version 3.11
INSTALL := python="$$(scripts/python)" && "$$python" scripts/install.py

.DEFAULT_GOAL := help
.PHONY: help run site test check bench bench-edge bench-outbound bench-scale chaos fuzz lint format lock setup setup-dev

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The example site of `make site` searches from its readers' browsers, so its origin may read the API.
run: setup ## Set up and start everything on this machine (PORT=8000 SANDBOX_PORT=8010); Ctrl-C stops it
	@API_CORS_ORIGINS="$${API_CORS_ORIGINS:-http://localhost:$(or $(SITE_PORT),8080)}" exec $(BIN)/python manage.py up

site: ## Build the example site from what `make run` serves, show it and keep it current (PORT=8000 SITE_PORT=8080)
	@node -e 'const [big, small] = process.versions.node.split("."); process.exit(big > 20 || (big == 20 && small >= 11) ? 0 : 1)' \
		2>/dev/null || { echo "make site needs Node.js 20.11 or newer with npm (Debian: apt-get install nodejs npm)"; exit 1; }
	@cd examples/site && { test node_modules/.package-lock.json -nt package-lock.json || npm ci --ignore-scripts --no-audit --no-fund; }
	@cd examples/site && MERIDIAN_API=http://localhost:$(or $(PORT),8000)/api/v1/ exec node follow.js

test: setup-dev ## Run every test on SQLite, then those that ask a database on PostgreSQL
	$(PYTEST)
	$(PYTEST) --database=postgresql

check: setup-dev ## Run the quick tests, on SQLite, for work in between: about ten minutes
	$(PYTEST) -m "not slow"

bench: setup-dev ## Measure the API's speed against Wagtail's API v2 (QUICK=1 for two rounds and nothing else)
	@command -v wrk >/dev/null || { test "$$(id -u)" = 0 && apt-get install -qq --yes wrk >/dev/null; } || \
		{ echo "make bench needs wrk and PostgreSQL and Redis (Debian: apt-get install wrk postgresql redis-server)"; exit 1; }
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick)

bench-edge: setup-dev ## Measure how fast nginx answers from what it has kept, beside files (QUICK=1 for two rounds)
	@$(BIN)/python -m tests.bench.edge $(if $(QUICK),--quick)

bench-outbound: setup-dev ## Measure how fast webhooks leave against a plain loop (QUICK=1 for a short one)
	@$(BIN)/python -m tests.bench.outbound $(if $(QUICK),--quick)

bench-scale: setup-dev ## Measure whether anything answers more slowly of 100,000 documents than of 1,000 (QUICK=1 of 20,000)
	@$(BIN)/python -m tests.bench.scale $(if $(QUICK),--quick)

chaos: setup-dev ## Break everything around 10,000 deliveries (QUICK=1 for a tenth), then see who delays whom: a quarter of an hour
	@$(BIN)/python -m tests.chaos $(if $(QUICK),--quick)

fuzz: setup-dev ## Ask the API all that Schemathesis makes up, on both databases: for each of three callers 12,500 requests in a quarter of an hour (MAX_EXAMPLES=20 an address, SEED=random)
	@for database in sqlite postgresql; do \
		MAX_EXAMPLES=$(or $(MAX_EXAMPLES),20) SEED=$(or $(SEED),$$(date +%s)) \
			$(BIN)/pytest --timeout=0 --database=$$database tests/cms/api/contract/test_served.py || exit 1; \
	done

lint: setup-dev ## Check style, types, import rules and migrations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run --settings=cms.settings.test

format: setup-dev ## Put every file into the one format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: ## Resolve the requirements anew (needs uv)
	$(UV_COMPILE) pyproject.toml -o requirements/base.txt
	$(UV_COMPILE) --group dev pyproject.toml -c requirements/base.txt -o requirements/dev.txt
	$(UV_COMPILE) tests/requirements/facebook.in -o tests/requirements/facebook.txt
	$(UV_COMPILE) tests/requirements/mastodon.in -o tests/requirements/mastodon.txt
	$(UV_COMPILE) tests/requirements/schemathesis.in -o tests/requirements/schemathesis.txt
	$(UV_COMPILE) tests/requirements/x.in -o tests/requirements/x.txt

setup:
	@$(INSTALL) base

setup-dev:
	@$(INSTALL) dev
