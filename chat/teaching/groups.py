"""What staff see of unanswered utterances: groups of one meaning, and what may answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from pgvector.django import CosineDistance

from chat import services
from chat.dialogue import knowledge
from chat.dialogue.decision import Decision
from chat.dialogue.index import Vectors
from chat.dialogue.meaning import Candidate
from chat.models import UnmatchedUtterance
from chat.teaching import grouping
from chat.teaching.review import Lesson
from emotions.language.encoder import Encoder, get_encoder

Status = UnmatchedUtterance.Status

LATEST = 2000
"""So many open utterances are looked at; grouping takes time by their square."""
PROPOSALS = 3
SHOWN_TEXTS = 12
SIMILAR = 0.4
"""Cosine distance up to which a past decision is worth seeing."""


@dataclass(frozen=True)
class Group:
    """Open utterances of one meaning, the most central first."""

    members: Sequence[UnmatchedUtterance]

    @property
    def head(self) -> UnmatchedUtterance:
        return self.members[0]

    @property
    def ids(self) -> list[int]:
        return [member.pk for member in self.members]

    @property
    def texts(self) -> list[str]:
        """The wordings, each once, the most central first."""
        return list(dict.fromkeys(member.text for member in self.members))[:SHOWN_TEXTS]

    def joined(self, others: Iterable[Group]) -> Group:
        """With the members of others behind one's own."""
        return Group([*self.members, *(member for other in others for member in other.members)])


@dataclass(frozen=True)
class Trial:
    """What 공감이 answers to a text now, and what it would answer."""

    text: str
    now: Decision
    then: Decision


def open_groups() -> list[Group]:
    """What waits for an answer, the most frequent meaning first."""
    encoder = get_encoder()
    waiting = UnmatchedUtterance.objects.filter(status=Status.OPEN).exclude(text="")
    latest = list(waiting.order_by("-pk")[:LATEST])
    _embed(encoder, [one for one in latest if one.encoder != encoder.fingerprint])
    vectors = np.array([one.embedding for one in latest], np.float32)
    vectors = vectors.reshape(len(latest), encoder.dimension)
    return [Group([latest[row] for row in rows]) for rows in grouping.group(vectors)]


def proposals(group: Group) -> Sequence[Candidate]:
    """The intents that a group is likeliest of."""
    meanings = knowledge.current().judges.read([group.head.text], _vector(group.head)[None])
    return meanings[0].candidates[:PROPOSALS]


def similar_decisions(group: Group) -> list[UnmatchedUtterance]:
    """What was decided about the most similar utterances."""
    distance = CosineDistance("embedding", group.head.embedding)
    decided = UnmatchedUtterance.objects.filter(encoder=group.head.encoder).exclude(text="")
    near = decided.exclude(status=Status.OPEN).annotate(distance=distance)
    return list(
        near.filter(distance__lte=SIMILAR)
        .select_related("answered_with", "reviewed_by")
        .order_by("distance")[:PROPOSALS]
    )


def topics() -> list[str]:
    """Every intent there is."""
    return list(knowledge.current().repertoire.intents)


def try_out(text: str, lesson: Lesson) -> Trial:
    """How `text` is answered at the beginning of a talk, before and after a lesson."""
    known = knowledge.current()
    vectors = get_encoder().encode(lesson.utterances)
    more = knowledge.with_taught(known, lesson.as_intent(), vectors)
    return Trial(text, services.answer_to(text, known), services.answer_to(text, more))


def _embed(encoder: Encoder, stale: Sequence[UnmatchedUtterance]) -> None:
    for one, vector in zip(stale, encoder.encode([one.text for one in stale]), strict=True):
        one.embedding, one.encoder = vector, encoder.fingerprint
    UnmatchedUtterance.objects.bulk_update(stale, ["embedding", "encoder"], batch_size=500)


def _vector(one: UnmatchedUtterance) -> Vectors:
    return np.asarray(one.embedding, np.float32)
