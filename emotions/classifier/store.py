"""A classifier's files, in a folder or as bytes: nothing is used whose SHA-256 does not agree.

``model.cbm`` (CatBoost), ``vocabulary.json``, ``weights.safetensors`` and a manifest with their
hashes. A folder is written whole or not at all. Nothing is pickled.
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

FORMAT = 2
SHIPPED = Path(__file__).parent / "model"
MANIFEST = "manifest.json"
MODEL = "model.cbm"
VOCABULARY = "vocabulary.json"
WEIGHTS = "weights.safetensors"
FILES = (MODEL, VOCABULARY, WEIGHTS)
MEND = "run `make classifier` to train it again"


class ClassifierError(RuntimeError):
    """The classifier cannot be loaded; the message names the command that mends it."""


class ClassifierMissing(ClassifierError):
    """There is no classifier in the folder."""


class ClassifierCorrupt(ClassifierError):
    """A file is gone or is not the one that was written."""


class ClassifierIncompatible(ClassifierError):
    """The files were written for another format or other emotions."""


@dataclass(frozen=True)
class Manifest:
    """What a classifier is.

    `encoder` is the fingerprint of the encoder whose vectors it was trained on, `data` and
    `figures` are for people to read and for versions to be compared by.
    """

    version: str
    encoder: str
    data: dict[str, Any]
    figures: dict[str, Any]
    trained_at: str
    format: int = FORMAT
    emotions: tuple[str, ...] = EMOTIONS
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_record(cls, record: Any) -> Manifest:
        """What `manifest.json` holds, checked.

        Raises:
            ClassifierIncompatible, ClassifierCorrupt
        """
        if not isinstance(record, dict) or record.get("format") != FORMAT:
            raise ClassifierIncompatible(f"the classifier is not of format {FORMAT}: {MEND}")
        if tuple(record.get("emotions", ())) != EMOTIONS:
            raise ClassifierIncompatible(f"it knows other emotions than {EMOTIONS}: {MEND}")
        try:
            return cls(**{**record, "emotions": EMOTIONS})
        except TypeError as error:
            raise ClassifierCorrupt(f"the manifest lacks an entry: {MEND}") from error

    def to_record(self) -> dict[str, Any]:
        """The same for JSON."""
        return {**asdict(self), "emotions": list(self.emotions)}


@dataclass(frozen=True)
class StoredClassifier:
    """A manifest and the content of the files it names, by name."""

    manifest: Manifest
    files: Mapping[str, bytes]

    @classmethod
    def packed(cls, manifest: Manifest, files: Mapping[str, bytes]) -> StoredClassifier:
        """New files with a manifest that holds their hashes."""
        hashes = {name: sha256(content) for name, content in files.items()}
        return cls(Manifest(**{**asdict(manifest), "files": hashes}), files)

    def check(self) -> None:
        """Raise ClassifierCorrupt unless every file is there and is the one that was packed."""
        for name in FILES:
            if name not in self.files:
                raise ClassifierCorrupt(f"{name} of {self.manifest.version} is gone: {MEND}")
            if sha256(self.files[name]) != self.manifest.files.get(name):
                raise ClassifierCorrupt(
                    f"{name} of {self.manifest.version} is not the file its manifest names: {MEND}"
                )


def read(folder: Path) -> StoredClassifier:
    """Read a folder; what it holds is not checked yet.

    Raises:
        ClassifierMissing, ClassifierCorrupt, ClassifierIncompatible
    """
    try:
        record = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise ClassifierMissing(f"no classifier in {folder}: {MEND}") from error
    except (OSError, ValueError) as error:
        raise ClassifierCorrupt(f"{folder / MANIFEST} is not readable: {MEND}") from error
    there = [name for name in FILES if (folder / name).is_file()]
    return StoredClassifier(
        Manifest.of_record(record), {name: (folder / name).read_bytes() for name in there}
    )


def write(folder: Path, stored: StoredClassifier) -> None:
    """Replace a folder by a new one: a reader finds the old files or the new, never a mixture."""
    record = json.dumps(stored.manifest.to_record(), ensure_ascii=False, indent=2) + "\n"
    _replace_folder(folder, {**stored.files, MANIFEST: record.encode()})


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
