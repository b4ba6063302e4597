"""Stored ratings replayed: what other ways to choose would have earned with the same people.

Only songs that were drawn have a propensity, and only those that were rated tell anything. Others
choose among all songs in use, as for somebody who has heard nothing yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db.models import OuterRef, Subquery

from recommendations import choosing
from recommendations.evaluation.replay import Estimate, doubly_robust, inverse_propensity
from recommendations.models import Kind, Rating, Recommendation
from recommendations.ranking import emotion, feeling, mixing
from recommendations.ranking.arrays import Heard, Ints, Moment, Opinions
from recommendations.ranking.baseline import NOISE, Floats, Mask, cosines
from recommendations.stock import Stock

DRAWS = 200
"""Of the prototype's noise, to know how probable it made each song."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """r songs that were drawn and rated: rows, moments, propensities, and whether liked."""

    rows: Ints
    moments: list[Moment]
    propensity: Floats
    liked: Mask


class Replayed(NamedTuple):
    """A way to choose with its share of likes, by inverse propensity and doubly robust."""

    policy: str
    by_propensity: Estimate
    doubly_robust: Estimate


def ratings_of(stock: Stock) -> Ratings:
    """Of the songs still in use, the latest rating of each."""
    same = Rating.objects.filter(
        owner=OuterRef("analysis__owner"), song=OuterRef("song"), kind=OuterRef("kind")
    )
    rated = Recommendation.objects.filter(
        status=Recommendation.Status.RATED, propensity__isnull=False
    ).annotate(liked=Subquery(same.values("liked")[:1]))
    found = rated.filter(liked__isnull=False).order_by("pk")
    columns = ("song_id", "kind", "propensity", "liked", "analysis__vector")
    rows = [row for row in found.values_list(*columns) if row[0] in stock.row_of]
    return Ratings(
        stock.rows(row[0] for row in rows),
        [Moment(np.array(list(row[4])), row[1] == Kind.OPPOSITE) for row in rows],
        np.array([row[2] for row in rows], np.float64),
        np.array([row[3] for row in rows], np.bool_),
    )


def replay(ratings: Ratings, stock: Stock, rng: np.random.Generator) -> list[Replayed]:
    """Random songs, the prototype's rule, and ours by the weights of today."""
    songs, at = len(stock.catalogue), np.arange(len(ratings.rows))
    likely = np.array([_expected(moment, stock) for moment in ratings.moments])
    policies = {
        "random": np.full((len(at), songs), 1 / songs),
        "baseline": np.array([_prototype(one, stock, rng) for one in ratings.moments]),
        "whole": np.array([_ours(one, stock, rng) for one in ratings.moments]),
    }
    return [
        Replayed(
            name,
            inverse_propensity(ratings.liked, ratings.propensity, odds[at, ratings.rows], rng),
            doubly_robust(
                ratings.liked,
                ratings.propensity,
                odds[at, ratings.rows],
                model=likely[at, ratings.rows],
                model_of_target=(odds * likely).sum(axis=1),
                rng=rng,
            ),
        )
        for name, odds in policies.items()
    ]


def _expected(moment: Moment, stock: Stock) -> Floats:
    """(n,) what the ratings alone say of each song."""
    likes = stock.learned.likes
    found = feeling.evidence(likes, moment.mood, opposite=moment.opposite)
    return feeling.expected(likes.rate + likes.quality, found)


def _prototype(moment: Moment, stock: Stock, rng: np.random.Generator) -> Floats:
    near = cosines(emotion.target(moment), stock.catalogue.lyrics)
    first = (near + rng.uniform(-NOISE, NOISE, (DRAWS, len(near)))).argmax(axis=1)
    odds: Floats = np.bincount(first, minlength=len(near)) / DRAWS
    return odds


def _ours(moment: Moment, stock: Stock, rng: np.random.Generator) -> Floats:
    weights = choosing.mix_in_use().of(moment)
    scored = mixing.score(
        stock.catalogue,
        moment,
        heard=Heard.nothing(len(stock.catalogue)),
        opinions=Opinions(),
        learned=stock.learned,
        weights=weights,
        rng=rng,
    )
    return mixing.probabilities(scored, weights)
