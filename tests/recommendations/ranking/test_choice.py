"""Signals together: scores, probabilities, what keeps songs apart, what is stored."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.ranking import diversity, mixing, sound
from recommendations.ranking.arrays import Catalogue, Heard, Moment, Opinions
from recommendations.ranking.mixing import SIGNALS, Learned, Mix, Weights
from recommendations.ranking.snapshot import from_bytes, to_bytes
from tests.recommendations.ranking.songs import (
    HAPPY,
    SAD,
    catalogues,
    moments,
    seeded,
    some_heard,
    some_learned,
    some_opinions,
    songs,
)

seeds = st.integers(0, 2**32 - 1)


def scored(
    catalogue: Catalogue, moment: Moment, seed: int, weights: Weights | None = None
) -> mixing.Scored:
    rng, n = seeded(seed), len(catalogue)
    return mixing.score(
        catalogue,
        moment,
        heard=some_heard(rng, n),
        opinions=some_opinions(rng, n),
        learned=some_learned(rng, n),
        weights=weights or Weights(),
        rng=rng,
    )


@given(catalogues(), moments(), seeds)
def test_shares_make_up_the_score_and_probabilities_sum_to_one(
    catalogue: Catalogue, moment: Moment, seed: int
) -> None:
    found = scored(catalogue, moment, seed)
    odds = mixing.probabilities(found, Weights())
    if not found.allowed.any():
        assert not odds.any()
        return
    assert odds.sum() == pytest.approx(1)
    assert ((odds > 0) == found.allowed).all()
    total = np.sum(list(found.shares.values()), axis=0)
    among = found.score - found.score[found.allowed].mean()
    assert total == pytest.approx(among, abs=1e-9)


@given(catalogues(), moments(), seeds)
def test_one_seed_chooses_one_song_with_its_own_probability(
    catalogue: Catalogue, moment: Moment, seed: int
) -> None:
    found = scored(catalogue, moment, seed)
    chosen = mixing.choose(found, Weights(), seeded(seed))
    assert chosen == mixing.choose(found, Weights(), seeded(seed))
    if chosen is None:
        assert not found.allowed.any()
    else:
        assert found.allowed[chosen.row]
        assert chosen.propensity == mixing.probabilities(found, Weights())[chosen.row]
        assert set(chosen.shares) == {*SIGNALS, "variety"}


def test_songs_are_drawn_as_often_as_their_probability_says() -> None:
    catalogue = songs([SAD, HAPPY, SAD, HAPPY])
    found = scored(catalogue, Moment(SAD, False), 5, Weights(temperature=0.2))
    odds, rng = mixing.probabilities(found, Weights(temperature=0.2)), seeded()
    rows = [mixing.choose(found, Weights(temperature=0.2), rng) for _ in range(4000)]
    times = np.bincount([one.row for one in rows if one], minlength=4) / 4000
    assert times == pytest.approx(odds, abs=0.03)


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_signal_switched_off_adds_nothing(signal: str) -> None:
    catalogue = songs([SAD, HAPPY] * 10, valence=[0.2, 0.8] * 10, energy=[0.3, 0.7] * 10)
    mix = Mix(Weights(), Weights())
    off = {name: 0.0 for name in SIGNALS if name == signal}
    found = scored(catalogue, Moment(SAD, False), 1, Weights(**off))
    assert found.shares[signal] == pytest.approx(0, abs=1e-9)
    alone = mix.alone(signal).similar
    assert [name for name in SIGNALS if getattr(alone, name)] == [signal]


@settings(deadline=None)
@given(catalogues(), moments(), seeds)
def test_a_talk_never_repeats_itself(catalogue: Catalogue, moment: Moment, seed: int) -> None:
    """No song twice until the list is through; no artist twice in five while there are others."""
    n, rng = len(catalogue), seeded(seed)
    rows: list[int] = []
    for _ in range(min(n, 8)):
        heard = Heard(
            recent=np.array(rows, int),
            times_here=np.bincount(np.array(rows, int), minlength=n),
            times_before=np.zeros(n, int),
            on_screen=np.isin(np.arange(n), rows[-1:]),
            at_rest=np.zeros(n, bool),
        )
        allowed = diversity.allowed(catalogue, moment, heard)
        found = mixing.score(
            catalogue,
            moment,
            heard=heard,
            opinions=Opinions(),
            learned=Learned.nothing(n),
            weights=Weights(),
            rng=rng,
        )
        chosen = mixing.choose(found, Weights(), rng)
        assert chosen is not None
        assert chosen.row not in rows
        artists = set(catalogue.artist[rows[-4:]]) - {-1}
        if catalogue.artist[chosen.row] in artists:
            assert set(catalogue.artist[allowed]) <= artists, "there is no other"
        rows.append(chosen.row)


@given(catalogues(), moments(), seeds)
def test_a_song_at_rest_or_on_the_screen_comes_last_or_never(
    catalogue: Catalogue, moment: Moment, seed: int
) -> None:
    heard = some_heard(seeded(seed), len(catalogue))
    allowed = diversity.allowed(catalogue, moment, heard)
    assert not (allowed & heard.on_screen).any()
    if (~heard.on_screen & ~heard.at_rest).any():
        assert not (allowed & heard.at_rest).any()
    assert allowed.any() == (~heard.on_screen).any()


def test_a_low_mood_is_turned_by_words_where_no_sound_is_known() -> None:
    catalogue = songs([SAD, HAPPY, SAD])
    allowed = diversity.allowed(catalogue, Moment(SAD, True), Heard.nothing(3))
    assert allowed.tolist() == [False, True, False]


def test_versions_of_one_song_do_not_follow_one_another() -> None:
    catalogue = songs([SAD] * 3, work=[7, 7, 8])
    nothing = Heard.nothing(3)
    heard = replace(nothing, recent=np.array([0]), times_here=np.array([1, 0, 0]))
    assert diversity.allowed(catalogue, Moment(SAD, False), heard).tolist() == [False, False, True]


@pytest.mark.parametrize("lead", range(1, 5))
def test_the_first_five_songs_that_turn_a_low_mood_are_glad_and_no_leap(lead: int) -> None:
    rng = seeded(lead)
    mood = np.full(5, 0.1)
    mood[lead] = 0.6
    sounds = rng.random((200, 2))
    catalogue = songs(
        list(rng.dirichlet([1] * 5, 200)), valence=list(sounds[:, 0]), energy=list(sounds[:, 1])
    )
    found = scored_new(catalogue, Moment(mood, True))
    first = mixing.ranked(found)[:5]
    _valence, energy = sound.of_mood(mood)
    assert (catalogue.valence[first] >= 0.5).all()
    assert (catalogue.energy[first] <= energy + 0.4).all()


def scored_new(catalogue: Catalogue, moment: Moment) -> mixing.Scored:
    """For somebody of whom nothing is known."""
    n = len(catalogue)
    return mixing.score(
        catalogue,
        moment,
        heard=Heard.nothing(n),
        opinions=Opinions(),
        learned=Learned.nothing(n),
        weights=Weights(),
        rng=seeded(),
    )


def test_a_song_that_many_skip_sinks() -> None:
    rates = diversity.skip_rates(np.array([60.0, 0, 0]), np.array([100.0, 100, 100]))
    assert rates[0] > 0 > rates[1]
    assert not diversity.skip_rates(np.zeros(2), np.zeros(2)).any()


def test_what_is_like_the_last_songs_costs_more() -> None:
    catalogue = songs([SAD, SAD, HAPPY], valence=[0.2, 0.2, 0.9], energy=[0.2, 0.2, 0.9])
    nothing = Heard.nothing(3)
    heard = replace(nothing, recent=np.array([0]), times_here=np.array([1, 0, 0]))
    _itself, same, other = diversity.likeness(catalogue, heard)
    assert same == pytest.approx(1)
    assert other < 0.2


@given(st.integers(1, 20), seeds)
def test_what_was_learned_is_stored_and_read_again(n: int, seed: int) -> None:
    learned = some_learned(seeded(seed), n)
    ids = np.arange(n) + 100
    again = from_bytes(to_bytes(ids, learned), ids)
    assert again.likes.rate == learned.likes.rate
    for one, other in zip(again.likes.counts, learned.likes.counts, strict=True):
        assert np.array_equal(one.toarray(), other.toarray())
    assert again.skips == pytest.approx(learned.skips, abs=1e-6)


def test_songs_gone_and_new_since_are_told_apart() -> None:
    learned = some_learned(seeded(4), 6)
    again = from_bytes(to_bytes(np.arange(6), learned), np.array([5, 77, 0]))
    assert again.likes.quality[[0, 2]] == pytest.approx(learned.likes.quality[[5, 0]], abs=1e-6)
    assert again.likes.quality[1] == 0
    assert not again.likes.counts[0].toarray()[[1, 4]].any()
