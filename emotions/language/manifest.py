"""The packing slip of a packaged encoder: what its files must be, checked before loading."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

NAME = "manifest.json"
FORMAT = 1


class EncoderDamaged(RuntimeError):
    """A file of the encoder is missing, or is not the file that was packed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` says. ``files`` maps a file's name to its SHA-256 in hex."""

    dimension: int
    max_tokens: int
    trained: bool
    prompt: str
    files: dict[str, str]
    bytes: int
    format: int = FORMAT

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The folder's manifest; `EncoderDamaged` when it cannot be understood."""
        path = folder / NAME
        try:
            found = cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise EncoderDamaged(f"{path} cannot be read: {error}") from error
        if found.format != FORMAT:
            raise EncoderDamaged(f"{path} has format {found.format}; this version reads {FORMAT}")
        return found

    @classmethod
    def pack(
        cls, folder: Path, *, dimension: int, max_tokens: int, trained: bool, prompt: str
    ) -> Self:
        """Describe the files of a folder and write its manifest."""
        files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]
        manifest = cls(
            dimension=dimension,
            max_tokens=max_tokens,
            trained=trained,
            prompt=prompt,
            files={path.name: sha256_of(path) for path in files},
            bytes=sum(path.stat().st_size for path in files),
        )
        text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")
        return manifest

    def check(self, folder: Path) -> None:
        """Raise `EncoderDamaged` unless every file is there and is the one that was packed."""
        for name, expected in self.files.items():
            path = folder / name
            if not path.is_file():
                raise EncoderDamaged(f"{path} is missing")
            if sha256_of(path) != expected:
                raise EncoderDamaged(f"{path} is not the file its manifest names (SHA-256)")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
