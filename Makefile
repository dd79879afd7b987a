# make serve   everything a fresh machine needs, then the archive at http://127.0.0.1:8000
# make test    every test, on SQLite and on PostgreSQL
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
PREVIEW_PORT ?= 8001
PRODUCTION_PORT ?= 8500
VAR := $(or $(VAR_ROOT),var)
PY := .venv/bin/python
MANAGE := $(PY) manage.py
BROWSER := $(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome)
NPM := $(shell command -v npm)
# Tests that need what is not here are left out whole, and make test says so. axe-core comes by npm.
ABSENT := $(if $(BROWSER),$(if $(NPM),,--ignore tests/browser/pages/test_axe.py),--ignore tests/browser)
NGINX := $(shell command -v nginx || ls /usr/sbin/nginx 2>/dev/null)
PYTEST ?= $(PY) -m pytest -q -n 2 --dist loadgroup --ignore tests/edge $(ABSENT) $(if $(NGINX),,--ignore tests/production/test_config.py --ignore tests/production/test_topology.py)
SECONDS ?= 8
export PYTHONUTF8 := 1

CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
# Style sheets are joined as templates ask for them.
STATIC := $(shell find archive/static templates -type f)

.PHONY: help serve preview prepare database test test-sqlite test-postgres test-edge valid weights lighthouse pictures bench-load bench-search bench-verify bench-pages bench-serve bench fuzz mutate prod-local faults slow-clients capacity schemas diagram lint format lock clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

serve: export CANONICAL_ORIGIN ?= http://$(HOST):$(PORT)
serve: prepare ## set up what has changed, and serve
	@echo "==> serving: http://$(HOST):$(PORT)/"
	@BIND=$(HOST):$(PORT) WORKERS=$(WORKERS) exec .venv/bin/gunicorn archive.wsgi

preview: .venv/.installed $(VAR)/.messages $(VAR)/.static ## the fixtures as they are being written, drafts included, on port 8001
	@exec $(MANAGE) preview --port $(PREVIEW_PORT) $(PREVIEW_OPTIONS)

prepare: database

$(PY):
	@echo "==> environment"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip --clear .venv

# Debian's python3 without python3-venv makes environments without pip; then the system's pip installs into them.
define install
	@if $(PY) -m pip --version >/dev/null 2>&1; then $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $(1); \
	else $(PYTHON) -m pip --python $(PY) install -q --disable-pip-version-check --require-hashes -r $(1); fi
endef

.venv/.installed: requirements.lock | $(PY)
	@echo "==> dependencies, pinned by hash"
	$(call install,requirements.lock)
	@touch $@

.venv/.installed-dev: requirements-dev.lock | $(PY)
	@echo "==> dependencies of the tests, pinned by hash"
	$(call install,requirements-dev.lock)
	@touch $@ .venv/.installed

$(VAR)/.messages: $(CATALOGUES) .venv/.installed
	@echo "==> messages"
	@mkdir -p $(VAR) && $(MANAGE) compile_catalogues && touch $@

$(VAR)/.static: $(STATIC) .venv/.installed
	@echo "==> static files, compressed"
	@mkdir -p $(VAR) && $(MANAGE) collectstatic --noinput --clear -v 0 && touch $@

# The pages that a load makes name static files and speak the messages.
database: .venv/.installed $(VAR)/.messages $(VAR)/.static
	@echo "==> database"
	@mkdir -p $(VAR) && $(MANAGE) migrate -v 0
	@echo "==> fixtures"
	@$(MANAGE) load_fixtures

node_modules/.installed: package-lock.json
	@echo "==> checkers of pages, pinned by hash"
	@$(or $(NPM),$(error npm is needed: apt-get install npm)) ci --silent
	@touch $@

CHECKERS := $(if $(BROWSER),$(if $(NPM),node_modules/.installed))

test: test-sqlite test-postgres ## every test, on both engines
	@$(if $(BROWSER),true,echo "==> no Chromium is here: the tests in tests/browser were left to .ci/run")
	@$(if $(NPM),true,echo "==> no npm is here: the tests with axe-core were left to .ci/run")
	@$(if $(NGINX),true,echo "==> no nginx is here: the tests of production were left to .ci/run")

test-sqlite: .venv/.installed-dev $(VAR)/.messages $(CHECKERS)
	@echo "==> tests on SQLite"
	@$(PYTEST)

# A page's HTML is the same on both engines (tests/archive/web/test_traceability.py reads all of it on both): browsers look at it once.
test-postgres: .venv/.installed-dev $(VAR)/.messages
	@echo "==> tests on PostgreSQL"
	@$(PYTEST) --ignore tests/browser -m "not one_engine" --ds tests.settings_postgres

valid: .venv/.installed-dev $(VAR)/.messages node_modules/.installed ## every kind of page before the W3C's checker of HTML (needs Java)
	@$(PY) -m tests.looking.valid

weights: .venv/.installed-dev $(VAR)/.messages ## what each kind of page weighs, compressed
	@$(PY) -m tests.looking.weights

lighthouse: .venv/.installed-dev $(VAR)/.messages node_modules/.installed ## Lighthouse, phone settings, on the pages most seen
	@$(PY) -m tests.looking.lighthouse $(LIGHTHOUSE)

pictures: .venv/.installed-dev $(VAR)/.messages ## docs/pictures anew (needs a Chromium)
	@$(PY) -m tests.looking.pictures

test-edge: .venv/.installed-dev $(VAR)/.messages ## the baked edition behind nginx, which must be there
	@echo "==> tests of the baked edition behind nginx"
	@$(PY) -m pytest -q tests/edge

bench-load: .venv/.installed-dev ## how fast fixtures are checked and loaded: 1,000, 10,000 and 100,000 sentences, or SIZES="…"
	@$(PY) -m tests.bench.load $(SIZES)

bench-search: .venv/.installed-dev $(VAR)/.messages ## what a search costs: 10,000, 100,000 and 1,000,000 sentences, or SIZES="…"
	@$(PY) -m tests.bench.search $(SIZES)

bench-verify: .venv/.installed-dev ## how fast quotations are checked: 10,000, 100,000 and 1,000,000 sentences, or SIZES="…"
	@$(PY) -m tests.bench.verify $(SIZES)

fuzz: .venv/.installed-dev $(VAR)/.messages ## 50,000 requests that no browser would send, or COUNT="…"
	@$(PY) -m tests.bench.fuzz $(COUNT)

mutate: .venv/.installed-dev ## mutation tests of the pure core, or of MODULES="archive/….py …"
	@$(PY) -m tests.mutation $(MODULES)

prod-local: .venv/.installed-dev $(VAR)/.messages ## production as processes on 127.0.0.1: PostgreSQL and its replica, two gunicorns, nginx (needs nginx)
	@PORT=$(PRODUCTION_PORT) exec $(PY) -m tests.production.topology

faults: .venv/.installed-dev $(VAR)/.messages ## what readers notice when parts of that fail, a few seconds each, or SECONDS="…"
	@$(PY) -m tests.production.faults $(SECONDS)

capacity: .venv/.installed-dev $(VAR)/.messages ## what an answer costs in processor time
	@$(PY) -m tests.production.capacity

slow-clients: .venv/.installed-dev $(VAR)/.messages ## how long readers wait while 500 others dribble
	@$(PY) -m tests.production.slow_clients

bench-pages: .venv/.installed-dev $(VAR)/.messages ## what making each kind of page costs when the archive has grown to 1,000,000 sentences, or SIZE="…"
	@$(PY) -m tests.bench.pages $(SIZE)

bench: bench-load bench-search bench-verify bench-pages bench-serve ## all of these, which takes hours

bench-serve: .venv/.installed-dev $(VAR)/.messages ## how fast pages are served, beside a bare application, Django's empty view and Datasette; needs wrk
	@$(PY) -m tests.bench.serve $(VAR)/bench-serve.json

schemas: .venv/.installed $(VAR)/.messages ## fixtures/schemas anew, from the records and what is said of their fields
	@$(MANAGE) write_schemas

diagram: .venv/.installed-dev ## the diagram of the packages in docs/architecture.md, from the imports
	@$(PY) -m archive.derive.package_diagram

lint: .venv/.installed-dev ## style, types and layers: ruff, mypy, import-linter and djade
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/djade --target-version 5.2 --check $$(git ls-files -co --exclude-standard 'templates/*.html')

format: .venv/.installed-dev ## the code as ruff and djade lay it out
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .
	@.venv/bin/djade --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html')

lock: .venv/.installed-dev ## both lock files anew, hashes and no addresses (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal pyproject.toml -o requirements.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal --extra dev pyproject.toml -o requirements-dev.lock

clean: ## everything made goes
	rm -rf .venv $(VAR) node_modules .ruff_cache .hypothesis locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -prune -exec rm -rf {} +
