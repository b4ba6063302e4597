import numpy as np
import pytest

from chat.index import Entry, ReplyIndex


def entry(number: int, kind: str = "reply", topic: str = "sleep") -> Entry:
    return Entry(number, kind, topic, f"답 {number}")


VECTORS = np.eye(3, dtype=np.float32)
INDEX = ReplyIndex(VECTORS, [entry(1), entry(2), entry(3, kind="smalltalk", topic="greeting")])


def test_the_nearest_entry_of_a_kind_is_found() -> None:
    match = INDEX.nearest(np.array([0.6, 0.8, 0], np.float32), kind="reply")
    assert match is not None
    assert match.entry.reply_id == 2
    assert match.similarity == pytest.approx(0.8)


def test_other_kinds_are_not_looked_at() -> None:
    match = INDEX.nearest(VECTORS[0], kind="smalltalk")
    assert match is not None
    assert match.entry.reply_id == 3


def test_a_kind_without_entries_has_no_nearest() -> None:
    assert ReplyIndex(np.zeros((0, 3), np.float32), []).nearest(VECTORS[0], kind="reply") is None


def test_entries_of_a_topic_begin_with_the_one_asked_for() -> None:
    assert [e.reply_id for e in INDEX.of_topic(entry(2))] == [2, 1]


def test_an_entry_without_a_topic_stands_alone() -> None:
    assert INDEX.of_topic(entry(9, topic="")) == [entry(9, topic="")]


def test_vectors_and_entries_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="3 vectors for 1 entries"):
        ReplyIndex(VECTORS, [entry(1)])
