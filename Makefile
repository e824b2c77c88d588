# Everything a fresh machine with Python 3.11 or newer, git and make needs: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench slow smoke man clean

help:  ## show what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.tool  ## run the main job on a copy of the sample calendars
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh sample_calendars/demo.sh

test: $(VENV)/.dev  ## run the tests
	$(BIN)/python -m pytest -m "not slow" -n auto --dist worksteal

lint: $(VENV)/.dev  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev  ## make anew what the docs take from the program
	$(BIN)/python docs/make_reference.py > docs/commands.md
	$(BIN)/python docs/make_configuration.py > docs/configuration.md
	$(BIN)/python docs/make_cadences.py
	$(BIN)/python docs/make_examples.py

slow: $(VENV)/.readers build/radicale-3.1.8/.done build/clients/.done  ## other programs and more servers; Cyrus needs root
	$(BIN)/python -m pytest -m slow -n auto $(PYTEST)

bench: $(VENV)/.dev build/peers/.done build/peers/read-libical  ## measure, as ratios against named peers; PART=... for one part
	$(BIN)/python benchmarks/run.py $(PART)

smoke: $(VENV)/bin/python  ## build the wheel and try it with pip, pipx and uv, on every Python there is
	sh .ci/smoke

man: $(VENV)/.dev  ## write the man pages anew
	rm -rf share/man
	$(BIN)/python docs/make_man.py share/man/man1

clean:  ## remove what the targets above made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.tool: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

# The server of Debian 12, and a client that synchronises: each in an environment of its own.
build/radicale-3.1.8/.done: | $(VENV)/bin/python
	$(BIN)/python -m venv build/radicale-3.1.8
	build/radicale-3.1.8/bin/python -m pip install --quiet "Radicale==3.1.8" "setuptools<81"
	@touch $@

build/clients/.done: | $(VENV)/bin/python
	$(BIN)/python -m venv build/clients
	build/clients/bin/python -m pip install --quiet "vdirsyncer>=0.20,<0.21" "khal>=0.14,<0.15"
	@touch $@

# What the benchmarks compare with: each program in an environment of its own, and the parser of Debian in C.
build/peers/.done: | $(VENV)/bin/python
	for peer in khal==0.14.1 todoman==4.7.0 vdirsyncer==0.21.0 icalendar==7.3.0; do \
		$(BIN)/python -m venv build/peers/$${peer%%=*} && \
		build/peers/$${peer%%=*}/bin/python -m pip install --quiet $$peer || exit 1; \
	done
	@touch $@

build/peers/read-libical: benchmarks/libical.c | build/peers/.done
	@test -e /usr/include/libical/ical.h || { echo "libical is not installed: apt-get install libical-dev"; exit 1; }
	$(CC) -O2 -o $@ $< -lical

$(VENV)/.readers: pyproject.toml | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group readers
	npm install --silent --no-save --prefix build/readers ical.js@2.2.1
	@touch $@
