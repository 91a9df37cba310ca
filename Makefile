# Everything runs in an environment of its own, made by the first target that needs it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test test-training lint clean

demo: $(VENV)/.installed
	$(BIN)/bn-entities extract --format text examples/article.txt

test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest

# The tests that need PyTorch, which is large.
test-training: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python -m pytest tests/training

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
