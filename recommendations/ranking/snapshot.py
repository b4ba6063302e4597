"""What was learned as bytes to be stored, and back, for the songs there are by then. Pure."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array, vstack

from recommendations.ranking.arrays import Ints
from recommendations.ranking.baseline import Floats
from recommendations.ranking.feeling import Likes
from recommendations.ranking.mixing import Learned
from recommendations.ranking.person import Factors

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

KINDS = ("similar", "opposite")


def to_bytes(ids: Ints, learned: Learned) -> bytes:
    """`ids`: (n,) what names the songs of `learned`."""
    likes = learned.likes
    arrays: dict[str, Any] = {
        "ids": ids,
        "cells": likes.cells.astype(np.float32),
        "rate": np.array(likes.rate),
        "quality": likes.quality.astype(np.float32),
        "factors": learned.factors.songs.astype(np.float32),
        "skips": learned.skips.astype(np.float32),
    }
    for kind, counts in zip(KINDS, likes.counts, strict=True):
        arrays[f"{kind}_data"] = counts.data.astype(np.float32)
        arrays[f"{kind}_indices"] = counts.indices
        arrays[f"{kind}_indptr"] = counts.indptr
    file = BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def from_bytes(data: bytes, ids: Ints) -> Learned:
    """What was learned of the songs `ids`; nothing of those that are new since."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        places = _places(arrays["ids"], ids)
        similar, opposite = (_counts(arrays, kind, places) for kind in KINDS)
        likes = Likes(
            cells=arrays["cells"].astype(np.float64),
            counts=(similar, opposite),
            rate=float(arrays["rate"]),
            quality=_rows(arrays["quality"], places),
        )
        return Learned(
            likes, Factors(_rows(arrays["factors"], places)), _rows(arrays["skips"], places)
        )


def _places(stored: Ints, ids: Ints) -> Ints:
    """(n,) where each of `ids` is among `stored`; -1 where it is not."""
    place = {int(name): row for row, name in enumerate(stored)}
    return np.array([place.get(int(name), -1) for name in ids], int)


def _rows(values: npt.NDArray[np.float32], places: Ints) -> Floats:
    with_none = np.concatenate([values, np.zeros_like(values[:1], shape=(1, *values.shape[1:]))])
    return with_none[places].astype(np.float64)


def _counts(arrays: Mapping[str, npt.NDArray[np.float32]], kind: str, places: Ints) -> csr_array:
    songs, cells = len(arrays["ids"]), len(arrays["cells"])
    parts = tuple(arrays[f"{kind}_{part}"] for part in ("data", "indices", "indptr"))
    counts = csr_array(parts, shape=(2 * songs, cells), dtype=np.float64)
    none = csr_array((1, cells))
    likes = vstack([counts[:songs], none], format="csr")[places]
    dislikes = vstack([counts[songs:], none], format="csr")[places]
    return csr_array(vstack([likes, dislikes], format="csr"))
