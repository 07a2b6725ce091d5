# `make run` tries the programme out on this machine; `make test` checks everything.
# The work is done by bin/setup, lattvikt/run.py and bin/check.
PYTHON ?= python3
PORT ?= 8000
export PORT
# Compiled once, Python's modules load in half the time; everything here starts several programs.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test bench lock audit

run:
	@$(PYTHON) bin/setup local
	@.venv/bin/python -m lattvikt.run

test:
	@$(PYTHON) bin/setup dev
	@.venv/bin/python bin/check

bench:
	@$(PYTHON) bin/setup dev
	@.venv/bin/python -m benchmarks

# Choose the newest packages that pyproject.toml allows, and write them down with their hashes.
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock:
	@$(PYTHON) bin/setup dev
	$(COMPILE) --upgrade --group dev pyproject.toml --output-file requirements/dev.txt
	$(COMPILE) --constraint requirements/dev.txt --group local pyproject.toml --output-file requirements/local.txt
	$(COMPILE) --constraint requirements/dev.txt pyproject.toml --output-file requirements/run.txt
	echo uv | $(COMPILE) --upgrade - --output-file requirements/uv.txt

# Does any locked package have a known hole?
audit:
	@$(PYTHON) bin/setup dev
	@.venv/bin/pip-audit --requirement requirements/run.txt --disable-pip
