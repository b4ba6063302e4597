"""The JavaScript of the talk by Node's test runner; without a Node new enough it is skipped."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OLDEST = (20, 19)  # earlier ones take our modules for another kind of file


def node() -> str:
    """The program; skips the test where there is none."""
    program = shutil.which("node") or shutil.which("nodejs")
    if program is None:
        pytest.skip("Node is not installed: `apt-get install nodejs` runs these tests")
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    if numbers < OLDEST:
        pytest.skip(f"Node {version.strip()} is too old: 20.19 or newer runs these tests")
    return program


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda file: file.stem)
def test_javascript(file: Path) -> None:
    finished = subprocess.run(
        [node(), "--no-warnings", "--test", file], capture_output=True, text=True, timeout=60
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
