"""In production nothing starts without a secret, and Django's own deployment check is content."""

import secrets
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.platform.programs import environment

OUTSIDE = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://r"}


def manage(var: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(var, **OUTSIDE, **variables),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_without_a_secret_key_nothing_starts(tmp_path: Path) -> None:
    finished = manage(tmp_path / "var", "check")
    assert finished.returncode != 0
    assert "SECRET_KEY is not set" in finished.stderr


def test_the_deployment_check_is_content_even_beside_local_data(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("of make run")
    finished = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level=INFO",
        SECRET_KEY=secrets.token_urlsafe(50),
    )
    assert finished.returncode == 0, finished.stderr


def test_commands_use_the_key_that_make_run_left(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("of make run")
    code = "from django.conf import settings; print(settings.SECRET_KEY, settings.HTTPS)"
    finished = manage(tmp_path, "shell", "--verbosity=0", "--command", code)
    assert finished.stdout.split() == ["of", "make", "run", "False"]
