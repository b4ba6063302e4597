"""What people said in counselling, as vectors: it teaches intents how such talk sounds.

The corpus (docs/training-data.md) is not ours to ship, so what ships is the meaning of a half of
its utterances without their words; the other half is kept for people to read the answers to.
`data/counselling_topics.csv` says which of the corpus' labels is which of our intents.
"""

from __future__ import annotations

import csv
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from chat.dialogue.index import Vectors
from emotions.language.encoder import Encoder
from emotions.training import corpora

DATA = Path(__file__).parent / "data"
TOPICS = DATA / "counselling_topics.csv"
FILE = DATA / "counselling.safetensors"


class Heard(NamedTuple):
    """Utterances by their vectors (utterances, dimension), and the topics that they are of."""

    vectors: Vectors
    topics: tuple[str, ...]

    def of(self, topics: Container[str]) -> Heard:
        """Those of some topics."""
        kept = [number for number, topic in enumerate(self.topics) if topic in topics]
        return Heard(self.vectors[kept], tuple(self.topics[number] for number in kept))


def read(encoder: str, path: Path = FILE) -> Heard:
    """What ships; nothing where the vectors are of another encoder than the one so named.

    Raises:
        ValueError: where the file cannot be read.
    """
    try:
        with safe_open(path, "np") as file:
            notes = file.metadata()
            vectors = file.get_tensor("vectors").astype(np.float32)
    except (OSError, SafetensorError) as error:
        raise ValueError(f"{path} cannot be read: manage.py train_intents --data DIR") from error
    heard = Heard(vectors, tuple(notes["topics"].split("\n")))
    return heard if notes["encoder"] == encoder else heard.of(())


def write(data: Path, encoder: Encoder, path: Path = FILE) -> int:
    """Store the vectors of the corpus in `data`; returns how many.

    Raises:
        CorpusMissing: naming the file.
    """
    with TOPICS.open(encoding="utf-8", newline="") as file:
        topics = {row["label"]: row["topic"] for row in csv.DictReader(file)}
    told = [
        one
        for one in corpora.load_wellness(data)
        if one.intent in topics and not corpora.is_kept_for_reading(one.text)
    ]
    vectors = encoder.encode([one.text for one in told]).astype(np.float16)
    names = "\n".join(topics[one.intent] for one in told)
    save_file({"vectors": vectors}, path, {"topics": names, "encoder": encoder.fingerprint})
    return len(told)
