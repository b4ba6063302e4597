"""Vectors of the utterances in the table, to and from PostgreSQL in binary.

As text a vector of 384 numbers takes 4 kB and, read by Django's field, a Python float a number:
600 MB for 50,000 utterances, which take 77 MB as an array.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

import numpy as np
from django.db import connection, models, transaction
from django.db.models import Func

from chat.dialogue import shipped_vectors
from chat.dialogue.index import Vectors
from chat.models import Utterance
from emotions.language.encoder import Encoder

Report = Callable[[int, int], None]
"""Told how many of how many texts have a vector."""

BATCH = 256
_HEADER = struct.Struct(">HH")
"""Before the numbers of a vector: how many there are, and nothing."""


PACKED = Func("embedding", function="vector_send", output_field=models.BinaryField())
"""The vector of an utterance in a query, for `unpacked`."""


def silent(done: int, total: int) -> None:
    """Tell nobody."""


def encoded(texts: Sequence[str], encoder: Encoder, report: Report = silent) -> Vectors:
    """Vectors of many texts, (texts, dimension), a batch at a time."""
    vectors = np.empty((len(texts), encoder.dimension), np.float32)
    # Texts of one length fill a batch with words instead of padding.
    order = np.argsort([len(text) for text in texts], kind="stable")
    for start in range(0, len(texts), BATCH):
        rows = order[start : start + BATCH]
        vectors[rows] = encoder.encode([texts[row] for row in rows])
        report(min(start + BATCH, len(texts)), len(texts))
    return vectors


def store(ids: Sequence[int], vectors: Vectors, encoder: Encoder) -> None:
    """Give utterances their vectors (ids, dimension)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE arriving (id bigint, embedding vector)")
        with cursor.copy("COPY arriving FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "bytea"])
            for pk, vector in zip(ids, vectors, strict=True):
                copy.write_row([pk, _HEADER.pack(len(vector), 0) + vector.astype(">f4").tobytes()])
        cursor.execute(
            "UPDATE chat_utterance SET embedding = arriving.embedding, encoder = %s"
            " FROM arriving WHERE chat_utterance.id = arriving.id",
            [encoder.fingerprint],
        )
        cursor.execute("DROP TABLE arriving")


def unpacked(sent: bytes | memoryview) -> Vectors:
    """A vector as `PACKED` reads it: (dimension,)."""
    return np.frombuffer(sent, ">f4", offset=_HEADER.size)


def embed_stale(encoder: Encoder, report: Report = silent) -> int:
    """Give every utterance a vector of this encoder; returns how many had none.

    Those of packaged utterances ship with the repository; the others are computed.
    """
    stale = Utterance.objects.exclude(encoder=encoder.fingerprint).order_by("pk")
    rows = list(stale.values_list("pk", "text"))
    shipped = shipped_vectors.read(encoder.fingerprint) if len(rows) > BATCH else {}
    ready = [(pk, shipped[text]) for pk, text in rows if text in shipped]
    if ready:
        store([pk for pk, _ in ready], np.array([vector for _, vector in ready]), encoder)
        report(len(ready), len(rows))
    left = [(pk, text) for pk, text in rows if text not in shipped]
    for start in range(0, len(left), BATCH):
        batch = left[start : start + BATCH]
        vectors = encoder.encode([text for _, text in batch])
        store([pk for pk, _ in batch], vectors, encoder)
        report(len(ready) + start + len(batch), len(rows))
    return len(rows)
