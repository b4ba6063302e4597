"""A policy among simulated people, talk after talk, and how it fared. Pure."""

from dataclasses import dataclass

import numpy as np

from recommendations.evaluation.journal import DISLIKED, LIKED, SKIPPED, Event, Journal
from recommendations.evaluation.policies import Policy
from recommendations.evaluation.world import World, moods
from recommendations.ranking.arrays import Catalogue, Heard, Moment
from recommendations.ranking.baseline import Floats, Mask, cosines

SONGS_PER_TALK = 5
LEARNED_EVERY = 1000
"""Songs after which what is learned is computed anew."""
NDCG_AT = 5
NDCG_SHARE = 20
"""One song in so many is compared with what would have been best."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """How one policy fared: p people were shown t songs each.

    Attributes:
        chances: (p, t) probability that the person likes the song, as the world has it.
        regret: (p, t) what the best song had over it.
        ndcg: of the five songs it would rank first, by these probabilities.
        coverage: share of songs that were shown at all.
        diversity: how unlike the songs of one talk are, one less their mean cosine of emotions.
        novelty: mean surprise of a song in bits, by how often it was shown.
    """

    policy: str
    chances: Floats
    regret: Floats
    ndcg: float
    coverage: float
    diversity: float
    novelty: float

    def like_rate(self, first: int | None = None) -> float:
        """Mean chance over the first songs of each person; over all of them by default."""
        return float(self.chances[:, :first].mean())


def simulate(
    world: World,
    policy: Policy,
    catalogue: Catalogue,
    *,
    people: int,
    talks: int,
    rng: np.random.Generator,
) -> Outcome:
    """Everybody has a talk, then everybody a second one, and so on.

    Kinds alternate within a talk, as the two cards of the result do.
    """
    journal = Journal(people, len(catalogue))
    shown = talks * SONGS_PER_TALK
    chances, best = np.zeros((people, shown)), np.zeros((people, shown))
    gains: list[float] = []
    policy.learn(journal)
    for talk in range(talks):
        for person, mood in enumerate(moods(people, rng)):
            before = journal.seen[person].copy()
            recent: list[int] = []
            for place in range(SONGS_PER_TALK):
                heard = _heard(recent, before, journal.disliked[person])
                moment = Moment(mood, opposite=place % 2 == 1)
                opinions = journal.opinions(person)
                row = policy.choose(moment, heard, opinions)
                likely = world.chances(
                    person, mood, opposite=moment.opposite, times_heard=before, place=place
                )
                at = talk * SONGS_PER_TALK + place
                chances[person, at] = likely[row]
                could_come = (heard.times_here == 0) & ~heard.at_rest
                best[person, at] = likely[could_come].max()
                if len(journal.events) % NDCG_SHARE == 0:
                    order = policy.order(moment, heard, opinions)
                    gains.append(_ndcg(order, likely, could_come))
                came = _what_came(likely[row], world.assumed.skips, rng)
                journal.add(Event(person, row, mood, moment.opposite, came))
                recent.append(row)
                if len(journal.events) % LEARNED_EVERY == 0:
                    policy.learn(journal)
    return Outcome(
        policy.name,
        chances,
        best - chances,
        float(np.mean(gains)),
        _coverage(journal),
        _diversity(journal, catalogue),
        _novelty(journal),
    )


def _heard(recent: list[int], before: np.ndarray, disliked: np.ndarray) -> Heard:
    here = np.bincount(np.array(recent, int), minlength=len(before))
    on_screen = np.zeros(len(before), bool)
    on_screen[recent[-2:]] = True
    return Heard(np.array(recent, int), here, before, on_screen, disliked)


def _what_came(chance: float, skips: float, rng: np.random.Generator) -> int:
    liked, skipped = rng.random(2)
    if liked < chance:
        return LIKED
    return SKIPPED if skipped < skips else DISLIKED


def _ndcg(order: Floats, likely: Floats, could_come: Mask) -> float:
    """Discounted chances of the first five of an order, as a share of the best five there are."""
    discounts = 1 / np.log2(np.arange(2, NDCG_AT + 2))
    first = likely[np.argsort(-order, kind="stable")[:NDCG_AT]]
    ideal = np.sort(likely[could_come])[::-1][:NDCG_AT]
    return float(first @ discounts[: len(first)] / (ideal @ discounts[: len(ideal)]))


def _times(journal: Journal) -> Floats:
    times: Floats = journal.seen.sum(axis=0).astype(float)
    return times


def _coverage(journal: Journal) -> float:
    return float((_times(journal) > 0).mean())


def _novelty(journal: Journal) -> float:
    share = _times(journal) / _times(journal).sum()
    return float(-(share[share > 0] * np.log2(share[share > 0])).sum())


def _diversity(journal: Journal, catalogue: Catalogue) -> float:
    """Within each kind of a talk: the kinds differ by what they are for."""
    alike, pairs = 0.0, 0
    last: dict[tuple[int, bool], int] = {}
    for number, event in enumerate(journal.events):
        key = (event.person, event.opposite)
        if number % SONGS_PER_TALK < 2:
            last.pop(key, None)
        if key in last:
            [near] = cosines(catalogue.emotions[last[key]], catalogue.emotions[[event.row]])
            alike, pairs = alike + float(near), pairs + 1
        last[key] = event.row
    return 1 - alike / pairs if pairs else 0.0
