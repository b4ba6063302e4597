"""Sentences to vectors: the one place where the project asks a language model.

The packaged model (``emotions/language/model/``) runs as an ONNX graph; the folder or name of any
sentence-transformers model can be set as ``ENCODER_MODEL`` instead. Importing this is cheap:
onnxruntime, or torch and sentence-transformers, are imported when a model is first loaded.
"""

import hashlib
import os
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from emotions.language import manifest
from emotions.language.manifest import EncoderDamaged, Manifest

__all__ = [
    "Encoder",
    "EncoderDamaged",
    "EncoderMissing",
    "get_encoder",
    "get_packaged_encoder",
    "load_encoder",
]

PACKAGED = Path(__file__).parent / "model"
MAX_CHARACTERS = 2_000
"""What follows could not reach the model, which reads some hundred tokens, but would cost time."""

_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""Control characters and lone surrogates, which tokenizers refuse."""


class EncoderMissing(RuntimeError):
    """There is no model where one was said to be."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"No encoder at {path}. Build it with `make encoder`, or set ENCODER_MODEL."
        )


class Model(Protocol):
    """What turns clean texts, at least one, into vectors (texts, dimension) of length 1."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]: ...


class Encoder:
    """A loaded model. Safe to use from several threads at once."""

    def __init__(self, model: Model, dimension: int, fingerprint: str) -> None:
        self._model = model
        self.dimension = dimension
        """Length of a vector."""
        self.fingerprint = fingerprint
        """SHA-256 in hex of the weights, or of the name where weights are not at hand."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts.

        Any string has a vector: control characters and lone surrogates count as spaces, an empty
        text gets the vector of no words, and of a very long one the beginning counts.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._model.encode([_speakable(text) for text in texts])


class _SentenceTransformer:
    """Any model of sentence-transformers as a `Model`."""

    def __init__(self, name: str, threads: int) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(threads)
        self._model = SentenceTransformer(name, device="cpu")
        self.dimension = self._model.get_embedding_dimension()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(path: str | Path, *, threads: int) -> Encoder:
    """Load a packaged folder (with a manifest), or any sentence-transformers folder or name.

    Raises `EncoderMissing` when nothing is there, `EncoderDamaged` when files are not as packed.
    """
    folder = Path(path)
    if (folder / manifest.NAME).is_file():
        return _load_packaged(folder, threads)
    if folder.is_absolute() and not (folder / "modules.json").is_file():
        raise EncoderMissing(path)
    return _load_any(str(path), threads)


def _load_packaged(folder: Path, threads: int) -> Encoder:
    slip = Manifest.read(folder)
    slip.check(folder)
    from emotions.language.onnx_sentences import GRAPH, OnnxSentences

    model = OnnxSentences(folder, max_tokens=slip.max_tokens, prompt=slip.prompt, threads=threads)
    return Encoder(model, slip.dimension, slip.files[GRAPH])


def _load_any(name: str, threads: int) -> Encoder:
    try:
        model = _SentenceTransformer(name, threads)
    except (OSError, ValueError) as error:
        raise EncoderMissing(name) from error
    if model.dimension is None:
        raise ValueError(f"{name} does not say how long its vectors are")
    return Encoder(model, model.dimension, _fingerprint(name))


def _fingerprint(name: str) -> str:
    weights = sorted(Path(name).rglob("*.safetensors")) if Path(name).is_dir() else []
    if not weights:
        return hashlib.sha256(name.encode()).hexdigest()
    sums = "".join(manifest.sha256_of(path) for path in weights)
    return hashlib.sha256(sums.encode()).hexdigest()


def _speakable(text: str) -> str:
    return _UNSPEAKABLE.sub(" ", text[:MAX_CHARACTERS])


_lock = threading.Lock()
_loaded: dict[str, Encoder] = {}


def get_encoder() -> Encoder:
    """The encoder of this process for replies and songs: the one that the settings name."""
    from django.conf import settings

    return _get(settings.ENCODER_MODEL)


def get_packaged_encoder() -> Encoder:
    """The encoder whose vectors the classifier was trained on, whatever the settings name."""
    return _get(str(PACKAGED))


def _get(path: str) -> Encoder:
    """Each model is loaded once in a process."""
    from django.conf import settings

    with _lock:
        if path not in _loaded:
            _loaded[path] = load_encoder(path, threads=settings.ENCODER_THREADS)
        return _loaded[path]


def _forget() -> None:
    """A forked child loads its own: a session's threads do not survive a fork, nor may its lock."""
    global _lock
    _lock = threading.Lock()
    _loaded.clear()


os.register_at_fork(after_in_child=_forget)
