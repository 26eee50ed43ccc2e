# Everything between a clone and a running, tested system. `make` alone lists the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3))
export PATH := $(CURDIR)/.venv/bin:$(PATH)
STARTED := $(shell date +%s)
# One stamp for each step that need not be repeated; without the environment, all are.
STAMPS := .venv/stamps

PIP_INSTALL := python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --no-header
ASSETS := $(shell find assets templates foundation/core/templatetags -type f 2>/dev/null) \
  $(wildcard */forms.py foundation/*/forms.py)
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)

.PHONY: help run test check fmt lock backup restore bench faults walks browser dev

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(STAMPS)/run $(STAMPS)/collected $(STAMPS)/translations ## the whole system; PORT=, DEMO=0, DATABASE_URL= and REDIS_URL= change it
	@STARTED=$(STARTED) exec python -m aftersales.embedded

test: dev browser $(STAMPS)/collected $(STAMPS)/translations ## everything it needs, then all tests; ARGS= goes to pytest
	pytest -n 2 --dist loadfile --ignore=tests/e2e $(ARGS)
	@# Apart, since a browser's event loop forbids the ORM in its process; one system serves all journeys.
	@# The first of them also pays for the start, which may take five minutes.
	pytest --timeout=900 tests/e2e

check: dev $(STAMPS)/translations ## lint, types, imports, templates, migrations, translations, deployment
	@mkdir -p static # built for a run and for tests, not needed to judge the code
	ruff check .
	ruff format --check .
	mypy .
	lint-imports
	git ls-files -z '*.html' | xargs -0 djade --check --target-version 5.2
	git ls-files -z '*.py' | xargs -0 django-upgrade --check --target-version 5.2
	typos
	python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	python manage.py check --fail-level WARNING
	BASE_URL=https://aftersales.example DEMO=0 DEBUG=0 \
	  python manage.py check --deploy --fail-level WARNING
	python manage.py translations check

fmt: dev ## format code and templates
	ruff check --fix --select I .
	ruff format .
	git ls-files -z '*.py' | xargs -0 django-upgrade --target-version 5.2 || true
	git ls-files -z '*.html' | xargs -0 djade --target-version 5.2 || true

backup: $(STAMPS)/run ## one archive of database and files; FILE= names it
	@exec python -m aftersales.embedded with python manage.py backup $(FILE)

restore: $(STAMPS)/run ## FILE= into an empty system; what is owed is held until `manage.py release_held`
	@test -n "$(FILE)" || { echo "Say which archive: make restore FILE=…"; exit 1; }
	@exec python -m aftersales.embedded alone python manage.py restore $(FILE)

bench: $(STAMPS)/run $(STAMPS)/collected $(STAMPS)/translations ## time desk, sweep and board beside yardsticks into docs/performance.md; N= tickets, DUE= clocks due at once
	@for part in desk sla; do \
	  folder=$$(mktemp -d) && chmod 711 $$folder && trap 'rm -rf '$$folder EXIT && \
	  DATA_DIR=$$folder DEMO=0 python -m aftersales.embedded alone \
	  python manage.py bench $$part --tickets $(or $(N),100000) $(if $(DUE),--due $(DUE)) </dev/null || exit 1; \
	  rm -rf $$folder; \
	done

faults: dev ## kill -9, lost queues and a second beat at full size; N= open tickets, DUE= clocks due at once
	FAULT_TICKETS=$(or $(N),100000) FAULT_DUE=$(or $(DUE),10000) pytest tests/faults -q

walks: dev ## random walks over the claims' states on Postgres; N= how many
	CLAIM_WALKS=$(or $(N),500) pytest tests/warranty/claims/test_walks.py -q --timeout=3600

lock: dev ## write the lock files anew; UPGRADE=1 takes the newest releases
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements-build.in -o requirements-build.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements-dev.in \
	  -c requirements.lock -c requirements-build.lock -o requirements-dev.lock

dev: $(STAMPS)/dev

# A browser for the journeys: the system's, else Debian's package, else Playwright's own.
browser: $(STAMPS)/dev
	@command -v chromium >/dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq \
	  && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	} || playwright install chromium

# --- The steps ---------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say where: make PYTHON=…"; exit 1; }
	@echo "Making the Python environment …"
	@$(PYTHON) -m venv .venv

$(STAMPS)/run: requirements.lock requirements-build.lock | .venv/bin/python
	@echo "Installing packages …"
	@$(PIP_INSTALL) -r requirements.lock -r requirements-build.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/run
	@echo "Installing the packages that tests and checks need …"
	@$(PIP_INSTALL) -r requirements-dev.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package-lock.json $(STAMPS)/run
	@echo "Installing what builds the assets …"
	@npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/assets: $(STAMPS)/node package.json $(ASSETS)
	@echo "Building the assets …"
	@npm run --silent build
	@touch $@

$(STAMPS)/collected: $(STAMPS)/assets $(STAMPS)/run
	@python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

$(STAMPS)/translations: $(CATALOGUES) $(STAMPS)/run
	@python manage.py translations compile
	@touch $@
