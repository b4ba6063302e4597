import numpy as np
import pytest

from chat.calibration import FALLBACK_THRESHOLD, calibrate, youden_threshold


def test_the_threshold_parts_what_can_be_parted() -> None:
    positives, negatives = np.array([0.7, 0.8, 0.9]), np.array([0.1, 0.2, 0.6])
    assert youden_threshold(positives, negatives) == pytest.approx(0.7)


def test_a_few_outliers_do_not_move_it() -> None:
    positives = np.concatenate([np.linspace(0.7, 0.9, 99), [0.05]])
    negatives = np.concatenate([np.linspace(0.1, 0.5, 99), [0.95]])
    assert youden_threshold(positives, negatives) == pytest.approx(0.7)


def test_a_table_is_parted_from_strangers() -> None:
    rng = np.random.default_rng(3)
    centres = np.repeat(np.eye(8, dtype=np.float32), 5, axis=0)
    table = centres + 0.1 * rng.standard_normal(centres.shape).astype(np.float32)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    strangers = rng.standard_normal((30, 8)).astype(np.float32)
    strangers /= np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = calibrate(table, [f"topic {n // 5}" for n in range(40)], strangers)
    assert np.mean((strangers @ table.T).max(axis=1) >= threshold) < 0.2


def test_a_table_too_small_gets_a_strict_threshold() -> None:
    nothing = np.zeros((0, 4), np.float32)
    assert calibrate(nothing, [], nothing) == FALLBACK_THRESHOLD
    assert calibrate(np.eye(1, 4, dtype=np.float32), ["a"], nothing) == FALLBACK_THRESHOLD
