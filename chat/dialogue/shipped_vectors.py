"""Vectors of the packaged utterances, so that a first start need not compute thousands. Pure.

Eight bits a number with a scale for each vector: the cosine between a vector and what is read back
is above 0.9999. Written by `manage.py train_intents`, which computes them anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from chat.dialogue.index import Vectors

FILE = Path(__file__).parent / "data" / "utterance_vectors.safetensors"
MOST = 127


def write(texts: Sequence[str], vectors: Vectors, encoder: str, path: Path = FILE) -> None:
    """Keep vectors (texts, dimension) of an encoder with this fingerprint."""
    scale = np.abs(vectors).max(axis=1) / MOST
    packed = {
        "vectors": np.rint(vectors / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "texts": np.frombuffer("\n".join(texts).encode(), np.uint8),
    }
    save_file(packed, path, {"encoder": encoder})


@lru_cache(maxsize=1)
def read(encoder: str, path: Path = FILE) -> Mapping[str, Vectors]:
    """Vectors of length 1 by text; none where the file is missing or of another encoder."""
    try:
        with safe_open(path, "np") as file:
            if file.metadata()["encoder"] != encoder:
                return {}
            vectors = file.get_tensor("vectors") * file.get_tensor("scale")[:, None]
            texts = file.get_tensor("texts").tobytes().decode().split("\n")
    except (OSError, SafetensorError):
        return {}
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return dict(zip(texts, unit, strict=True))
