# Everything here works on a machine with only Python >= 3.11 and make. `make help` lists it.
PYTHON ?= python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
RUN = .venv/bin/python
MANAGE = $(RUN) manage.py
# Processes of the tests; each makes a database of its own, so more is not always faster.
JOBS ?= 2
ARGS ?=

.PHONY: help demo test test-fast trials check audit sbom fuzz bench stopwatch soak screenshots lighthouse deploy-check lock clean install install-dev files
.DEFAULT_GOAL := help

help:
	@echo "make demo         serve the demonstration on 127.0.0.1:8000 (PORT=... for another port)"
	@echo "make test         run the tests (ARGS='tests/judging -k rank' for some of them)"
	@echo "make test-fast    run what your change touches: no walks over all pages, no browser"
	@echo "make trials       read the spreadsheets that went wrong once (part of make test as well)"
	@echo "make check        formatter, linter, types, migrations, translations, imports"
	@echo "make audit        the code and the licences of all packages; what is published about them"
	@echo "make sbom         list all packages that run with their licences, as CycloneDX, in var/sbom.json"
	@echo "make fuzz         odd input and every property, each time other (EXAMPLES=... for more)"
	@echo "make bench        measure pages and commands, keep the figures (COMPARE=var/bench.json: beside an earlier run)"
	@echo "make stopwatch    what is not yours against what is not there, timed in turns"
	@echo "make soak         send 10,000 mails through kills and restarts (needs redis-server; minutes)"
	@echo "make screenshots  take the pictures of the README (needs Chromium; ARGS=--all: of every page)"
	@echo "make lighthouse   measure the public's pages as a phone reads them (needs npm and Chromium)"
	@echo "make deploy-check  follow deploy/README.md on a fresh Debian (root, debootstrap, minutes)"
	@echo "make lock         refresh the pinned requirements"
	@echo "make clean        remove the virtual environment and caches; the data in var/ stay"

# The stamp is a copy of the requirements it was installed from: a checkout changes times, not contents.
install: .venv/bin/python
	@cmp -s requirements.txt .venv/.requirements || { \
		echo "Installing the pinned packages (a minute or two, once) ..." && \
		$(PIP) -r requirements.txt && cp requirements.txt .venv/.requirements; }

install-dev: install
	@cmp -s requirements-dev.txt .venv/.requirements-dev || { \
		echo "Installing the packages for tests and checks ..." && \
		$(PIP) -r requirements-dev.txt && cp requirements-dev.txt .venv/.requirements-dev; }

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv --clear .venv || { echo "Python cannot make a virtual environment here (on Debian: apt install python3-venv)" >&2; rm -rf .venv; exit 1; }

demo: install
	@exec $(RUN) -m config.demonstration

# One line is what a reader sees at once.
TEMPLATES = --line-length 110 --indent-width 2 --profile django templates

# Messages and static files as the pages of the tests need them.
files: install
	@$(RUN) -m config.build.prepare files

TEST = $(RUN) -m pytest -n $(JOBS) --no-loadscope-reorder

test: install-dev files
	$(TEST) $(ARGS)

test-fast: install-dev files
	@tests="$$($(RUN) -m tests.touched)" && [ -z "$$tests" ] || \
		$(TEST) -m "not slow" $$tests

trials: install-dev files
	$(RUN) -m pytest -n 0 tests/trials $(ARGS)

check: install-dev files
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	.venv/bin/djangofmt --check $(TEMPLATES)
	$(RUN) -m mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) translations check
	$(RUN) -m pytest -p no:randomly tests/test_imports.py

audit: install-dev
	$(RUN) -m tests.audit

SBOM ?= var/sbom.json
sbom: install-dev
	$(RUN) -m tests.audit.sbom $(SBOM)

EXAMPLES ?= 200
fuzz: install-dev files
	FUZZ_EXAMPLES=$(EXAMPLES) $(RUN) -m pytest -n 0 tests/test_api.py tests/test_injection.py tests/test_odd_forms.py $(ARGS)
	FUZZ_EXAMPLES=$(EXAMPLES) $(RUN) -m pytest -n 0 -m hypothesis --ignore tests/test_api.py $(ARGS)

# Mails through every fault; minutes. ARGS='--mails 1000 --kills 5 --seconds 30' for a shorter one.
soak: install-dev files
	$(RUN) -m tests.soak $(ARGS)

bench: install-dev files
	$(MANAGE) bench --growth $(if $(COMPARE),--compare $(COMPARE)) $(ARGS)

stopwatch: install-dev files
	$(RUN) -m pytest -n 0 -q -s tests/secrecy/stopwatch.py

screenshots: install-dev files
	DEMO=1 $(MANAGE) screenshots $(ARGS)

lighthouse: install-dev files
	DEMO=1 $(MANAGE) lighthouse $(ARGS)

# As root, minutes: the steps of deploy/README.md on a fresh Debian.
deploy-check:
	@deploy/check

LOCK = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade
lock: install-dev
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis var/static var/assets
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
