"""Nearness to intents: the mean of their nearest utterances, or one that is the same."""

import numpy as np
import pytest

from chat.dialogue.index import SEVERAL, UtteranceIndex

EAST, NORTH = np.eye(2, dtype=np.float32)
NORTH_EAST = ((EAST + NORTH) / np.sqrt(2)).astype(np.float32)


def index(*rows: tuple[np.ndarray, str]) -> UtteranceIndex:
    return UtteranceIndex(np.array([row for row, _ in rows]), [topic for _, topic in rows])


def test_topics_are_in_the_order_in_which_they_come() -> None:
    assert index((EAST, "b"), (NORTH, "a"), (NORTH, "b")).topics == ("b", "a")


def test_an_intent_is_as_near_as_the_mean_of_its_nearest_utterances() -> None:
    table = index(*[(NORTH_EAST, "a")] * 2, (NORTH, "a"), (-EAST, "a"))
    assert SEVERAL == 3
    near = table.similarities(EAST[None])[0, 0]
    assert near == pytest.approx((2 / np.sqrt(2) + 0) / 3, abs=1e-6)


def test_an_utterance_that_is_the_same_speaks_alone() -> None:
    table = index((EAST, "a"), (NORTH, "a"), (-EAST, "a"))
    assert table.similarities(EAST[None])[0, 0] == pytest.approx(1)


def test_an_intent_of_few_utterances_is_judged_by_those_it_has() -> None:
    table = index((NORTH_EAST, "few"), *[(NORTH, "many")] * 5)
    assert table.similarities(EAST[None])[0] == pytest.approx([1 / np.sqrt(2), 0], abs=1e-6)


def test_an_empty_table_knows_no_intent() -> None:
    assert UtteranceIndex(np.zeros((0, 2), np.float32), []).similarities(EAST[None]).shape == (1, 0)


def test_the_nearest_rows_of_an_intent_are_its_own() -> None:
    table = index((NORTH, "a"), (EAST, "b"), (NORTH_EAST, "a"), (-EAST, "a"))
    assert table.nearest_rows(EAST, "a", 2) == [2, 0]


def test_an_extended_index_knows_both() -> None:
    table = index((NORTH, "a")).extended(EAST[None], ["b"])
    assert table.topics == ("a", "b")
    assert table.similarities(EAST[None])[0] == pytest.approx([0, 1])


def test_vectors_and_topics_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 vectors for 1"):
        UtteranceIndex(np.eye(2, dtype=np.float32), ["a"])
