# OpenIOP: everything an engineer does here, one word each. 'make' alone lists the words.

VENV := .venv
PY := $(VENV)/bin/python
BIN := $(VENV)/bin
export OPENIOP_HOME ?= $(CURDIR)/.home
N ?= 10
ARGS ?=

FRONTEND := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)
CATALOGUES := $(shell find openiop -name '*.po' 2>/dev/null)

.PHONY: help install demo test check tables bench bench-schedule room-soak authz crash canary tamper revoke stop clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(VENV)/.installed $(VENV)/.pages $(VENV)/.catalogues ## Python, packages, pages and languages, into .venv (again costs nothing)

$(VENV)/.installed: pyproject.toml .python-version .ci/install
	@.ci/install python
	@touch $@

$(VENV)/.pages: $(FRONTEND) .ci/install | $(VENV)/.installed
	@.ci/install pages
	@touch $@

$(VENV)/.catalogues: $(CATALOGUES) | $(VENV)/.installed
	@.ci/install catalogues
	@touch $@

demo: install ## a believable program on this machine; prints the address and the sign-ins
	@$(BIN)/openiop demo $(ARGS)

test: install ## all tests, browser included: make test ARGS='-k roles'
	@.ci/chromium
	@.ci/video
	$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

check: install ## style, layers, types, and migrations that match the models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	@DATABASE_URL="$$($(BIN)/openiop db url --home .test-home)" OPENIOP_HOME=$(CURDIR)/.test-home \
		$(PY) -m django makemigrations --check --dry-run --settings config.settings

tables: install ## write down what the migrations come to, for new databases (after adding some)
	$(PY) -m tests.tables

bench: install ## the numbers: a day in the program at 1, 10 and 100 programs
	$(PY) -m bench $(ARGS)

bench-schedule: install ## the schedule engine's table beside its peers: make bench-schedule ARGS='40 --seeds 1-2'
	@$(PY) -c 'import highspy' 2>/dev/null || $(PY) -m pip install -q --group bench
	$(PY) -m bench.schedule $(ARGS)

room-soak: install ## the video rooms' numbers on the real router, with real browsers: make room-soak ARGS='six kill key'
	@.ci/chromium
	@.ci/video
	$(PY) -m bench.rooms $(ARGS)

crash: install ## kill -9 the server or the database N times while it writes: make crash N=100
	$(PY) -m tests.crash --rounds $(N) $(ARGS)

tamper: install ## change N audit or signed rows as a superuser and count what is found: make tamper N=1000
	$(PY) -m tests.tamper --rounds $(N) $(ARGS)

revoke: install ## revoke N consents while something leaves under each, and time the last byte: make revoke N=1000
	OPENIOP_REVOCATIONS=$(N) $(BIN)/pytest tests/consent -q -s --no-header $(ARGS)

authz: install ## who may see what, of every address, against a second opinion; with either wall down; and mutants
	OPENIOP_AUTHZ=all $(BIN)/pytest tests/authz -n 2 --dist load -q --no-header $(ARGS)

canary: install ## N strings into every field: none may be found outside or executed: make canary N=5000
	@.ci/chromium
	$(PY) -m tests.canary --strings $(N) $(ARGS)

stop: ## stop the demo and its database
	@$(BIN)/openiop stop

clean: ## stop what the tests left running; remove everything that was built
	@if [ -x $(BIN)/openiop ]; then $(BIN)/openiop stop; $(BIN)/openiop stop --home .test-home; fi
	rm -rf $(VENV) .test-home frontend/node_modules openiop/static/built build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
