.PHONY: help setup needs test check
.DEFAULT_GOAL := help
PY := .venv/bin/python

help:             ## Say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

setup:            ## Put everything that running and testing need into .venv
	@bash scripts/setup.sh dev

needs:
	@bash scripts/needs.sh

check: setup needs ## The fast part of the tests, under a minute
	@.venv/bin/ruff check src tests
	@.venv/bin/ruff format --check src tests
	@mkdir -p .cache
	@.venv/bin/lint-imports --no-cache >.cache/imports.log 2>&1 || { cat .cache/imports.log; exit 1; }
	@.venv/bin/mypy
	@$(PY) -m pytest -n 2 tests

test: setup       ## Everything: lint, types, contracts, shape, unit, laws
	@$(MAKE) --no-print-directory check

