import numpy as np
import pytest

from chat.dialogue.calibration import (
    PRECISION,
    STRICT,
    Trials,
    best_thresholds,
    calibrate,
    leave_one_out,
    trials,
)
from chat.dialogue.index import Vectors


def tried(*rows: tuple[float, float, bool]) -> Trials:
    similarity, margin, right = zip(*rows, strict=True)
    return Trials(np.array(similarity), np.array(margin), np.array(right))


def clusters(intents: int, each: int, noise: float) -> tuple[Vectors, list[str]]:
    rng = np.random.default_rng(3)
    vectors = np.repeat(np.eye(intents, dtype=np.float32), each, axis=0)
    vectors = vectors + noise * rng.standard_normal(vectors.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors, [f"intent {n // each}" for n in range(len(vectors))]


def strangers(count: int, dimension: int) -> Vectors:
    vectors = np.random.default_rng(5).standard_normal((count, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def test_the_lowest_threshold_that_is_precise_enough_is_taken() -> None:
    rows = [(0.9 - n / 100, 0.1, True) for n in range(20)] + [(0.5, 0.1, False)] * 9
    assert best_thresholds(tried(*rows)) == pytest.approx((0.71, 0.0))


def test_a_margin_is_asked_for_where_it_lets_more_through() -> None:
    right = [(0.6 + n / 100, 0.1, True) for n in range(20)]
    wrong = [(0.9, 0.001, False)] * 10
    similarity, margin = best_thresholds(tried(*right, *wrong))
    assert margin > 0.001
    assert similarity == pytest.approx(0.6)


def test_where_nothing_is_precise_the_threshold_is_strict() -> None:
    assert best_thresholds(tried(*[(0.8, 0.1, False)] * 20)) == STRICT


def test_a_table_is_parted_from_strangers() -> None:
    table, intents = clusters(8, 5, 0.1)
    unknown = strangers(30, 8)
    least = calibrate(table, intents, unknown)
    own = leave_one_out(table, intents)
    asked = trials(unknown, table, intents, [""] * len(unknown))
    answered = np.concatenate(
        [
            (one.similarity >= least.similarity) & (one.margin >= least.margin)
            for one in (own, asked)
        ]
    )
    right = np.concatenate([own.right, asked.right])
    assert right[answered].mean() >= PRECISION
    assert answered[: len(own.right)].mean() > 0.5


def test_a_table_too_small_gets_a_strict_threshold() -> None:
    nothing = np.zeros((0, 4), np.float32)
    assert calibrate(nothing, [], nothing) == STRICT
    assert calibrate(np.eye(1, 4, dtype=np.float32), ["a"], nothing) == STRICT


def test_a_row_does_not_answer_itself() -> None:
    table, intents = clusters(3, 1, 0.1)
    assert not leave_one_out(table, intents).right.any()
