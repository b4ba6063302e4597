"""Ways to choose a song, to be compared. Pure. Each keeps the rules that all of them keep:
no song of this talk again, none on the screen, none the person disliked of late."""

from typing import Protocol

import numpy as np

from emotions.vector import EmotionVector
from recommendations.evaluation.journal import Journal
from recommendations.ranking import baseline, emotion, mixing
from recommendations.ranking.arrays import Catalogue, Heard, Moment, Opinions
from recommendations.ranking.baseline import Floats, cosines
from recommendations.ranking.mixing import Learned, Mix


class Policy(Protocol):
    """Scores songs from what it has learned."""

    name: str

    def learn(self, journal: Journal) -> None: ...

    def order(self, moment: Moment, heard: Heard, opinions: Opinions) -> Floats:
        """(n,) what it chooses by, chance left out: what may not come is -inf."""
        ...

    def choose(self, moment: Moment, heard: Heard, opinions: Opinions) -> int: ...


class Random:
    """Any song."""

    name = "random"

    def __init__(self, catalogue: Catalogue, rng: np.random.Generator) -> None:
        self._catalogue, self._rng = catalogue, rng

    def learn(self, journal: Journal) -> None:
        """There is nothing to learn."""

    def order(self, moment: Moment, heard: Heard, opinions: Opinions) -> Floats:
        return _only_allowed(self._rng.random(len(self._catalogue)), heard)

    def choose(self, moment: Moment, heard: Heard, opinions: Opinions) -> int:
        return int(self.order(moment, heard, opinions).argmax())


class Popularity(Random):
    """The song with the greatest share of likes so far, whoever liked it and when."""

    name = "popularity"

    def learn(self, journal: Journal) -> None:
        self._rates = journal.like_rates()

    def order(self, moment: Moment, heard: Heard, opinions: Opinions) -> Floats:
        ties = self._rng.random(len(self._catalogue)) / 1e6
        return _only_allowed(self._rates + ties, heard)


class Baseline(Random):
    """The prototype's rule: the cosine of lyric emotions with a target, and some noise."""

    name = "baseline"

    def order(self, moment: Moment, heard: Heard, opinions: Opinions) -> Floats:
        return _only_allowed(cosines(emotion.target(moment), self._catalogue.lyrics), heard)

    def choose(self, moment: Moment, heard: Heard, opinions: Opinions) -> int:
        found = baseline.pick(
            EmotionVector.from_weights(emotion.target(moment)),
            self._catalogue.lyrics,
            times_shown=heard.times_here,
            on_screen=heard.on_screen,
            at_rest=heard.at_rest,
            rng=self._rng,
        )
        return -1 if found is None else found.row


class Mixed(Random):
    """Ours, by the given weights."""

    def __init__(
        self, catalogue: Catalogue, rng: np.random.Generator, *, name: str, mix: Mix
    ) -> None:
        super().__init__(catalogue, rng)
        self.name, self._mix = name, mix
        self._learned = Learned.nothing(len(catalogue))

    def learn(self, journal: Journal) -> None:
        self._learned = journal.learn()

    def order(self, moment: Moment, heard: Heard, opinions: Opinions) -> Floats:
        scored = self._scored(moment, heard, opinions)
        return np.where(scored.allowed, scored.score, -np.inf)

    def choose(self, moment: Moment, heard: Heard, opinions: Opinions) -> int:
        scored = self._scored(moment, heard, opinions)
        chosen = mixing.choose(scored, self._mix.of(moment), self._rng)
        return -1 if chosen is None else chosen.row

    def _scored(self, moment: Moment, heard: Heard, opinions: Opinions) -> mixing.Scored:
        return mixing.score(
            self._catalogue,
            moment,
            heard=heard,
            opinions=opinions,
            learned=self._learned,
            weights=self._mix.of(moment),
            rng=self._rng,
        )


def _only_allowed(values: Floats, heard: Heard) -> Floats:
    away = heard.on_screen | heard.at_rest
    fresh = heard.times_here == heard.times_here[~away].min() if not away.all() else away
    return np.where(~away & fresh, values, -np.inf)
