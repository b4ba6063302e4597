import numpy as np
import pytest

from chat.dialogue.index import Entry, ReplyIndex, intent_scores, intents_of


def entry(number: int, kind: str = "reply", topic: str = "sleep") -> Entry:
    return Entry(number, kind, topic, f"답 {number}")


VECTORS = np.eye(3, dtype=np.float32)
INDEX = ReplyIndex(VECTORS, [entry(1), entry(2), entry(3, kind="smalltalk", topic="greeting")])


def test_the_nearest_entry_of_the_nearest_intent_is_found() -> None:
    match = INDEX.nearest(np.array([0.5, 0.8, 0.3], np.float32))
    assert match is not None
    assert match.entry.reply_id == 2
    assert match.similarity == pytest.approx((0.8 + 0.5) / 2), "of the two nearest of the intent"
    assert match.margin == pytest.approx(0.65 - 0.3)


def test_one_near_entry_does_not_outweigh_an_intent() -> None:
    scores = intent_scores(np.array([[0.9, 0.1, 0.7, 0.7]]), intents_of(["a", "a", "b", "b"]))
    assert scores[0] == pytest.approx([0.5, 0.7])


def test_the_very_same_utterance_needs_no_other() -> None:
    assert intent_scores(np.array([[0.98, 0.1]]), intents_of(["a", "a"]))[0] == pytest.approx(
        [0.98]
    )


def test_entries_that_may_not_speak_are_left_out() -> None:
    scores = intent_scores(np.array([[-np.inf, 0.4, -np.inf]]), intents_of(["a", "a", "b"]))
    assert scores[0] == pytest.approx([0.4, -1])


def test_an_empty_index_has_no_nearest() -> None:
    assert ReplyIndex(np.zeros((0, 3), np.float32), []).nearest(VECTORS[0]) is None


def test_a_single_intent_has_no_rival() -> None:
    match = ReplyIndex(VECTORS[:1], [entry(1)]).nearest(VECTORS[0])
    assert match is not None
    assert match.margin == 1


def test_entries_of_a_topic() -> None:
    assert [one.reply_id for one in INDEX.of_topic("sleep")] == [1, 2]


def test_entries_without_a_topic_stand_alone() -> None:
    assert entry(8, topic="").intent != entry(9, topic="").intent
    assert entry(8).intent == entry(9).intent != entry(9, kind="smalltalk").intent


def test_vectors_and_entries_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="3 vectors for 1 entries"):
        ReplyIndex(VECTORS, [entry(1)])
