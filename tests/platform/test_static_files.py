"""Static files are collected where something changed, and not again where nothing did."""

import os
from pathlib import Path
from typing import Any

from musicrest_site import static_files


def test_a_change_is_collected_once(tmp_path: Path, settings: Any) -> None:
    source = tmp_path / "source"
    source.mkdir()
    style = source / "style.css"
    style.write_text("a")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    assert static_files.collect()
    assert (tmp_path / "static/style.css").read_text() == "a"
    assert not static_files.collect()

    style.write_text("ab")
    os.utime(style, (2_000_000_000, 2_000_000_000))
    assert static_files.collect()
    assert (tmp_path / "static/style.css").read_text() == "ab"
