"""A classifier's files: a CatBoost model, its vocabulary, and a manifest with their SHA-256.

A folder is read only where every hash agrees, and written whole or not at all. Nothing is pickled.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from emotions.vector import EMOTIONS

FORMAT = 1
SHIPPED = Path(__file__).parent / "model"
MANIFEST = "manifest.json"
MODEL = "model.cbm"
VOCABULARY = "vocabulary.json"
MEND = "run `make classifier` to train it again"


class ClassifierError(RuntimeError):
    """The classifier cannot be loaded; the message names the command that mends it."""


class ClassifierMissing(ClassifierError):
    """There is no classifier in the folder."""


class ClassifierCorrupt(ClassifierError):
    """A file is gone or is not the one that was written."""


class ClassifierIncompatible(ClassifierError):
    """The folder was written for another format or other emotions."""


@dataclass(frozen=True)
class Manifest:
    """What a classifier is.

    `prior` is the share of each emotion in training, in the order of `EMOTIONS`. `temperature`
    divides the model's scores before softmax, `talk_temperature` the logarithms of a talk's mean.
    `data` and `figures` are for people to read.
    """

    version: str
    prior: tuple[float, ...]
    temperature: float
    talk_temperature: float
    data: dict[str, Any]
    figures: dict[str, Any]
    trained_at: str
    format: int = FORMAT
    emotions: tuple[str, ...] = EMOTIONS
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredClassifier:
    """A checked folder; `model` is the content of the .cbm file."""

    manifest: Manifest
    model: bytes
    vocabulary: tuple[str, ...]


def read(folder: Path) -> StoredClassifier:
    """Read and check a folder.

    Raises:
        ClassifierMissing, ClassifierCorrupt, ClassifierIncompatible
    """
    manifest = _read_manifest(folder / MANIFEST)
    contents = {name: _read_checked(folder / name, manifest.files) for name in (MODEL, VOCABULARY)}
    vocabulary = tuple(json.loads(contents[VOCABULARY]))
    return StoredClassifier(manifest, contents[MODEL], vocabulary)


def write(folder: Path, stored: StoredClassifier) -> None:
    """Replace a folder by a new one: a reader finds the old files or the new, never a mixture."""
    contents = {
        MODEL: stored.model,
        VOCABULARY: json.dumps(stored.vocabulary, ensure_ascii=False, indent=0).encode(),
    }
    hashes = {name: sha256(content) for name, content in contents.items()}
    record = {**asdict(stored.manifest), "files": hashes}
    contents[MANIFEST] = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
    _replace_folder(folder, contents)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_manifest(path: Path) -> Manifest:
    try:
        record = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ClassifierMissing(f"no classifier in {path.parent}: {MEND}") from error
    except ValueError as error:
        raise ClassifierCorrupt(f"{path} is not readable: {MEND}") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ClassifierIncompatible(f"{path} is not of format {FORMAT}: {MEND}")
    if tuple(record.get("emotions", ())) != EMOTIONS:
        raise ClassifierIncompatible(f"{path} knows other emotions than {EMOTIONS}: {MEND}")
    try:
        return Manifest(**{**record, "prior": tuple(record["prior"]), "emotions": EMOTIONS})
    except (KeyError, TypeError) as error:
        raise ClassifierCorrupt(f"{path} lacks an entry: {MEND}") from error


def _read_checked(path: Path, hashes: Mapping[str, str]) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ClassifierCorrupt(f"{path} cannot be read: {MEND}") from error
    if sha256(content) != hashes.get(path.name):
        raise ClassifierCorrupt(f"{path} is not the file its manifest names: {MEND}")
    return content


def _replace_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    new, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    new.mkdir(parents=True)
    for name, content in contents.items():
        (new / name).write_bytes(content)
    if folder.exists():
        os.rename(folder, old)
    os.rename(new, folder)
    shutil.rmtree(old, ignore_errors=True)
