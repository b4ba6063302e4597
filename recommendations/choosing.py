"""From the database to a choice by `recommendations.ranking`: one person's moment as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from chat import selectors as talks
from emotions.language.encoder import get_encoder
from emotions.models import EmotionAnalysis
from recommendations.models import Kind, Rating, Recommendation
from recommendations.ranking import mixing
from recommendations.ranking.arrays import Heard, Moment, Opinions
from recommendations.ranking.baseline import Floats
from recommendations.ranking.mixing import Chosen, Mix, Scored, Weights
from recommendations.ranking.why import Case, Reason, why
from recommendations.stock import Stock

HISTORY = 500
"""So many songs a person was shown last count as heard."""
UTTERANCES = 20
"""So many things said last tell what a talk is about."""
TALK_KEPT = timedelta(hours=6).total_seconds()


class Shown(NamedTuple):
    """A song that somebody was shown."""

    pk: int
    analysis_id: UUID
    kind: str
    song_id: int
    status: str


@dataclass(frozen=True)
class Choice:
    """A song by its row, and the reason that is given for it."""

    chosen: Chosen
    reason: Reason


def history_of(analysis: EmotionAnalysis) -> list[Shown]:
    """What the person was shown, in this talk and before, the latest first."""
    shown = Recommendation.objects.filter(analysis__owner=analysis.owner_id).order_by("-pk")
    rows = shown.values_list("pk", "analysis_id", "kind", "song_id", "status")
    return [Shown(*row) for row in rows[:HISTORY]]


def choose(
    analysis: EmotionAnalysis,
    kind: Kind,
    *,
    tells: bool,
    stock: Stock,
    history: Sequence[Shown],
    rng: np.random.Generator,
) -> Choice | None:
    """A song for an analysis that has a vector; None where there is none to show.

    Args:
        tells: whether what was said in the talk may be used: never after a crisis.
    """
    talk = _talk(analysis, stock) if tells else None
    moment = Moment(np.array(list(analysis.vector or ())), kind == Kind.OPPOSITE, talk)
    opinions, at_rest = _opinions(analysis.owner_id, stock)
    heard = _heard(analysis, history, stock, at_rest)
    return choice(moment, heard=heard, opinions=opinions, stock=stock, rng=rng)


def choice(
    moment: Moment, *, heard: Heard, opinions: Opinions, stock: Stock, rng: np.random.Generator
) -> Choice | None:
    """The same from arrays alone."""
    weights = mix_in_use().of(moment)
    scored = _scored(moment, heard, opinions, stock, rng)
    found = mixing.choose(scored, weights, rng)
    return _reasoned(moment, opinions, stock, scored, found) if found else None


def best(moment: Moment, *, stock: Stock, rng: np.random.Generator, count: int) -> list[Choice]:
    """The first songs for somebody of whom nothing is known, best first."""
    heard, opinions = Heard.nothing(len(stock.catalogue)), Opinions()
    weights = mix_in_use().of(moment)
    scored = _scored(moment, heard, opinions, stock, rng)
    return [
        _reasoned(moment, opinions, stock, scored, mixing.chosen(scored, int(row), weights))
        for row in mixing.ranked(scored)[:count]
    ]


def mix_in_use() -> Mix:
    """The weights of the settings, without the signals that are switched off there."""
    off = dict.fromkeys(settings.RANKING_SIGNALS_OFF, 0.0)
    similar, opposite = (settings.RANKING_WEIGHTS[kind] | off for kind in Kind.values)
    return Mix(Weights(**similar), Weights(**opposite))


def _scored(
    moment: Moment, heard: Heard, opinions: Opinions, stock: Stock, rng: np.random.Generator
) -> Scored:
    return mixing.score(
        stock.catalogue,
        moment,
        heard=heard,
        opinions=opinions,
        learned=stock.learned,
        weights=mix_in_use().of(moment),
        rng=rng,
    )


def _reasoned(
    moment: Moment, opinions: Opinions, stock: Stock, scored: Scored, found: Chosen
) -> Choice:
    return Choice(found, why(Case(stock.catalogue, moment, scored, opinions, found.row), found))


def _heard(
    analysis: EmotionAnalysis, history: Sequence[Shown], stock: Stock, at_rest: set[int]
) -> Heard:
    here = [shown for shown in reversed(history) if shown.analysis_id == analysis.pk]
    before = [shown.song_id for shown in history if shown.analysis_id != analysis.pk]
    recent, songs = stock.rows(shown.song_id for shown in here), len(stock.catalogue)
    on_screen = {shown.kind: shown.song_id for shown in here}  # the latest of each kind
    return Heard(
        recent=recent,
        times_here=np.bincount(recent, minlength=songs),
        times_before=np.bincount(stock.rows(before), minlength=songs),
        on_screen=_mask(stock, set(on_screen.values())),
        at_rest=_mask(stock, at_rest),
    )


def _opinions(owner_id: int, stock: Stock) -> tuple[Opinions, set[int]]:
    """What a person thinks of songs, and the songs they did not like of late, for any mood."""
    rows = list(
        Rating.objects.filter(owner_id=owner_id).values_list("song_id", "liked", "updated_at")
    )
    known = [(stock.row_of[song], liked) for song, liked, _at in rows if song in stock.row_of]
    opinions = Opinions(
        np.array([row for row, _liked in known], int), np.array([liked for _, liked in known], bool)
    )
    return opinions, {song for song, liked, at in rows if not liked and at > _rest_since()}


def _rest_since() -> datetime:
    return timezone.now() - timedelta(days=settings.DISLIKED_SONG_RESTS_DAYS)


def _mask(stock: Stock, ids: set[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(len(stock.catalogue), np.bool_)
    mask[stock.rows(ids)] = True
    return mask


def _talk(analysis: EmotionAnalysis, stock: Stock) -> Floats | None:
    """What a talk was about, (d,), of the songs' encoder; None where that is not known.

    Kept for some hours, for it takes long to compute.
    """
    if not stock.encoder:
        return None
    key = f"talk:{analysis.pk}:{stock.encoder}"
    kept = cache.get(key)
    if kept is None:
        kept = _encoded(analysis, stock.encoder)
        cache.set(key, kept, TALK_KEPT)
    return np.frombuffer(kept) if kept else None


def _encoded(analysis: EmotionAnalysis, encoder_of_songs: str) -> bytes:
    words = talks.words_before(analysis)[-UTTERANCES:]
    encoder = get_encoder()
    if not words or encoder.fingerprint != encoder_of_songs:
        return b""
    mean = encoder.encode(words).mean(axis=0).astype(np.float64)
    return bytes((mean / (np.linalg.norm(mean) or 1.0)).tobytes())
