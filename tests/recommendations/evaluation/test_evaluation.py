"""The simulator, the comparison over moods, and replayed ratings."""

import numpy as np
import pytest

from recommendations.evaluation import opposite
from recommendations.evaluation.policies import Baseline, Mixed, Policy, Popularity, Random
from recommendations.evaluation.replay import doubly_robust, inverse_propensity
from recommendations.evaluation.simulation import Outcome, simulate
from recommendations.evaluation.world import MOODS_MATTER, TASTE_ALONE, Assumptions, World, invented
from recommendations.ranking.arrays import Catalogue
from recommendations.ranking.mixing import Mix, Weights

PEOPLE, TALKS = 120, 4
MIX = Mix(Weights(), Weights(emotion=0.05, sound=0.3, temperature=0.035))


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return invented(80, rng(7))


def outcome_of(policy: Policy, catalogue: Catalogue, assumed: Assumptions) -> Outcome:
    world = World(catalogue, assumed, people=PEOPLE, rng=rng(1))
    return simulate(world, policy, catalogue, people=PEOPLE, talks=TALKS, rng=rng(2))


def test_where_moods_matter_ours_is_better_than_the_prototype_from_the_first_song_on(
    catalogue: Catalogue,
) -> None:
    ours = outcome_of(Mixed(catalogue, rng(), name="whole", mix=MIX), catalogue, MOODS_MATTER)
    prototype = outcome_of(Baseline(catalogue, rng()), catalogue, MOODS_MATTER)
    chance = outcome_of(Random(catalogue, rng()), catalogue, MOODS_MATTER)
    assert ours.like_rate() > prototype.like_rate() > chance.like_rate()
    assert ours.like_rate(5) >= prototype.like_rate(5)
    assert ours.ndcg > prototype.ndcg
    assert ours.regret.mean() < prototype.regret.mean()
    assert (ours.regret >= -1e-9).all()
    assert 0 < ours.coverage <= 1


def test_where_taste_is_all_ours_learns_it(catalogue: Catalogue) -> None:
    ours = outcome_of(Mixed(catalogue, rng(), name="whole", mix=MIX), catalogue, TASTE_ALONE)
    chance = outcome_of(Random(catalogue, rng()), catalogue, TASTE_ALONE)
    assert ours.like_rate() > chance.like_rate() + 0.05
    assert ours.chances[:, -5:].mean() > ours.chances[:, :5].mean()


def test_the_popular_songs_are_found(catalogue: Catalogue) -> None:
    popular = outcome_of(Popularity(catalogue, rng()), catalogue, TASTE_ALONE)
    assert popular.novelty < outcome_of(Random(catalogue, rng()), catalogue, TASTE_ALONE).novelty


def test_the_grid_holds_every_mood_in_tenths() -> None:
    moods = opposite.grid()
    assert len(moods) == 1001
    assert moods.sum(axis=1) == pytest.approx(1)


def test_ours_turns_every_low_mood_by_glad_songs_and_shows_more_of_them(
    catalogue: Catalogue,
) -> None:
    rows = {one.rule: one for one in opposite.compare(catalogue, MIX, opposite.grid(4), rng())}
    assert list(rows) == ["lowest cosine", "mirrored centroid", "prototype's rule", "ours"]
    assert rows["ours"].glad > 0.95
    assert rows["ours"].outliers == 0
    assert rows["ours"].coverage > rows["lowest cosine"].coverage
    assert rows["ours"].gini < rows["lowest cosine"].gini


def test_replay_finds_what_another_way_would_have_earned() -> None:
    """Songs drawn by known odds; the truth of the other way is computed outright."""
    chances, by = np.array([0.8, 0.5, 0.2]), np.array([0.2, 0.3, 0.5])
    other = np.array([0.7, 0.2, 0.1])
    draws = rng(3)
    rows = draws.choice(3, 6000, p=by)
    liked = draws.random(6000) < chances[rows]
    truth = float(other @ chances)
    by_propensity = inverse_propensity(liked, by[rows], other[rows], rng())
    wrong_model = np.array([0.5, 0.5, 0.5])
    robust = doubly_robust(
        liked,
        by[rows],
        other[rows],
        model=wrong_model[rows],
        model_of_target=np.full(6000, other @ wrong_model),
        rng=rng(),
    )
    for estimate in (by_propensity, robust):
        assert estimate.value == pytest.approx(truth, abs=0.03)
        assert estimate.low < truth < estimate.high
        assert estimate.high - estimate.low < 0.1
