"""Each signal by itself."""

import numpy as np
import pytest
from hypothesis import given

from emotions.vector import EmotionVector
from recommendations.ranking import content, emotion, feeling, person, sound
from recommendations.ranking.arrays import Catalogue, Moment, Opinions
from recommendations.ranking.baseline import opposite
from recommendations.ranking.factorising import learn
from tests.recommendations.ranking.songs import (
    CONTENT,
    HAPPY,
    SAD,
    catalogues,
    moments,
    seeded,
    songs,
)

BRIGHT, DARK = (0.8, 0.6), (0.15, 0.2)


@given(catalogues(), moments())
def test_every_score_is_a_number_for_each_song(catalogue: Catalogue, moment: Moment) -> None:
    for signal in (emotion, sound, content):
        scores = signal.scores(catalogue, moment)
        assert scores.shape == (len(catalogue),)
        assert np.isfinite(scores).all()


def test_the_emotion_to_look_for_is_that_of_the_prototype() -> None:
    assert emotion.target(Moment(SAD, False)) == pytest.approx(SAD)
    assert emotion.target(Moment(SAD, True)) == pytest.approx(
        list(opposite(EmotionVector(tuple(SAD))))
    )


def test_a_similar_song_sounds_like_the_mood() -> None:
    catalogue = songs([SAD, SAD], valence=[0.8, 0.25], energy=[0.8, 0.35])
    assert sound.scores(catalogue, Moment(SAD, False)).argmax() == 1


@given(moments())
def test_a_mood_turns_by_a_step_and_stays_within_the_square(moment: Moment) -> None:
    before, after = sound.of_mood(moment.mood), sound.target(moment)
    assert all(0 <= value <= 1 for value in after)
    if not moment.opposite:
        assert after == before
    elif not moment.joyful:
        assert after[0] >= max(before[0], sound.GLAD)
        assert after[1] - before[1] <= sound.ENERGY_LEAP


@given(catalogues(), moments())
def test_what_may_turn_a_low_mood_is_glad_and_makes_no_leap(
    catalogue: Catalogue, moment: Moment
) -> None:
    suits = sound.suits(catalogue, moment)
    if moment.opposite and not moment.joyful:
        _valence, energy = sound.of_mood(moment.mood)
        assert (catalogue.valence[suits] >= 0.5).all()
        assert (catalogue.energy[suits] <= energy + 0.4).all()
    else:
        assert suits.all()


def test_a_wish_for_a_sound_counts_more_than_the_mood() -> None:
    assert sound.target(Moment(SAD, True, wished=(0.1, None)))[0] == 0.1
    assert sound.suits(
        songs([SAD], valence=[0.1], energy=[0.9]), Moment(SAD, True, wished=(0.1, 0))
    )


def test_an_unknown_sound_is_as_good_as_the_average() -> None:
    catalogue = songs([SAD] * 3, valence=[0.1, 0.9, np.nan], energy=[0.2, 0.9, np.nan])
    low, high, unknown = sound.scores(catalogue, Moment(SAD, False))
    assert unknown == pytest.approx((low + high) / 2)


def test_a_song_about_the_same_matter_scores_most() -> None:
    catalogue = songs(
        [SAD] * 3, content=np.array([np.eye(CONTENT)[0], np.eye(CONTENT)[1], np.zeros(4)])
    )
    scores = content.scores(catalogue, Moment(SAD, False, np.eye(CONTENT)[1]))
    assert scores.argmax() == 1
    assert scores[2] == pytest.approx(scores[:2].mean())


def test_without_a_talk_no_song_is_nearer() -> None:
    assert not content.scores(songs([SAD], content=np.ones((1, 4))), Moment(SAD, False)).any()


def likes_of(moods: list[np.ndarray], opposite: list[bool], liked: list[bool]) -> feeling.Likes:
    """All of the first of two songs."""
    return feeling.count(
        2,
        rows=np.zeros(len(moods), int),
        moods=np.array(moods).reshape(-1, 5),
        opposite=np.array(opposite, bool),
        liked=np.array(liked, bool),
    )


def test_opinions_of_the_same_mood_and_kind_count_most() -> None:
    likes = likes_of([SAD, HAPPY], [False, False], [True, True])
    near = feeling.evidence(likes, SAD, opposite=False).likes[0]
    other_kind = feeling.evidence(likes, SAD, opposite=True).likes[0]
    assert near == pytest.approx(1.0, abs=0.15)
    assert other_kind == pytest.approx(near * feeling.OTHER_KIND)


def test_likes_and_dislikes_move_what_is_expected() -> None:
    prior = np.array([0.5, 0.5])
    for liked in (True, False):
        likes = likes_of([SAD] * 8, [False] * 8, [liked] * 8)
        found = feeling.evidence(likes, SAD, opposite=False)
        first, second = feeling.expected(prior, found)
        assert (first > second) == liked
        draws = feeling.sampled(prior, found, draws=4000, rng=seeded())
        assert draws.mean(axis=0) == pytest.approx([first, second], abs=0.01)
        assert draws.std(axis=0)[0] < draws.std(axis=0)[1], "more is known of the first"


def test_quality_and_rate_are_held_near_the_middle_while_ratings_are_few() -> None:
    nobody = feeling.none_yet(3)
    assert nobody.rate == 0.5
    assert not nobody.quality.any()
    assert 0.5 < likes_of([SAD], [False], [True]).rate < 0.6


def person_who(likes: list[int], dislikes: list[int]) -> Opinions:
    rows = [*likes, *dislikes]
    return Opinions(np.array(rows), np.array([True] * len(likes) + [False] * len(dislikes)))


def test_a_person_is_offered_what_is_like_what_they_liked() -> None:
    catalogue = songs([HAPPY, HAPPY, HAPPY, SAD, SAD, SAD, HAPPY, SAD])
    nobody = person.unknown(len(catalogue))
    even = np.full(len(catalogue), 0.5)
    scores = person.scores(catalogue, nobody, person_who([0, 1, 2], [3, 4, 5]), even)
    assert scores[6] > 0 > scores[7]
    few = person.scores(catalogue, nobody, person_who([0, 1], [3, 4]), even)
    assert not few.any(), "with fewer than five ratings nothing is known"


def test_songs_that_the_same_people_like_get_like_factors() -> None:
    rng = seeded(3)
    people, rows = np.repeat(np.arange(300), 20), rng.integers(0, 40, 6000)
    liked = rng.random(6000) < np.where(people % 2 == rows % 2, 0.9, 0.1)
    factors = learn(40, people=people, rows=rows, liked=liked).songs
    alike = np.atleast_2d(np.corrcoef(factors))
    assert alike[0, 2::2].mean() > 0.3 > alike[0, 1::2].mean()
    assert np.array_equal(factors, learn(40, people=people, rows=rows, liked=liked).songs)


def test_without_ratings_there_are_no_factors() -> None:
    no = np.zeros(0, int)
    assert learn(40, people=no, rows=no, liked=no.astype(bool)).songs.shape == (40, 0)
