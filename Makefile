# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# A newcomer needs two commands: "make demo" and "make test". Each sets up what it needs in this checkout.

# The first of these that is Python 3.11 or newer; .venv may then be made with a newer one that is found elsewhere.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PARTS ?=
ARGS ?=
PART_TARGETS := lint unit contract behaviour integration sanity docs artifact

.DEFAULT_GOAL := help
.PHONY: help setup demo test $(PART_TARGETS) format emulator bench mutation clean

help:
	@echo "make demo       show the whole story against an emulated PRTG and Pingdom"
	@echo "make test       run every test; PARTS=\"lint unit\" runs some of: $(PART_TARGETS)"
	@echo "make setup      only make or update .venv"
	@echo "make PART       run one part, such as: make unit ARGS=\"-k filter\""
	@echo "make format     format and mend Python code with ruff"
	@echo "make emulator   start the emulator and keep it running; ARGS=\"--world devices:1000 --tls\""
	@echo "make bench      measure speed (tests/benchmarks)"
	@echo "make mutation   test the tests of the filter language with mutants (some 15 minutes)"
	@echo "make clean      remove everything that these commands made"

setup:
	@$(or $(PYTHON),$(error Python 3.11 or newer is needed, and none was found on PATH)) -m scripts.setup

demo: setup
	@scripts/demo.sh $(ARGS)

test: setup
	@.venv/bin/python -m scripts.test $(PARTS)

$(PART_TARGETS): setup
	@.venv/bin/python -m scripts.test $@ -- $(ARGS)

format: setup
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format .

emulator: setup
	@.venv/bin/python -m tests.emulator $(ARGS)

bench: setup
	@.venv/bin/python -m tests.benchmarks.run $(ARGS)

mutation: setup
	@scripts/mutation.sh $(ARGS)

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage tests/output
