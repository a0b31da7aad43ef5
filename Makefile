# Each target is safe to repeat and says what is missing. The work is done in scripts/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
ARGS ?=
KILLS ?= 100
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
export PORT ARGS

.PHONY: help run run-https test crash check format messages lock bench screenshots python develop

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: python ## Start Stoa on 127.0.0.1:8000 with demo content (PORT=8001 for another port)
	@exec $(PYTHON) -B -m scripts.run

run-https: python ## The same at https://localhost:8000, with a certificate of its own (passkeys, secure cookies)
	@exec $(PYTHON) -B -m scripts.run https

test: python ## Everything CI tests: PostgreSQL and Redis, SQLite, browser (ARGS="-k feed" for some)
	@exec $(PYTHON) -B -m scripts.suite

check: python ## Lint, types, import arrows, our own rules, migrations, settings, translations
	@exec $(PYTHON) -B -m scripts.check

crash: python ## Kill the worker and the web process at random moments while orders are paid (KILLS=100)
	@exec $(PYTHON) -B -m scripts.crash $(KILLS)

format: python ## Put code and templates in shape
	@exec $(PYTHON) -B -m scripts.check format

messages: develop ## Collect texts to translate into locale/
	@exec .venv/bin/python -B -m scripts.translations collect

bench: develop ## Measure speed against a bare Wagtail page
	@exec .venv/bin/python -B -m bench $(ARGS)

screenshots: develop ## Make the pictures of the README
	@exec .venv/bin/python scripts/screenshots.py

lock: python ## Pin pyproject.toml into requirements.txt, -dev.txt and -monitor.txt (needs uv)
	@exec $(PYTHON) -B -m scripts.lock

python:
	@[ -n "$(PYTHON)" ] || { echo "Stoa needs Python 3.11 or newer: type \`apt install python3\` (as root) and try again." >&2; exit 1; }

develop: python ## Install the tools of developers into .venv; then DEBUG=1 make run has the debug toolbar
	@$(PYTHON) -B -m scripts.environment
