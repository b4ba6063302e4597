"""The recommender's arithmetic, on plain arrays."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotions.vector import EMOTIONS, EmotionVector
from recommendations.ranking.baseline import NOISE, matrix, opposite, pick, rank

JOY = EMOTIONS.index("기쁨")

weights = st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda w: sum(w) > 0.01)
vectors = weights.map(EmotionVector.from_weights)
songs_of = st.lists(vectors, min_size=1, max_size=12).map(matrix)
seeds = st.integers(0, 2**32 - 1)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def cosine(a: EmotionVector, b: np.ndarray) -> float:
    left = np.array(list(a))
    return float(left @ b / (np.linalg.norm(left) * np.linalg.norm(b)))


@given(vectors)
def test_the_opposite_is_an_emotion_vector_again(vector: EmotionVector) -> None:
    turned = np.array(list(opposite(vector)))
    assert turned.sum() == pytest.approx(1)
    assert ((turned >= 0) & (turned <= 1)).all()


@given(vectors)
def test_joy_gives_half_away_where_it_leads_and_gains_half_of_the_rest_where_not(
    vector: EmotionVector,
) -> None:
    before, after = np.array(list(vector)), np.array(list(opposite(vector)))
    if vector.top == "기쁨":
        assert after[JOY] == pytest.approx(before[JOY] / 2)
    else:
        assert after[JOY] == pytest.approx(before[JOY] + (1 - before[JOY]) / 2)


def test_joy_is_spread_in_proportion() -> None:
    turned = opposite(EmotionVector((0.6, 0.3, 0.1, 0.0, 0.0)))
    assert list(turned) == pytest.approx([0.3, 0.525, 0.175, 0.0, 0.0])


def test_joy_alone_is_spread_evenly() -> None:
    turned = opposite(EmotionVector((1.0, 0.0, 0.0, 0.0, 0.0)))
    assert list(turned) == pytest.approx([0.5, 0.125, 0.125, 0.125, 0.125])


def test_joy_counts_as_strongest_in_a_tie() -> None:
    turned = opposite(EmotionVector((0.4, 0.4, 0.2, 0.0, 0.0)))
    assert turned.values[JOY] == pytest.approx(0.2)


def test_half_of_each_other_emotion_becomes_joy() -> None:
    turned = opposite(EmotionVector((0.1, 0.1, 0.2, 0.2, 0.4)))
    assert list(turned) == pytest.approx([0.55, 0.05, 0.1, 0.1, 0.2])


@given(vectors, songs_of, seeds)
def test_one_seed_gives_one_order(target: EmotionVector, songs: np.ndarray, seed: int) -> None:
    assert rank(target, songs, rng=rng(seed)) == rank(target, songs, rng=rng(seed))


@given(vectors, songs_of, seeds)
def test_every_song_is_ranked_once_and_near_its_cosine(
    target: EmotionVector, songs: np.ndarray, seed: int
) -> None:
    ranked = rank(target, songs, rng=rng(seed))
    assert sorted(index for index, _ in ranked) == list(range(len(songs)))
    assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)
    for index, score in ranked:
        assert abs(score - cosine(target, songs[index])) <= NOISE + 1e-9


@given(vectors, songs_of, seeds, st.data())
def test_leaving_songs_out_does_not_reorder_the_others(
    target: EmotionVector, songs: np.ndarray, seed: int, data: st.DataObject
) -> None:
    flags = data.draw(st.lists(st.booleans(), min_size=len(songs), max_size=len(songs)))
    excluded = np.array(flags)
    everything = rank(target, songs, rng=rng(seed))
    rest = rank(target, songs, exclude=excluded, rng=rng(seed))
    assert rest == [ranked for ranked in everything if not excluded[ranked.row]]


def test_without_chance_the_nearest_comes_first_and_ties_keep_their_order() -> None:
    target = EmotionVector((1.0, 0.0, 0.0, 0.0, 0.0))
    near, far = (0.8, 0.2, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 1.0)
    songs = np.array([far, near, far, near])
    assert [r.row for r in rank(target, songs, rng=rng(), noise=0)] == [1, 3, 0, 2]


def test_chance_lets_another_good_song_come_first_but_never_a_bad_one() -> None:
    target = EmotionVector((1.0, 0.0, 0.0, 0.0, 0.0))
    songs = np.array([[1, 0, 0, 0, 0], [0.99, 0.01, 0, 0, 0], [0.2, 0.8, 0, 0, 0]])
    first = {rank(target, songs, rng=rng(seed))[0].row for seed in range(50)}
    assert first == {0, 1}


def test_no_songs_give_no_order() -> None:
    assert rank(EmotionVector((0.2,) * 5), matrix([]), rng=rng()) == []


def test_a_song_without_direction_has_cosine_zero() -> None:
    [ranked] = rank(EmotionVector((0.2,) * 5), np.zeros((1, 5)), rng=rng(), noise=0)
    assert ranked.score == 0


def walk(songs: np.ndarray, steps: int, seed: int) -> list[int]:
    """What one talk is shown, song after song; -1 where there is nothing to show."""
    shown = np.zeros(len(songs), dtype=int)
    path: list[int] = []
    for _ in range(steps):
        on_screen = np.array([i == (path[-1] if path else -1) for i in range(len(songs))])
        found = pick(
            EmotionVector((0.2,) * 5),
            songs,
            times_shown=shown,
            on_screen=on_screen,
            at_rest=np.zeros(len(songs), bool),
            rng=rng(seed),
        )
        path.append(-1 if found is None else found.row)
        if found is not None:
            shown[found.row] += 1
    return path


@given(st.lists(vectors, min_size=2, max_size=8).map(matrix), seeds)
def test_no_song_comes_twice_until_the_list_is_through(songs: np.ndarray, seed: int) -> None:
    path = walk(songs, 3 * len(songs), seed)
    for first in range(0, len(path), len(songs)):
        assert sorted(path[first : first + len(songs)]) == list(range(len(songs)))
    assert all(a != b for a, b in pairwise(path))


def test_a_single_song_is_not_followed_by_itself() -> None:
    assert walk(np.array([[1.0, 0, 0, 0, 0]]), 2, seed=0) == [0, -1]


def test_a_new_song_comes_before_those_already_shown() -> None:
    songs = matrix([EmotionVector((0.2,) * 5)] * 3)
    found = pick(
        EmotionVector((0.2,) * 5),
        songs,
        times_shown=np.array([4, 0, 4]),
        on_screen=np.array([True, False, False]),
        at_rest=np.zeros(3, bool),
        rng=rng(),
    )
    assert found is not None
    assert found.row == 1


def test_nothing_is_picked_from_nothing() -> None:
    none = np.zeros(0, dtype=bool)
    target = EmotionVector((0.2,) * 5)
    assert (
        pick(
            target,
            matrix([]),
            times_shown=np.zeros(0, int),
            on_screen=none,
            at_rest=none,
            rng=rng(),
        )
        is None
    )


def picked(at_rest: list[bool], shown: list[int]) -> int:
    songs = matrix([EmotionVector((1.0, 0, 0, 0, 0)), EmotionVector((0, 0, 0, 0, 1.0))])
    found = pick(
        EmotionVector((1.0, 0, 0, 0, 0)),
        songs,
        times_shown=np.array(shown),
        on_screen=np.zeros(2, bool),
        at_rest=np.array(at_rest),
        rng=rng(),
    )
    assert found is not None
    return found.row


@pytest.mark.parametrize(
    ("at_rest", "shown", "row"),
    [
        ([False, False], [0, 0], 0),
        ([True, False], [0, 0], 1),
        ([True, False], [0, 3], 1),
        ([True, True], [0, 0], 0),
    ],
)
def test_a_song_at_rest_comes_only_where_nothing_else_is_left(
    at_rest: list[bool], shown: list[int], row: int
) -> None:
    assert picked(at_rest, shown) == row
