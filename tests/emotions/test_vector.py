"""An emotion vector is five probabilities or an error."""

import math

import pytest

from emotions.vector import EMOTIONS, EmotionVector

EVEN = (0.2,) * 5


def test_it_keeps_order_and_names() -> None:
    vector = EmotionVector((0.1, 0.2, 0.3, 0.25, 0.15))
    assert list(vector) == [0.1, 0.2, 0.3, 0.25, 0.15]
    assert list(vector.as_dict()) == list(EMOTIONS) == ["기쁨", "분노", "불안", "상처", "슬픔"]
    assert vector.top == "불안"


def test_the_first_of_two_equals_is_on_top() -> None:
    assert EmotionVector(EVEN).top == "기쁨"


def test_weights_are_scaled_to_sum_one() -> None:
    assert EmotionVector.from_weights([2, 0, 0, 0, 2]).values == (0.5, 0, 0, 0, 0.5)


@pytest.mark.parametrize("weights", [[0] * 5, [-1] * 5, [math.nan] * 5, [math.inf] * 5, [1, 1]])
def test_impossible_weights_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match=r"prob|weights"):
        EmotionVector.from_weights(weights)


@pytest.mark.parametrize(
    "values",
    [
        (),
        (1.0,),
        (0.5,) * 5,
        (-0.2, 0.3, 0.3, 0.3, 0.3),
        (1.5, -0.5, 0.0, 0.0, 0.0),
        (math.nan, 0.25, 0.25, 0.25, 0.25),
    ],
)
def test_what_is_no_distribution_is_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="probabilit"):
        EmotionVector(values)


@pytest.mark.parametrize(
    ("values", "percents"),
    [
        ((0.267, 0.261, 0.2, 0.15, 0.122), [27, 26, 20, 15, 12]),
        ((0.2,) * 5, [20] * 5),
        ((0.334, 0.333, 0.333, 0, 0), [34, 33, 33, 0, 0]),
        ((0.996, 0.001, 0.001, 0.001, 0.001), [100, 0, 0, 0, 0]),
        ((0.205, 0.205, 0.205, 0.205, 0.18), [21, 21, 20, 20, 18]),
    ],
)
def test_percents_are_whole_and_sum_to_a_hundred(
    values: tuple[float, ...], percents: list[int]
) -> None:
    found = EmotionVector(values).percents()
    assert list(found.values()) == percents
    assert sum(found.values()) == 100
