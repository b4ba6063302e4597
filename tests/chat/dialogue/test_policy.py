"""The policy as a state machine: what was understood and where the talk stands decide."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from chat.dialogue.index import Entry, Match, ReplyIndex
from chat.dialogue.policy import (
    CRISIS,
    FALLBACK,
    Decision,
    Heard,
    Line,
    Moment,
    Repertoire,
    TalkState,
    answer,
    crisis_answer,
)

BOSS = Entry(1, "reply", "work/boss", "출근길부터 무거웠겠어요.", "어떤 말이 걸렸어요?")
BOSS_TOO = Entry(2, "reply", "work/boss", "존중받고 싶었던 거네요.", "요즘은 어떻게 지내요?")
ANGRY = Entry(3, "reply", "feelings/angry", "속이 뜨거웠겠어요.", "언제 화가 났어요?")
GREETING = Entry(4, "smalltalk", "smalltalk/greeting", "반가워요.", "오늘 어땠어요?")
GOODBYE = Entry(5, "smalltalk", "smalltalk/goodbye", "또 만나요.", "내일도 올래요?")
SONG = Entry(6, "smalltalk", "service/want_song", "게이지가 차면 골라 드려요.")
ENTRIES = [BOSS, BOSS_TOO, ANGRY, GREETING, GOODBYE, SONG]
LINES = [
    *(Line(Moment.OPEN, f"더 들려줄래요{n}?") for n in range(3)),
    *(Line(Moment.OPEN, f"듣고 있어요{n}.") for n in range(3)),
    Line(Moment.DEEPEN, "그 뒤로 달라진 게 있어요?"),
    Line(Moment.DEEPEN, "계속 듣고 있어요."),
    Line(Moment.LIGHT, "소소한 이야기도 좋아요."),
    Line(Moment.IN_CARE, "말해 줘서 고마워요."),
    Line(Moment.SHORT, "짧은 말도 좋아요."),
    Line(Moment.UNCLEAR, "다시 적어 줄래요?"),
    Line(Moment.REFLECT, "화가 났군요.", "분노"),
    Line(Moment.REFLECT, "슬펐군요.", "슬픔"),
    Line(Moment.NEARLY_FULL, "거의 찼어요."),
    Line(Moment.FULL, "다 찼어요."),
    Line(Moment.SONG_READY, "노래를 골라 뒀어요."),
]
REPERTOIRE = Repertoire(ReplyIndex(np.eye(6, dtype=np.float32), ENTRIES), LINES)


def understood(entry: Entry) -> Heard:
    return Heard(Match(entry, 0.9, 0.1), understood=True)


def said(heard: Heard, state: TalkState | None = None, seed: int = 0) -> Decision:
    rng = random.Random(seed)  # noqa: S311
    return answer(heard, state or TalkState(), REPERTOIRE, rng)


def after(*texts: str, topics: Sequence[str] = (), **state: object) -> TalkState:
    return TalkState(said=texts, topics=topics, **state)  # type: ignore[arg-type]


def test_what_is_understood_gets_its_reply_and_question() -> None:
    decision = said(understood(BOSS))
    assert (decision.source, decision.reply_id, decision.unmatched) == ("reply", 1, False)
    assert decision.text == "출근길부터 무거웠겠어요. 어떤 말이 걸렸어요?"


def test_no_question_follows_a_question() -> None:
    assert said(understood(BOSS), after("왜 그럴까요?")).text == BOSS.text


@pytest.mark.parametrize("topic", ["service/stop_asking", "service/just_listen"])
def test_who_asked_for_it_is_not_asked_again(topic: str) -> None:
    state = after("알겠어요.", "네.", topics=["", topic])
    assert said(understood(BOSS), state).text == BOSS.text
    for seed in range(10):
        assert not said(Heard(), state, seed).text.endswith("?")


def test_a_reply_said_in_this_talk_gives_way_to_another_of_its_topic() -> None:
    state = after("음.", BOSS.text, topics=["", "work/boss"])
    assert said(understood(BOSS), state).reply_id == BOSS_TOO.reply_id


def test_where_all_of_a_topic_was_said_the_talk_goes_on_and_nobody_is_asked_to_teach() -> None:
    decision = said(understood(BOSS), after(BOSS.text, BOSS_TOO.text))
    assert (decision.source, decision.moment) == (FALLBACK, Moment.DEEPEN)
    assert not decision.unmatched


def test_a_feeling_within_a_story_is_answered_with_a_question_about_the_story() -> None:
    state = after(f"{BOSS.text} {BOSS.follow_up}", topics=["work/boss"])
    assert said(understood(ANGRY), state).text == ANGRY.text, "it was just asked something"
    state = after("그랬군요.", *state.said, topics=["", "work/boss"])
    assert said(understood(ANGRY), state).text == f"{ANGRY.text} {BOSS_TOO.follow_up}"


def test_a_story_left_long_ago_is_not_taken_up() -> None:
    state = after("가.", "나.", "다.", "라.", topics=["", "", "", "work/boss"])
    assert said(understood(ANGRY), state).text == f"{ANGRY.text} {ANGRY.follow_up}"


def test_what_goes_on_with_the_story_belongs_to_it() -> None:
    heard = Heard(nearest=Match(GREETING, 0.3, 0.0), together=Match(BOSS, 0.9, 0.1))
    assert said(heard, after("그랬군요.", topics=["work/boss"])).reply_id == BOSS.reply_id
    assert said(heard, after("그랬군요.", topics=["money/debt"])).source == FALLBACK


def test_who_greets_first_is_greeted_by_name() -> None:
    assert said(understood(GREETING), TalkState(name="하늘")).text.startswith("하늘님, 반가워요.")
    assert not said(understood(GREETING), after("네.", name="하늘")).text.startswith("하늘")


def test_a_farewell_asks_nothing() -> None:
    assert said(understood(GOODBYE)).text == GOODBYE.text


def test_songs_are_promised_or_pointed_at() -> None:
    assert said(understood(SONG)).text == SONG.text
    full = TalkState(gauge_before=100)
    assert said(understood(SONG), full).text == "다 찼어요."
    ready = replace(full, song_ready=True)
    assert said(understood(SONG), ready).text == "노래를 골라 뒀어요."
    assert said(understood(SONG), replace(ready, in_crisis=True)).text == SONG.text


@pytest.mark.parametrize(
    ("heard", "state", "moment"),
    [
        (Heard(is_unclear=True), TalkState(), Moment.UNCLEAR),
        (Heard(emotion="분노"), TalkState(), Moment.REFLECT),
        (Heard(is_short=True), TalkState(), Moment.SHORT),
        (Heard(), TalkState(), Moment.OPEN),
        (Heard(), after("가.", "나."), Moment.DEEPEN),
        (Heard(), after("가.", "나.", topics=["work/boss", "joy/award"]), Moment.DEEPEN),
        (Heard(), after("가.", "나.", topics=["", "joy/award"]), Moment.LIGHT),
        (Heard(), after("가.", "나.", topics=["smalltalk/coffee"]), Moment.LIGHT),
    ],
)
def test_a_fallback_fits_the_moment(heard: Heard, state: TalkState, moment: Moment) -> None:
    decision = said(heard, state)
    assert (decision.source, decision.moment, decision.unmatched) == (FALLBACK, moment, True)


def test_after_a_crisis_talk_goes_on_gently_and_is_nobodys_to_teach() -> None:
    for heard in (Heard(), Heard(emotion="슬픔"), Heard(is_short=True)):
        decision = said(heard, TalkState(in_crisis=True))
        assert (decision.moment, decision.unmatched) == (Moment.IN_CARE, False)


def test_a_feeling_without_a_reply_is_reflected() -> None:
    assert said(Heard(emotion="슬픔")).text == "슬펐군요."


def test_nothing_is_repeated_while_there_is_something_else() -> None:
    told: list[str] = []
    for seed in range(6):
        told.insert(0, said(Heard(), TalkState(said=told[:1] + ["…"] * 0), seed).text)
        assert told[0] != (told[1:2] or [""])[0]


def test_the_gauge_is_mentioned_once_as_it_passes() -> None:
    nearly = TalkState(gauge_before=70, gauge_after=85)
    assert said(understood(BOSS), nearly).text == f"{BOSS.text} 거의 찼어요."
    assert said(Heard(), TalkState(gauge_before=85, gauge_after=120)).text.endswith("다 찼어요.")
    assert said(understood(BOSS), TalkState(gauge_before=85, gauge_after=95)).text.startswith(
        f"{BOSS.text} {BOSS.follow_up}"
    )


def test_a_lone_question_gives_way_to_the_gauge() -> None:
    lines = [Line(Moment.OPEN, "어떤 일이에요?"), Line(Moment.FULL, "다 찼어요.")]
    repertoire = Repertoire(REPERTOIRE.index, lines)
    state = TalkState(gauge_before=85, gauge_after=120)
    rng = random.Random(0)  # noqa: S311
    assert answer(Heard(), state, repertoire, rng).text == "다 찼어요."


def test_nobody_is_told_of_the_gauge_in_a_talk_with_a_crisis() -> None:
    state = TalkState(gauge_before=70, gauge_after=85, in_crisis=True)
    assert "찼어요" not in said(understood(BOSS), state).text


def test_a_crisis_is_answered_by_its_own_words() -> None:
    replies = ["전화해 주세요.", "혼자 있지 마세요."]
    for seed in range(6):
        rng = random.Random(seed)  # noqa: S311
        decision = crisis_answer(replies, after(replies[0]), rng)
        assert (decision.source, decision.text) == (CRISIS, replies[1])


def test_without_any_reply_there_is_still_an_answer() -> None:
    empty = Repertoire(ReplyIndex(np.zeros((0, 6), np.float32), []), LINES)
    rng = random.Random(0)  # noqa: S311
    assert answer(Heard(), TalkState(), empty, rng).source == FALLBACK
