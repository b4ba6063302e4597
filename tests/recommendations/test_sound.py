"""What a song makes one feel, from its lyrics and its sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotions.vector import EMOTIONS, EmotionVector
from recommendations.sound import PLACES, UNKNOWN, Sound, felt, felt_all

EVEN = EmotionVector((0.2,) * 5)
JOYFUL = EmotionVector((0.6, 0.1, 0.1, 0.1, 0.1))
shares = st.floats(0, 1)
maybe = st.none() | shares
vectors = st.lists(st.floats(0.001, 1), min_size=5, max_size=5).map(EmotionVector.from_weights)


def test_without_a_sound_the_lyrics_count_alone() -> None:
    assert list(felt(JOYFUL, None, None)) == pytest.approx(list(JOYFUL))


def test_a_joyful_text_over_a_slow_sorrowful_song_is_no_joy() -> None:
    assert felt(JOYFUL, 0.2, 0.2).top == "슬픔"
    assert felt(JOYFUL, 0.8, 0.6).values[0] > JOYFUL.values[0]


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_a_text_of_no_feeling_feels_as_it_sounds(emotion: str) -> None:
    assert felt(EVEN, *PLACES[emotion]).top == emotion


@given(vectors, shares, shares, shares)
def test_the_brighter_the_more_joy(
    lyrics: EmotionVector, energy: float, one: float, other: float
) -> None:
    dark, bright = sorted([one, other])
    assert felt(lyrics, dark, energy).values[0] <= felt(lyrics, bright, energy).values[0] + 1e-9


@given(st.lists(st.tuples(vectors, maybe, maybe), min_size=1, max_size=5))
def test_many_at_once_are_each_as_alone(
    songs: list[tuple[EmotionVector, float | None, float | None]],
) -> None:
    lyrics = np.array([tuple(vector) for vector, *_ in songs])
    sounds = np.array([sound for _, *sound in songs], np.float64)
    alone = [list(felt(*song)) for song in songs]
    assert felt_all(lyrics, sounds) == pytest.approx(np.array(alone))


def test_no_songs_feel_of_nothing() -> None:
    assert felt_all(np.empty((0, 5)), np.empty((0, 2))).shape == (0, 5)


def test_a_sound_is_known_by_any_of_its_parts() -> None:
    assert not UNKNOWN.is_known
    assert Sound(tempo="slow").is_known
