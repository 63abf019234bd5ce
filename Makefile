.PHONY: help setup needs test check demo bench replay reference pictures soak engines
.DEFAULT_GOAL := help
PY := .venv/bin/python
PORT ?= 8000
# Else every process that a test starts compiles the whole product anew: a command takes 1.4 s instead of 0.6.
unexport PYTHONDONTWRITEBYTECODE

help:             ## Say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

demo:             ## The invented world on http://localhost:8000 (PORT= another, RESET=1 anew)
	@bash scripts/setup.sh base
	@.venv/bin/bowstreet demo --port $(PORT) $(if $(RESET),--reset)

setup:            ## Put everything that running and testing need into .venv
	@bash scripts/setup.sh dev

needs:
	@bash scripts/needs.sh

check: setup      ## The fast part of the tests, under a minute
	@mkdir -p .cache
	@.venv/bin/ruff check src tests bench docs
	@.venv/bin/ruff format --check src tests bench docs
	@# Types and contracts are looked at by one process each, beside the tests.
	@{ .venv/bin/lint-imports --no-cache && .venv/bin/mypy; } >.cache/types.log 2>&1 & beside=$$!; \
		$(PY) -m pytest -n 2 tests/shape tests/vocabulary; tests=$$?; \
		wait $$beside || { cat .cache/types.log; exit 1; }; exit $$tests

test: needs       ## Everything: lint, types, contracts, shape, unit, laws, guard, faults, journeys
	@$(MAKE) --no-print-directory check
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests --ignore tests/shape --ignore tests/vocabulary

bench:            ## The figures beside their peers, as a table and in bench/results/ (NAME= one of them)
	@bash scripts/setup.sh bench
	@$(PY) -m bench.run $(NAME)

replay:           ## Every proof on the public sets unpacked in DATA=DIR, as counts
	@test -n "$(DATA)" || { echo "Name the folder: make replay DATA=DIR" >&2; exit 1; }
	@bash scripts/setup.sh bench
	@$(PY) -m bench.replay $(DATA)

soak: needs setup ## Files of two gigabytes through intake, with memory bounded; each attack and each look at each page
	@BOWSTREET_SOAK_MEGABYTES=2000 BOWSTREET_ATTACKS=all BOWSTREET_LOOKS=all BOWSTREET_EXAMPLES=60 \
		$(PY) -m pytest -q -n 2 --dist loadfile tests/interfaces/api/test_conformance.py \
		tests/faults/test_large_files.py tests/interfaces/web/test_attacks.py tests/interfaces/web/test_states.py \
		tests/interfaces/web/test_contrast.py tests/journeys/test_walk.py

engines: needs setup ## All that both engines can do, on PostgreSQL, in a cluster of its own; `make test` runs a part
	@BOWSTREET_ENGINES=all $(PY) -m pytest -n 2 --dist load tests/engines

reference: setup  ## Write docs/reference/ from the code
	@$(PY) -m docs.generate

pictures: needs setup ## Take the pictures of docs/pictures/ anew
	@BOWSTREET_PICTURES=docs/pictures $(PY) -m pytest -q tests/journeys
