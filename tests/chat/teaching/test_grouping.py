"""Utterances of one meaning come together; the largest group and its middle come first."""

import numpy as np

from chat.dialogue.index import Vectors
from chat.teaching.grouping import group
from emotions.language.encoder import get_packaged_encoder


def around(centre: int, count: int) -> Vectors:
    rng = np.random.default_rng(centre)
    vectors = rng.normal(0, 0.05, (count, 24)).astype(np.float32)
    vectors[:, centre] += 1
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def test_nothing_and_one_are_their_own_groups() -> None:
    assert group(np.empty((0, 24), np.float32)) == []
    assert group(around(0, 1)) == [[0]]


def test_the_largest_group_comes_first() -> None:
    groups = group(np.concatenate([around(1, 3), around(2, 5), around(3, 1)]))
    assert [sorted(rows) for rows in groups] == [[3, 4, 5, 6, 7], [0, 1, 2], [8]]


def test_the_middle_of_a_group_leads_it() -> None:
    ends = np.zeros((3, 24), np.float32)
    ends[0, :2], ends[1, :2], ends[2, :2] = (1, 0.5), (1, 0), (1, -0.5)
    ends /= np.linalg.norm(ends, axis=1, keepdims=True)
    assert group(ends)[0][0] == 1


def test_wordings_of_one_meaning_come_together() -> None:
    texts = [
        "층간소음 때문에 미치겠어",
        "윗집이 너무 시끄러워",
        "위층 발소리 때문에 잠을 못 자겠어",
    ]
    others = ["주식이 반토막 났어", "코인으로 돈을 다 잃었어"]
    groups = group(get_packaged_encoder().encode([*texts, *others]))
    assert not any({row < 3 for row in rows} == {True, False} for rows in groups)
    assert len(groups[0]) >= 2
