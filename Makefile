# What a person can do with this checkout. `make` alone lists it.

PYTHON ?= python3.11
PY := .venv/bin/python
PIP := $(PY) -m pip install --disable-pip-version-check --progress-bar on
.DEFAULT_GOAL := help
.PHONY: help install install-dev run staff test lint bench messages encoder classifier intents crisis chromium

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

# The requirements last installed are copied into .venv: nothing is asked of pip until they change.
install: .venv/bin/python ## install what `make run` needs
	@cmp -s requirements.txt .venv/installed.txt || { \
	  echo "음악쉼표: 패키지를 설치하는 중이에요… (installing, some minutes the first time)"; \
	  $(PIP) -r requirements.txt && cp requirements.txt .venv/installed.txt \
	  || { echo "음악쉼표: 패키지를 설치하지 못했어요 (pip failed, see above)"; exit 1; }; }

install-dev: install
	@cmp -s requirements-dev.txt .venv/installed-dev.txt || { \
	  $(PIP) -r requirements-dev.txt && cp requirements-dev.txt .venv/installed-dev.txt \
	  || { echo "음악쉼표: 패키지를 설치하지 못했어요 (pip failed, see above)"; exit 1; }; }

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "음악쉼표: $(PYTHON)이 필요해요 (Python 3.11 not found; name it by PYTHON=…)"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "음악쉼표: 가상 환경을 만들지 못했어요 (venv failed, see above)"; exit 1; }

run: install ## start everything on http://127.0.0.1:8000 (PORT=… for another)
	@exec $(PY) -m musicrest_site.run

staff: install ## make a staff account (asks, or STAFF_EMAIL and STAFF_PASSWORD)
	@exec $(PY) manage.py make_staff

test: install-dev chromium ## run every test (ARGS=… for pytest)
	@exec $(PY) -m pytest $(ARGS)

# Continuous integration gets a browser; elsewhere the browser tests are skipped without one.
chromium:
	@if [ -n "$$CI" ] && ! command -v chromium chromium-browser >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; fi

lint: install-dev ## check style, types and who may import whom
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	.venv/bin/lint-imports

bench: install-dev ## time one turn, one analysis, one recommendation
	@exec $(PY) -m tests.benchmarks

messages: install ## gather texts into locale/en and compile them (needs gettext)
	@cd . && $(PY) manage.py makemessages --locale en --no-obsolete --no-wrap --no-location \
	  --ignore .venv --ignore var --ignore "static/vendor/*"
	@$(PY) manage.py compilemessages --ignore .venv

encoder: install-dev ## train the sentence encoder anew (CORPORA=… for the data)
	@exec $(PY) -m emotions.training.encoder $(if $(CORPORA),--data $(CORPORA))

classifier: install-dev ## train the emotion classifier anew, and the catalogue's vectors with it
	@$(PY) manage.py train_classifier --ship $(if $(CORPORA),--data $(CORPORA))
	@$(PY) manage.py compute_song_vectors $(if $(CORPORA),--data $(CORPORA))

intents: install-dev ## train anew what tells intents apart (after a change of chat/data)
	@$(PY) manage.py train_intents $(if $(CORPORA),--data $(CORPORA))

crisis: install-dev ## train the second look for a crisis anew
	@$(PY) manage.py train_crisis $(if $(CORPORA),--data $(CORPORA))
