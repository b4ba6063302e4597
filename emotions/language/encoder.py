"""Sentences to vectors: the one place where the project asks a language model.

The packaged model (``emotions/language/model/``) runs as an ONNX graph in a SentenceTransformer;
any other sentence-transformers folder or name can be set as ``ENCODER_MODEL``. Importing this is
cheap: torch, onnxruntime and sentence-transformers are imported when a model is first loaded.
"""

import hashlib
import os
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from emotions.language import manifest
from emotions.language.manifest import EncoderDamaged, Manifest

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Encoder", "EncoderDamaged", "EncoderMissing", "get_encoder", "load_encoder"]

MAX_CHARACTERS = 2_000
"""What follows could not reach the model, which reads some hundred tokens, but would cost time."""

PROMPT = "utterance"
"""Name of what an untrained model must see before each text; a trained one has none."""

_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""Control characters and lone surrogates, which tokenizers refuse."""


class EncoderMissing(RuntimeError):
    """There is no model where one was said to be."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"No encoder at {path}. Build it with `make encoder`, or set ENCODER_MODEL."
        )


class Encoder:
    """A loaded model. Safe to use from several threads at once."""

    def __init__(self, model: "SentenceTransformer", dimension: int, fingerprint: str) -> None:
        self._model = model
        self.dimension = dimension
        """Length of a vector."""
        self.fingerprint = fingerprint
        """SHA-256 in hex of the weights, or of the name where weights are not at hand."""

    def encode(self, texts: Sequence[str], *, batch_size: int = 64) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts.

        Any string has a vector: control characters and lone surrogates count as spaces, an empty
        text gets the vector of no words, and of a very long one the beginning counts.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = self._model.encode(
            [_speakable(text) for text in texts],
            batch_size=batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
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
    from sentence_transformers import SentenceTransformer

    from emotions.language.onnx_module import GRAPH, OnnxSentences

    _bound_threads(threads)
    model = SentenceTransformer(
        modules=[OnnxSentences.load(str(folder), threads=threads)],
        prompts={PROMPT: slip.prompt} if slip.prompt else None,
        default_prompt_name=PROMPT if slip.prompt else None,
        device="cpu",
    )
    return Encoder(model, slip.dimension, slip.files[GRAPH])


def _load_any(name: str, threads: int) -> Encoder:
    from sentence_transformers import SentenceTransformer

    _bound_threads(threads)
    try:
        model = SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise EncoderMissing(name) from error
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ValueError(f"{name} does not say how long its vectors are")
    return Encoder(model, dimension, _fingerprint(name))


def _fingerprint(name: str) -> str:
    weights = sorted(Path(name).rglob("*.safetensors")) if Path(name).is_dir() else []
    if not weights:
        return hashlib.sha256(name.encode()).hexdigest()
    sums = "".join(manifest.sha256_of(path) for path in weights)
    return hashlib.sha256(sums.encode()).hexdigest()


def _bound_threads(threads: int) -> None:
    import torch

    torch.set_num_threads(threads)


def _speakable(text: str) -> str:
    return _UNSPEAKABLE.sub(" ", text[:MAX_CHARACTERS])


_lock = threading.Lock()
_loaded: Encoder | None = None


def get_encoder() -> Encoder:
    """The encoder of this process, loaded at the first call from the Django settings."""
    global _loaded
    with _lock:
        if _loaded is None:
            from django.conf import settings

            _loaded = load_encoder(settings.ENCODER_MODEL, threads=settings.ENCODER_THREADS)
        return _loaded


def _forget() -> None:
    """A forked child loads its own: a session's threads do not survive a fork, nor may its lock."""
    global _lock, _loaded
    _lock, _loaded = threading.Lock(), None


os.register_at_fork(after_in_child=_forget)
