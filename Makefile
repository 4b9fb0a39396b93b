# Two commands are enough: `make run` and `make test`. Each sets up all it needs from a bare
# Python 3.11 with pip, and is quick the second time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The environment is made without pip, so that systems which split it off will do too.
# pip does not speak SOCKS, and stumbles over a variable that means to make it.
WITHOUT_SOCKS = $(if $(filter socks%,$(ALL_PROXY) $(all_proxy)),env -u ALL_PROXY -u all_proxy)
INSTALL = $(WITHOUT_SOCKS) $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: run test check benchmark clean

run: $(VENV)/ready-to-run
	@$(BIN)/chenbao run

test: $(VENV)/ready-to-develop
	$(BIN)/pytest --numprocesses auto --dist worksteal $(TESTS)

check: $(VENV)/ready-to-develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

benchmark: $(VENV)/ready-to-develop
	$(BIN)/pytest -m benchmark -s tests/benchmarks

clean:
	rm -rf $(VENV) build *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Chenbao needs Python 3.11 or later; name one with: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/ready-to-run: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Chenbao into $(VENV) ..."
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/ready-to-develop: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Chenbao and its tests into $(VENV) ..."
	@$(INSTALL) --editable '.[development]'
	@touch $@ $(VENV)/ready-to-run
