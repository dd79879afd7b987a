# make serve   set up everything on a new machine, then serve the archive at http://127.0.0.1:8000
# make test    run all tests, on SQLite and on PostgreSQL
# make help    list the targets
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
PREVIEW_PORT ?= 8001
PRODUCTION_PORT ?= 8500
VAR := $(or $(VAR_ROOT),var)
# make would take a name with white space for several, and clean would delete others.
ifneq ($(words [$(VAR_ROOT)]),1)
$(error VAR_ROOT is “$(VAR_ROOT)”. Expected: a folder whose name has no white space. Try: VAR_ROOT=var)
endif
PY := .venv/bin/python
VALIDATORS := $(VAR)/validators
MANAGE := $(PY) manage.py
BROWSER := $(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome)
NPM := $(shell command -v npm)
# Tests whose programs are not installed are skipped, and make test reports it. axe-core is installed by npm.
ABSENT := $(if $(BROWSER),$(if $(NPM),,--ignore tests/browser/pages/test_axe.py),--ignore tests/browser)
NGINX := $(shell command -v nginx || ls /usr/sbin/nginx 2>/dev/null)
# tests/conftest.py puts long tests first; pytest-xdist would put large groups first.
PYTEST ?= $(PY) -m pytest -q -n $(TEST_PROCESSES) --dist loadgroup --no-loadscope-reorder --ignore tests/edge $(ABSENT) $(if $(NGINX),,--ignore tests/production/test_config.py --ignore tests/production/test_topology.py)
TEST_PROCESSES ?= 2
SECONDS ?= 8
BENCH_OPTIONS := $(if $(ENGINE),--engine=$(ENGINE)) $(if $(KEEP),--keep)
export PYTHONUTF8 := 1

CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
# Templates name the style sheets that are bundled.
STATIC := $(shell find archive/static templates -type f)

.PHONY: help check-address report-absent sbom serve preview prepare database deposit rebuild test test-sqlite test-postgres test-quick test-browser test-edge test-faults test-random validate-html validate-deposit \
  page-weights lighthouse linear-script target-sizes screenshots bench bench-load bench-editions prove-editions torture bench-search bench-verify bench-pages bench-start bench-serve bench-slow-clients bench-capacity fuzz mutate prod-local \
  messages schemas diagram lint format lock clean valid weights pictures faults slow-clients capacity

# Lists the targets with ##, below their groups (##@). Other phony targets are marked with “#-” and the reason.
help: ## list the targets
	@awk '/^##@ /{print "\n" substr($$0, 5)} /^[a-z-]+:.*## /{split($$0, part, ":.*## "); printf "  %-20s %s\n", part[1], part[2]}' Makefile

##@ Read and write
serve: export CANONICAL_ORIGIN ?= $(shell $(PYTHON) -m archive.environment.serving_address --origin "$(HOST)" "$(PORT)")
serve: check-address prepare ## set up what has changed and serve the archive on HOST=127.0.0.1, PORT=8000
	@SERVING_NOTICE="==> serving: $$CANONICAL_ORIGIN/ (Ctrl-C ends it)" BIND="$(if $(findstring :,$(HOST)),[$(HOST)],$(HOST)):$(PORT)" WORKERS="$(WORKERS)" \
	exec $(PY) -m gunicorn archive.wsgi

#- first step of serve
check-address:
	@$(PYTHON) -B -m archive.environment.serving_address PORT "$(HOST)" "$(PORT)"

preview: .venv/.installed $(VAR)/.messages $(VAR)/.static ## serve the fixtures while they are edited, drafts included, on port 8001
	@$(PYTHON) -B -m archive.environment.serving_address PREVIEW_PORT 127.0.0.1 "$(PREVIEW_PORT)"
	@exec $(MANAGE) preview --port $(PREVIEW_PORT) $(PREVIEW_OPTIONS)

prepare: database ## set up what has changed, without serving: dependencies, database and content

$(PY):
	@echo "==> environment"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which: make PYTHON=python3.11 …")'
	@rm -f .venv/.installed .venv/.installed-dev
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip --clear .venv

# Runs a command that is silent for long, and prints every ten seconds how long it has run.
define with_progress
	@(seconds=0; while sleep 10 >/dev/null 2>&1; do seconds=$$((seconds + 10)); echo "    … $$seconds s"; done) & ticker=$$!; \
	trap 'kill $$ticker 2>/dev/null' EXIT; trap 'exit 130' INT TERM; $(1)
endef

# Debian's python3 without python3-venv makes environments without pip; then the system's pip installs into them.
install = pip="$(2) -m pip"; $$pip --version >/dev/null 2>&1 || pip="$(PYTHON) -m pip --python $(2)"; \
	$$pip install -q --disable-pip-version-check --require-hashes -r $(1) || { echo "==> The packages were not installed. They are downloaded once, \
	by the first start, which needs the internet; later starts do not. Connect this machine and try again." >&2; exit 1; }

.venv/.installed: requirements.lock | $(PY)
	@echo "==> dependencies, pinned by hash"
	$(call with_progress,$(call install,requirements.lock,$(PY)))
	@touch $@

.venv/.installed-dev: requirements-dev.lock | $(PY)
	@echo "==> test dependencies, pinned by hash"
	$(call with_progress,$(call install,requirements-dev.lock,$(PY)))
	@touch $@ .venv/.installed

# They need other versions of packages than the development tools.
$(VALIDATORS)/.installed: requirements-validators.lock
	@echo "==> validators of packages, pinned by hash"
	@$(PYTHON) -m venv $(VALIDATORS) >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip --clear $(VALIDATORS)
	$(call with_progress,$(call install,requirements-validators.lock,$(VALIDATORS)/bin/python))
	@touch $@

$(VAR)/.messages: $(CATALOGUES) .venv/.installed
	@echo "==> messages"
	@mkdir -p $(VAR) && $(MANAGE) compile_catalogues && touch $@

$(VAR)/.static: $(STATIC) .venv/.installed
	@echo "==> static files, compressed"
	@mkdir -p $(VAR) && $(MANAGE) collectstatic --noinput --clear -v 0 && touch $@

# Loading renders pages, which need the messages and the static files.
#- part of prepare
database: .venv/.installed $(VAR)/.messages $(VAR)/.static
	@echo "==> database"
	@mkdir -p $(VAR) && $(MANAGE) migrate -v 0
	@echo "==> fixtures"
	@$(MANAGE) load_fixtures

##@ Preserve and release
deposit: .venv/.installed $(VAR)/.messages ## write the last edition into DIR="…" as one package for a repository or a library
	@$(MANAGE) deposit "$(DIR)"

rebuild: .venv/.installed $(VAR)/.messages $(VAR)/.static ## verify the package in BAG="…" and load it into the database
	@cd "$(BAG)" && sha256sum --check --quiet tagmanifest-sha256.txt manifest-sha256.txt
	@mkdir -p $(VAR) && $(MANAGE) migrate -v 0 && $(MANAGE) load_fixtures --fixtures "$(BAG)/data/fixtures"
	@test "$$($(MANAGE) archive_digest)" = "$$(sed -n 's/^Archive-Digest: //p' "$(BAG)/bag-info.txt")" \
	|| { echo "==> the database differs from the package: it was written by other code, or the database was not empty"; exit 1; }
	@echo "==> the database is that of the package"

$(VALIDATORS)/.installed-sbom: requirements-sbom.lock
	@echo "==> tool for the bill of materials, pinned by hash"
	@$(PYTHON) -m venv $(VALIDATORS)/sbom >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip --clear $(VALIDATORS)/sbom
	$(call with_progress,$(call install,requirements-sbom.lock,$(VALIDATORS)/sbom/bin/python))
	@touch $@

sbom: $(VALIDATORS)/.installed-sbom ## write sbom.cdx.json, the bill of materials (CycloneDX) of requirements.lock
	@$(PYTHON) -m archive.derive.bill_of_materials $(VALIDATORS)/sbom/bin/python sbom.cdx.json
	@echo "==> sbom.cdx.json"

node_modules/.installed: package-lock.json
	@echo "==> page checkers, pinned by hash"
	$(call with_progress,$(or $(NPM),$(error npm is needed: apt-get install npm)) ci --silent)
	@touch $@

CHECKERS := $(if $(BROWSER),$(if $(NPM),node_modules/.installed))

##@ Test
test: report-absent test-sqlite test-postgres ## run all tests, on SQLite and on PostgreSQL

#- first step of test
report-absent:
	@$(if $(BROWSER),true,echo "==> Chromium is not installed: tests/browser is skipped (.ci/run includes it)")
	@$(if $(NPM),true,echo "==> npm is not installed: the tests with axe-core are skipped (.ci/run includes them)")
	@$(if $(NGINX),true,echo "==> nginx is not installed: the tests of production are skipped (.ci/run includes them)")

# Temporary files of the tests are in one folder, which is deleted at the end. PostgreSQL's user must reach it.
define in_temporary_folder
	@folder=$$(mktemp -d "$${TMPDIR:-/tmp}/shawahid.XXXXXX") && chmod 755 "$$folder" || exit 1; \
	trap 'rm -rf "$$folder"' EXIT; trap 'exit 130' INT TERM; TMPDIR=$$folder $(1)
endef

test-sqlite: .venv/.installed-dev $(VAR)/.messages $(CHECKERS) ## run all tests on SQLite
	@echo "==> tests on SQLite"
	$(call in_temporary_folder,$(PYTEST))

test-quick: .venv/.installed-dev $(VAR)/.messages ## run the tests on SQLite that need no browser, server or minutes
	$(call in_temporary_folder,$(PYTEST) --ignore tests/browser --ignore tests/production --ignore tests/handbook --ignore tests/bench)

test-browser: .venv/.installed-dev $(VAR)/.messages $(CHECKERS) ## run the tests of pages in a browser (needs Chromium)
	$(call in_temporary_folder,$(PYTEST) tests/browser)

# Responses are the same on both engines (checked by tests/archive/web/test_engines.py), so the browser tests and tests that only read published pages
# run once; tests without a database cannot depend on the engine and run once too (tests/conftest.py).
test-postgres: .venv/.installed-dev $(VAR)/.messages ## run the tests that use a database on PostgreSQL
	@echo "==> tests on PostgreSQL"
	$(call in_temporary_folder,$(PYTEST) --ignore tests/browser -m "not one_engine" --ds tests.settings_postgres)

validate-html: .venv/.installed-dev $(VAR)/.messages node_modules/.installed ## check every kind of page with the W3C's HTML checker (needs Java)
	@$(PY) -m tests.looking.valid

validate-deposit: .venv/.installed-dev $(VAR)/.messages $(VALIDATORS)/.installed ## write a package and check it with the validators of its formats
	@$(PY) -m tests.looking.packages $(VALIDATORS)/bin

page-weights: .venv/.installed-dev $(VAR)/.messages ## print the compressed size of each kind of page
	@$(PY) -m tests.looking.weights

lighthouse: .venv/.installed-dev $(VAR)/.messages node_modules/.installed ## run Lighthouse with phone settings on the main pages
	@$(PY) -m tests.looking.lighthouse $(LIGHTHOUSE)

linear-script: .venv/.installed-dev $(VAR)/.messages ## print each kind of page as a screen reader reads it, or PAGES="home" FOLDER="…" ORIGIN="http://…" (needs Chromium)
	@$(PY) -m tests.looking.linear "$(PAGES)" "$(FOLDER)" "$(ORIGIN)"

target-sizes: .venv/.installed-dev $(VAR)/.messages ## count tab stops and targets that are too small on a phone, or ORIGIN="http://…" (needs Chromium)
	@$(PY) -m tests.looking.targets "$(ORIGIN)"

screenshots: .venv/.installed-dev $(VAR)/.messages ## take the screenshots in docs/pictures again (needs Chromium)
	@$(PY) -m tests.looking.pictures

test-edge: .venv/.installed-dev $(VAR)/.messages ## test the static edition behind nginx (needs nginx)
	@echo "==> tests of the static edition behind nginx"
	@$(PY) -m pytest -q tests/edge

##@ Test at length
fuzz: .venv/.installed-dev $(VAR)/.messages ## send 50,000 malformed requests, or COUNT="…"
	@$(PY) -m tests.bench.fuzz $(COUNT)

test-random: .venv/.installed-dev $(VAR)/.messages ## run the tests with 10,000 random requests and 300 damaged files, ten and three times as many as “test”
	@RANDOM_REQUESTS=10000 CORRUPTIONS=300 $(PY) -m pytest -q -n 2 tests/archive/web/test_malformed_requests.py tests/archive/editions/test_corrupted_fixtures.py

prove-editions: .venv/.installed-dev ## publish 10,000 random sequences of editions and check all promises after each, or COUNT="…"
	@$(PY) -m tests.bench.prove_editions $(COUNT)

torture: .venv/.installed-dev $(VAR)/.messages ## damage, kill and starve the archive at random, and check that nothing is lost: FLIPS="…" KILLS="…" DISKS="…"
	@$(PY) -m tests.bench.torture $(or $(FLIPS),200) $(or $(KILLS),200) $(or $(DISKS),100)

mutate: .venv/.installed-dev ## run mutation tests of the core modules, or of MODULES="archive/….py …"
	@$(PY) -m tests.mutation $(MODULES)

prod-local: .venv/.installed-dev $(VAR)/.messages ## run production on 127.0.0.1: PostgreSQL with a replica, two gunicorns, nginx (needs nginx)
	@PORT=$(PRODUCTION_PORT) exec $(PY) -m tests.production.topology

test-faults: .venv/.installed-dev $(VAR)/.messages ## stop parts of production under traffic and compare every response, SECONDS="…" each
	@$(PY) -m tests.production.faults $(SECONDS)

##@ Measure
bench-load: .venv/.installed-dev ## time checking and loading fixtures of 1,000, 10,000 and 100,000 sentences, or SIZES="…"
	@$(PY) -m tests.bench.load $(SIZES)

bench-search: .venv/.installed-dev $(VAR)/.messages ## time searches in 10,000, 100,000 and 1,000,000 sentences, or SIZES="…" ENGINE="…"; KEEP=yes keeps the archives for the next run
	@$(PY) -m tests.bench.search $(SIZES) $(BENCH_OPTIONS)

bench-verify: .venv/.installed-dev ## time quotation checks in 10,000, 100,000 and 1,000,000 sentences, with the options of bench-search
	@$(PY) -m tests.bench.verify $(SIZES) $(BENCH_OPTIONS)

bench-editions: .venv/.installed-dev $(VAR)/.messages ## measure 1,000 editions of 10,000 and 100,000 records, or EDITIONS="…" SIZES="…"
	@$(PY) -m tests.bench.editions $(EDITIONS) $(SIZES)

bench-capacity: .venv/.installed-dev $(VAR)/.messages ## measure processor time per response
	@$(PY) -m tests.production.capacity

bench-slow-clients: .venv/.installed-dev $(VAR)/.messages ## time requests while 500 slow clients are connected
	@$(PY) -m tests.production.slow_clients

bench-pages: .venv/.installed-dev $(VAR)/.messages ## measure each kind of page with up to 1,000 places, 500 routes, 100,000 sentences and claims, or STEPS="…"
	@$(PY) -m tests.bench.pages $(STEPS)

bench-start: .venv/.installed-dev $(VAR)/.messages ## measure the first and second start with 1,000 places and 500 marches, or SIZES="PLACES MARCHES SENTENCES"
	@$(PY) -m tests.bench.march_fixtures $(SIZES)

bench: bench-load bench-search bench-verify bench-pages bench-serve ## run the benchmarks of load, search, verify, pages and serve (hours)

bench-serve: .venv/.installed-dev $(VAR)/.messages ## compare requests per second with a bare WSGI application, an empty Django view and Datasette (needs wrk)
	@$(PY) -m tests.bench.serve $(VAR)/bench-serve.json

##@ Change the code
messages: .venv/.installed-dev ## rewrite order and places of the Arabic catalogue from the code
	@$(PY) -m tests.support.catalogue

schemas: .venv/.installed $(VAR)/.messages ## write fixtures/schemas from the records and their field reference
	@$(MANAGE) write_schemas

diagram: .venv/.installed-dev ## draw the packages in docs/architecture.md from the imports
	@$(PY) -m archive.derive.package_diagram

lint: .venv/.installed-dev ## check style, types and layers: ruff, mypy, import-linter and djade
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
	@.venv/bin/djade --target-version 5.2 --check $$(git ls-files -co --exclude-standard 'templates/*.html')

format: .venv/.installed-dev ## format code and templates with ruff and djade
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .
	@.venv/bin/djade --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html')

lock: .venv/.installed-dev ## write the lock files, with hashes and without addresses (needs uv), and the bill of materials
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal pyproject.toml -o requirements.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal --group validators -o requirements-validators.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal --group sbom -o requirements-sbom.lock
	@$(MAKE) --no-print-directory sbom

##@ Old names, until the next release
valid: validate-html ## now validate-html
weights: page-weights ## now page-weights
pictures: screenshots ## now screenshots
faults: test-faults ## now test-faults
slow-clients: bench-slow-clients ## now bench-slow-clients
capacity: bench-capacity ## now bench-capacity

##@ Clean up
# What the targets and the commands write into VAR_ROOT; other files in it stay.
GENERATED := .messages .static static answers archive.sqlite3* preview.sqlite3* tests.sqlite3* checked-*.sqlite3* validators mutation background.log bench-serve.json bench

clean: ## delete everything that was built, and nothing else in VAR_ROOT
	rm -rf .venv node_modules .ruff_cache .mypy_cache .import_linter_cache .hypothesis locale/*/LC_MESSAGES/*.mo
	[ ! -e "$(VAR)/.messages" ] || (cd "$(VAR)" && rm -rf $(GENERATED))
	[ ! -d "$(VAR)" ] || rmdir "$(VAR)" 2>/dev/null || echo "==> $(VAR) has other files; they were not deleted"
	find . -name __pycache__ -prune -exec rm -rf {} +
