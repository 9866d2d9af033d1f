# Thin on purpose: each target is what you would type yourself.
# make demo and make test are all the set-up there is.

PY   := .venv/bin/python
TOOL := .venv/bin
BASE ?= python3

.PHONY: env demo test check bench model screenshots clean

env: .venv/.ready

.venv/.ready: requirements-dev.lock pyproject.toml
	sh tools/system-packages.sh base
	test -x $(PY) || $(BASE) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: env
	$(TOOL)/signoff demo

test: env
	sh tools/system-packages.sh tests
	$(PY) -m pytest -n 2 --measured=without $(PYTEST_ARGS)
	$(PY) -m pytest --measured=only $(PYTEST_ARGS)

check: env
	$(TOOL)/ruff check .
	$(TOOL)/ruff format --check .
	$(TOOL)/mypy
	$(TOOL)/lint-imports

bench: env
	sh tools/system-packages.sh tests
	$(PY) -m bench

model: env
	$(PY) -m classifiers.train

screenshots: env
	sh tools/system-packages.sh tests
	$(PY) -m tools.screenshots

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
