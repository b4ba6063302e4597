"""The tables of families, intents, utterances and answers, read into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from chat import models
from chat.dialogue import vectors
from chat.dialogue.index import Vectors
from chat.dialogue.repertoire import Answer, Family, Intent, Repertoire, Tone
from emotions.language.encoder import Encoder

CHUNK = 2000


class Known(NamedTuple):
    """A repertoire and a vector, of length 1, for each utterance: (utterances, dimension).

    Rows are in the order of the intents and, within each, of its utterances.
    """

    repertoire: Repertoire
    vectors: Vectors


def read(encoder: Encoder) -> Known:
    """All that is switched on: intents that have an utterance and an answer, and all families.

    What changes between the queries makes no row stand beside another's vector.
    """
    answers = _answers("intent")
    rows = models.Intent.objects.filter(is_active=True, pk__in=answers).select_related("family")
    intents = {row.pk: row for row in rows.order_by("pk")}
    texts, found = _utterances(intents, encoder)
    repertoire = Repertoire(
        {
            row.topic: _intent(row, texts[pk], answers[pk])
            for pk, row in intents.items()
            if pk in texts
        },
        _families(),
    )
    return Known(repertoire, found)


def _utterances(
    intents: Container[int], encoder: Encoder
) -> tuple[Mapping[int, list[str]], Vectors]:
    """Texts by intent, and their vectors, in the order of the intents' ids."""
    usable = models.Utterance.objects.filter(is_active=True, encoder=encoder.fingerprint)
    found = np.empty((usable.count(), encoder.dimension), np.float32)
    texts: dict[int, list[str]] = defaultdict(list)
    ordered = usable.order_by("intent", "pk").values_list("intent", "text", vectors.PACKED)
    row = 0
    for intent, text, sent in ordered.iterator(chunk_size=CHUNK):
        if intent in intents and row < len(found):
            texts[intent].append(text)
            found[row] = vectors.unpacked(sent)
            row += 1
    return texts, found[:row]


def _intent(row: models.Intent, texts: Sequence[str], answers: Sequence[Answer]) -> Intent:
    family, tone = row.family.name if row.family else "", Tone(row.tone)
    return Intent(row.topic, row.title, family, tone, tuple(texts), tuple(answers), row.link)


def _families() -> dict[str, Family]:
    answers = _answers("family")
    rows = models.Family.objects.order_by("pk")
    return {row.name: Family(row.name, row.title, tuple(answers.get(row.pk, ()))) for row in rows}


def _answers(owner: str) -> dict[int, list[Answer]]:
    """Those in use by the id of their "intent" or "family"."""
    found: dict[int, list[Answer]] = defaultdict(list)
    rows = models.Answer.objects.filter(is_active=True, **{f"{owner}__isnull": False})
    for pk, say, ask in rows.order_by("pk").values_list(owner, "say", "ask"):
        found[pk].append(Answer(say, ask))
    return found
