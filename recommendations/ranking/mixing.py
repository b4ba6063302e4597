"""All signals as one score, and the choice of a song by it. Pure.

The score is the share of likes to expect. Emotion and sound say what to expect before anybody has
rated a song in such a mood; ratings take their place as they come in (`feeling`). What was talked
about and what this person likes are added, and what is too much alike or heard before sinks.

A song is drawn, not taken: for each of some draws of Thompson's rule the songs have probabilities
by their scores, and the mean of these is what the choice is drawn from, and is stored with it.
"""

from dataclasses import dataclass, replace

import numpy as np

from recommendations.ranking import content, diversity, emotion, feeling, person, sound
from recommendations.ranking.arrays import Catalogue, Heard, Ints, Moment, Opinions
from recommendations.ranking.baseline import Floats, Mask

SIGNALS = ("emotion", "sound", "content", "feeling", "person")
DRAWS = 8
"""Of Thompson's rule for one choice."""
LEAST, MOST = 0.05, 0.95
"""Nothing is expected to be liked by nobody or by everybody."""


@dataclass(frozen=True)
class Weights:
    """What each signal counts, in shares of likes for one more of it; 0 switches it off.

    Attributes:
        feeling: what a rating of another person counts, as a number of ratings.
        variety: cost of being just like a song of this talk.
        heard: cost of each time the person was shown the song in earlier talks.
        skipped: cost of being skipped always.
        temperature: so much less of a score makes a song e times less likely.
        chance: share of choices made evenly among all songs that may come.
    """

    emotion: float = 0.5
    sound: float = 0.6
    content: float = 0.4
    feeling: float = 1.0
    person: float = 1.0
    variety: float = 0.06
    heard: float = 0.08
    skipped: float = 0.3
    temperature: float = 0.015
    chance: float = 0.02


@dataclass(frozen=True)
class Mix:
    """Weights for each kind of song."""

    similar: Weights
    opposite: Weights

    def of(self, moment: Moment) -> Weights:
        return self.opposite if moment.opposite else self.similar

    def alone(self, signal: str) -> "Mix":
        """The same with all signals but one switched off."""
        others = dict.fromkeys(set(SIGNALS) - {signal}, 0.0)
        return Mix(replace(self.similar, **others), replace(self.opposite, **others))


@dataclass(frozen=True, eq=False)
class Learned:
    """What people's ratings taught: opinions by mood, factors of songs, skip rates (n,)."""

    likes: feeling.Likes
    factors: person.Factors
    skips: Floats

    @classmethod
    def nothing(cls, songs: int) -> "Learned":
        return cls(feeling.none_yet(songs), person.unknown(songs), np.zeros(songs))


@dataclass(frozen=True, eq=False)
class Scored:
    """n songs for one moment.

    Attributes:
        score: (n,) share of likes to expect, less what variety costs.
        shares: by signal, (n,) what it adds to a song's score beyond the average song that may
            come; with "variety" they sum to the score's own difference from that average.
        draws: (d, n) the score as it may be, by Thompson's rule.
        allowed: (n,) songs that may come.
        evidence: opinions on each song in such a mood.
    """

    score: Floats
    shares: dict[str, Floats]
    draws: Floats
    allowed: Mask
    evidence: feeling.Evidence


@dataclass(frozen=True)
class Chosen:
    """A row, its score and share of each signal, and how probable this choice was."""

    row: int
    score: float
    propensity: float
    shares: dict[str, float]


def score(
    catalogue: Catalogue,
    moment: Moment,
    *,
    heard: Heard,
    opinions: Opinions,
    learned: Learned,
    weights: Weights,
    rng: np.random.Generator,
) -> Scored:
    """What to expect of each song."""
    allowed = diversity.allowed(catalogue, moment, heard)
    parts = _before_ratings(catalogue, moment, weights, allowed)
    quality = learned.likes.quality * (weights.feeling > 0)
    prior = learned.likes.rate + parts["emotion"] + parts["sound"] + quality
    clipped = np.clip(prior, LEAST, MOST)
    found = _evidence(learned, moment, weights)
    fit = feeling.expected(clipped, found)
    parts["feeling"] = fit - prior + quality
    parts["person"] = _person(catalogue, opinions, learned, weights)
    parts["variety"] = -_costs(catalogue, heard, learned, weights)
    besides = parts["content"] + parts["person"] + parts["variety"]
    draws = fit[None]
    if weights.feeling > 0:
        draws = feeling.sampled(clipped, found, draws=DRAWS, rng=rng)
    shares = {name: values - _mean(values, allowed) for name, values in parts.items()}
    return Scored(fit + besides, shares, draws + besides, allowed, found)


def probabilities(scored: Scored, weights: Weights) -> Floats:
    """(n,) how probable each song is; zeros where none may come."""
    allowed = scored.allowed
    if not allowed.any():
        return np.zeros(len(allowed))
    raised = scored.draws[:, allowed] / weights.temperature
    raised = np.exp(raised - raised.max(axis=1, keepdims=True))
    mean = (raised / raised.sum(axis=1, keepdims=True)).mean(axis=0)
    found = np.zeros(len(allowed))
    found[allowed] = (1 - weights.chance) * mean + weights.chance / allowed.sum()
    return found


def ranked(scored: Scored) -> Ints:
    """(n,) all rows by the mean of the draws, highest first; what may not come, last."""
    return np.lexsort((-scored.draws.mean(axis=0), ~scored.allowed))


def chosen(scored: Scored, row: int, weights: Weights) -> Chosen:
    """A row as the choice, with what belongs to it."""
    shares = {name: float(values[row]) for name, values in scored.shares.items()}
    odds = float(probabilities(scored, weights)[row])
    return Chosen(row, float(scored.score[row]), odds, shares)


def choose(scored: Scored, weights: Weights, rng: np.random.Generator) -> Chosen | None:
    """Draw a song; None where none may come."""
    odds = probabilities(scored, weights)
    if not odds.any():
        return None
    return chosen(scored, int(rng.choice(len(odds), p=odds / odds.sum())), weights)


def _before_ratings(
    catalogue: Catalogue, moment: Moment, weights: Weights, allowed: Mask
) -> dict[str, Floats]:
    """(n,) of each signal that needs no ratings: more or less than the mean of `allowed`."""
    signals = {"emotion": emotion, "sound": sound, "content": content}
    found = {}
    for name, signal in signals.items():
        weight = getattr(weights, name)
        values = weight * signal.scores(catalogue, moment) if weight else np.zeros(len(catalogue))
        found[name] = values - _mean(values, allowed)
    return found


def _evidence(learned: Learned, moment: Moment, weights: Weights) -> feeling.Evidence:
    found = feeling.evidence(learned.likes, moment.mood, opposite=moment.opposite)
    return feeling.Evidence(weights.feeling * found.likes, weights.feeling * found.dislikes)


def _person(catalogue: Catalogue, opinions: Opinions, learned: Learned, weights: Weights) -> Floats:
    if not weights.person:
        return np.zeros(len(catalogue))
    everybody = learned.likes.rate + learned.likes.quality
    return weights.person * person.scores(catalogue, learned.factors, opinions, everybody)


def _costs(catalogue: Catalogue, heard: Heard, learned: Learned, weights: Weights) -> Floats:
    return (
        weights.variety * diversity.likeness(catalogue, heard)
        + weights.heard * heard.times_before
        + weights.skipped * learned.skips
    )


def _mean(values: Floats, allowed: Mask) -> float:
    return float(values[allowed].mean()) if allowed.any() else 0.0
