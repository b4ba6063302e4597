import random

import numpy as np

from chat.index import Entry, ReplyIndex, Vectors
from chat.policy import Decision, Recent, Thresholds, answer, crisis_answer

SLEEP = Entry(1, "reply", "sleep", "잠 못 드는 밤은 참 길죠.", "언제부터 그랬나요?")
SLEEP_TOO = Entry(2, "reply", "sleep", "뒤척이느라 지치셨겠어요.")
GREETING = Entry(3, "smalltalk", "greeting", "반가워요.")
INDEX = ReplyIndex(np.eye(3, dtype=np.float32), [SLEEP, SLEEP_TOO, GREETING])
FALLBACKS = [f"조금 더 들려주세요. {n}" for n in range(8)]
THRESHOLDS = Thresholds(reply=0.7, smalltalk=0.7)
NEAR_SLEEP = np.array([0.9, 0.3, 0.1], np.float32)
NEAR_GREETING = np.array([0.1, 0.1, 0.95], np.float32)
FAR = np.array([0.5, 0.5, 0.5], np.float32)


def ask(vector: Vectors, recent: Recent | None = None, seed: int = 0) -> Decision:
    return answer(
        INDEX,
        vector,
        THRESHOLDS,
        FALLBACKS,
        recent=recent or Recent(),
        rng=random.Random(seed),  # noqa: S311
    )


def test_a_near_utterance_gets_its_reply_with_the_follow_up() -> None:
    decision = ask(NEAR_SLEEP)
    assert decision.source == "reply"
    assert decision.reply_id == 1
    assert decision.text == "잠 못 드는 밤은 참 길죠. 언제부터 그랬나요?"


def test_no_question_follows_a_question() -> None:
    assert ask(NEAR_SLEEP, Recent(["왜 그럴까요?"], asked=True)).text == SLEEP.text


def test_a_reply_said_lately_gives_way_to_another_of_its_topic() -> None:
    assert ask(NEAR_SLEEP, Recent([SLEEP.text])).reply_id == SLEEP_TOO.reply_id


def test_where_all_of_a_topic_were_said_the_nearest_is_said_again() -> None:
    assert ask(NEAR_SLEEP, Recent([SLEEP.text, SLEEP_TOO.text])).reply_id == SLEEP.reply_id


def test_small_talk_is_told_apart() -> None:
    assert ask(NEAR_GREETING).source == "smalltalk"


def test_what_is_not_understood_gets_a_question_back_and_names_the_nearest() -> None:
    decision = ask(FAR)
    assert decision.source == "fallback"
    assert decision.text in FALLBACKS
    assert decision.reply_id is None
    assert decision.nearest is not None
    assert decision.similarity == decision.nearest.similarity


def test_fallbacks_never_repeat_twice_running_even_when_all_were_used() -> None:
    said: list[str] = []
    for seed in range(50):
        text = ask(FAR, Recent(said[::-1][:6]), seed).text
        assert not said or text != said[-1]
        said.append(text)
    assert set(said) == set(FALLBACKS)


def test_an_empty_table_still_answers() -> None:
    empty = ReplyIndex(np.zeros((0, 3), np.float32), [])
    decision = answer(
        empty,
        FAR,
        THRESHOLDS,
        FALLBACKS,
        recent=Recent(),
        rng=random.Random(0),  # noqa: S311
    )
    assert decision.source == "fallback"
    assert decision.similarity is None


def test_a_crisis_reply_is_not_the_one_just_said() -> None:
    replies = ["지금 안전한가요?", "곁에 누가 있나요?"]
    for seed in range(20):
        rng = random.Random(seed)  # noqa: S311
        assert crisis_answer(replies, Recent([replies[0]]), rng).text == replies[1]
