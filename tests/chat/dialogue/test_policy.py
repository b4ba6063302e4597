"""The policy as a state machine: what was understood and where the talk stands decide."""

import random
from dataclasses import replace

import pytest

from chat.dialogue.decision import Act, Decision
from chat.dialogue.lines import Lines, Moment
from chat.dialogue.meaning import Candidate, Meaning
from chat.dialogue.mirror import mirrored
from chat.dialogue.own_words import HONOUR
from chat.dialogue.policy import LIKELY_ENOUGH, SUMMED_UP_AFTER, answer
from chat.dialogue.repertoire import Answer, Family, Intent, Repertoire, Tone
from chat.dialogue.signs import Sign
from chat.dialogue.state import Heard, TalkState
from chat.dialogue.story import Story

BOSS, ANGRY, JOY, SONG = "work/boss", "feelings/angry", "joy/food", "service/want_song"
GREETING, GOODBYE, QUIET = "smalltalk/greeting", "smalltalk/goodbye", "service/stop_asking"


def intent(topic: str, tone: Tone, *answers: Answer) -> Intent:
    return Intent(topic, topic, f"{topic}s", tone, ("…",), answers)


INTENTS = [
    intent(BOSS, Tone.HEAVY, Answer("출근길부터 무거웠겠어요.", "어떤 말이 걸렸어요?"),
           Answer("존중받고 싶었던 거네요.", "요즘은 어떻게 지내요?")),
    intent(ANGRY, Tone.HEAVY, Answer("속이 뜨거웠겠어요.", "언제 화가 났어요?")),
    intent(JOY, Tone.LIGHT, Answer("맛있었겠어요.")),
    intent(SONG, Tone.LIGHT, Answer("게이지가 차면 골라 드려요.")),
    intent(GREETING, Tone.LIGHT, Answer("반가워요.", "오늘 어땠어요?")),
    intent(GOODBYE, Tone.LIGHT, Answer("또 만나요.", "내일도 올래요?")),
    intent(QUIET, Tone.LIGHT, Answer("그만 물을게요.")),
]  # fmt: skip
FAMILIES = {
    f"{BOSS}s": Family(f"{BOSS}s", "윗사람", (Answer("일터에서 마음이 무거웠겠어요."),)),
    "health/sleep": Family("health/sleep", "잠", (Answer("밤이 길었겠어요."),)),
}
REPERTOIRE = Repertoire({one.topic: one for one in INTENTS}, FAMILIES)
LINES = Lines.shipped()
HEAVY = Story(topic=BOSS, family=f"{BOSS}s", is_heavy=True, matters=(f"{BOSS}s",))


def of(topic: str, probability: float = 0.95, **heard: object) -> Heard:
    candidate = Candidate(topic, f"{topic}s", probability, 0.8)
    meaning = Meaning((candidate,), ((f"{topic}s", probability),))
    return Heard(meaning=meaning, **heard)  # type: ignore[arg-type]


def said(heard: Heard, state: TalkState | None = None, seed: int = 0) -> Decision:
    rng = random.Random(seed)  # noqa: S311
    return answer(heard, state or TalkState(), REPERTOIRE, LINES, rng)


def test_an_intent_that_is_sure_gets_its_answer_and_question() -> None:
    decision = said(of(BOSS))
    assert (decision.act, decision.topic, decision.unmatched) == (Act.INTENT, BOSS, False)
    assert decision.text in {
        "출근길부터 무거웠겠어요. 어떤 말이 걸렸어요?",
        "존중받고 싶었던 거네요. 요즘은 어떻게 지내요?",
    }


def test_no_question_follows_a_question() -> None:
    assert not said(of(BOSS), TalkState(said=["왜 그럴까요?"])).text.endswith("?")


def test_who_asked_for_it_is_not_asked_again() -> None:
    state = TalkState(said=["알겠어요.", "그만 물을게요."], topics=["", QUIET])
    for seed in range(10):
        assert not said(of(BOSS), state, seed).text.endswith("?")
        assert not said(Heard(mirrored=mirrored("밤마다 자꾸 깨요")), state, seed).text.endswith(
            "?"
        )


def test_nothing_is_said_twice() -> None:
    first = said(of(BOSS))
    second = said(of(BOSS), TalkState(said=[first.text]))
    assert first.text.partition(".")[0] not in second.text


def test_when_all_was_said_the_family_speaks() -> None:
    state = TalkState(said=[one.say for one in REPERTOIRE.intents[BOSS].answers])
    decision = said(of(BOSS), state)
    assert (decision.act, decision.text) == (Act.FAMILY, "일터에서 마음이 무거웠겠어요.")


def test_intents_that_share_the_probability_are_answered_by_their_family() -> None:
    siblings = tuple(Candidate(f"health/{n}", "health/sleep", 0.4, 0.7) for n in ("a", "b"))
    repertoire = Repertoire(
        {one.topic: intent(one.topic, Tone.HEAVY, Answer("…")) for one in siblings}, FAMILIES
    )
    heard = Heard(meaning=Meaning(siblings, (("health/sleep", 0.8),)))
    decision = answer(heard, TalkState(), repertoire, LINES, random.Random(0))  # noqa: S311
    assert (decision.act, decision.topic) == (Act.FAMILY, "health/sleep")
    assert "밤이 길었겠어요." in decision.text


def test_what_is_hardly_likely_is_not_answered_as_if_it_were() -> None:
    assert said(of(BOSS, LIKELY_ENOUGH - 0.1)).act is Act.STOCK


def test_ones_own_words_are_given_back_where_no_intent_is_sure() -> None:
    decision = said(Heard(mirrored=mirrored("팀장님이 다들 보는 데서 비웃었어")))
    assert decision.act is Act.MIRROR
    assert decision.text.startswith("팀장님이 다들 보는 데서 비웃었")
    assert decision.unmatched


def test_a_feeling_that_is_sure_stands_beside_ones_own_words() -> None:
    decision = said(Heard(mirrored=mirrored("팀장님이 비웃었어요"), emotion="분노"))
    lines = [line.replace(HONOUR, "셨") for line in LINES.of(Moment.BESIDE, "분노")]
    assert any(line in decision.text for line in lines)


def test_a_sentence_shape_does_not_come_three_times_in_a_row() -> None:
    ends, state = [], TalkState()
    for text in (
        "밤마다 자꾸 깨요",
        "입맛이 없어요",
        "팀장님이 비웃었어요",
        "집에서도 일 생각만 나요",
    ):
        decision = said(Heard(mirrored=mirrored(text)), state)
        ends.append(decision.text.partition(".")[0][-2:])
        state = replace(state, said=[decision.text, *state.said], acts=[decision.act, *state.acts])
    assert not any(ends[n] == ends[n + 1] == ends[n + 2] for n in range(len(ends) - 2))


def test_no_light_answer_within_a_heavy_story_unless_nearly_certain() -> None:
    state = TalkState(said=["…"], story=HEAVY)
    assert said(of(JOY, 0.85), state).topic != JOY
    assert said(of(JOY, 0.95), state).topic == JOY
    assert said(of(JOY, 0.85)).topic == JOY


def test_no_heavy_answer_to_a_word_of_joy() -> None:
    assert said(of(BOSS, 0.8, emotion="기쁨")).topic != BOSS
    assert said(of(BOSS, 0.8, emotion="분노")).topic == BOSS


def test_a_farewell_is_met_without_a_question() -> None:
    assert said(of(GOODBYE)).text == "또 만나요."


def test_a_greeting_names_the_person_at_the_beginning_only() -> None:
    assert said(of(GREETING), TalkState(name="도윤")).text.startswith("도윤님, 반가워요.")
    assert "도윤" not in said(of(GREETING), TalkState(name="도윤", said=["네."])).text


def test_a_correction_is_heard_and_said_so() -> None:
    heard = Heard(corrects=True, mirrored=mirrored("제가 비교가 돼서요"))
    decision = said(heard, TalkState(said=["한집에서 자란 사이라 더 부딪히죠."]))
    assert decision.act is Act.CORRECTED
    assert any(decision.text.startswith(line) for line in LINES.of("corrected"))  # type: ignore[arg-type]
    assert "비교가 됐" in decision.text or "비교가 되" in decision.text


def test_tears_are_met_as_tears() -> None:
    decision = said(Heard(sign=Sign.TEARS, is_unclear=True))
    assert decision.text in LINES.of_sign(Sign.TEARS, is_heavy=False)
    heavy = said(Heard(sign=Sign.TEARS, is_unclear=True), TalkState(said=["…"], story=HEAVY))
    assert heavy.text in LINES.of_sign(Sign.TEARS, is_heavy=True)


def test_a_fragment_goes_with_the_story() -> None:
    heard = Heard(together=Meaning((), ((f"{BOSS}s", 0.9),)))
    decision = said(heard, TalkState(said=["…"], story=HEAVY))
    assert (decision.act, decision.text) == (Act.FAMILY, "일터에서 마음이 무거웠겠어요.")


def test_after_many_turns_the_matters_are_summed_up_once() -> None:
    story = replace(HEAVY, matters=(f"{BOSS}s", "health/sleep"))
    state = TalkState(said=[f"{n}." for n in range(SUMMED_UP_AFTER)], story=story)
    assert said(Heard(), state).act is not Act.SUM_UP, "something may have been told"
    aside = Heard(meaning=Meaning(nothing=0.9))
    decision = said(aside, state)
    assert decision.act is Act.SUM_UP
    assert "윗사람, 잠 이야기" in decision.text
    assert said(aside, replace(state, story=decision.story)).act is not Act.SUM_UP


def test_a_note_on_the_gauge_is_no_part_of_the_answer() -> None:
    decision = said(of(BOSS), TalkState(gauge_before=90, gauge_after=110))
    assert decision.note in LINES.of("full")  # type: ignore[arg-type]
    assert decision.note not in decision.text
    assert said(of(BOSS), TalkState(gauge_before=100, gauge_after=120)).note == ""


def test_who_wants_a_song_that_is_ready_is_shown_where_it_is() -> None:
    assert said(of(SONG), TalkState(song_ready=True)).act is Act.SONGS
    assert said(of(SONG)).act is Act.INTENT


def test_a_matter_makes_the_story_and_small_talk_does_not() -> None:
    assert said(of(BOSS)).story.topic == BOSS
    after = said(of(GREETING), TalkState(story=HEAVY))
    assert (after.story.topic, after.story.age) == (BOSS, 1)


def test_who_was_named_is_remembered() -> None:
    assert said(of(BOSS, persons=("팀장님",))).story.persons == ("팀장님",)


@pytest.mark.parametrize("heard", [Heard(is_unclear=True), Heard(is_short=True), Heard()])
def test_what_is_not_understood_gets_a_line_for_the_moment(heard: Heard) -> None:
    decision = said(heard)
    assert decision.act is Act.STOCK
    assert decision.text in LINES.of(decision.moment)  # type: ignore[arg-type]


def test_fragments_and_what_is_unreadable_are_nothing_for_staff() -> None:
    assert not said(Heard(is_unclear=True)).unmatched
    assert not said(Heard(meaning=Meaning(nothing=0.9))).unmatched
    assert said(Heard()).unmatched


def test_nobody_is_asked_for_the_time_that_was_just_told() -> None:
    for seed in range(20):
        assert "언제" not in said(of(ANGRY, text="어제부터 화가 나"), seed=seed).text
    assert "언제 화가 났어요?" in said(of(ANGRY, text="화가 나")).text


def test_what_only_names_something_is_given_back_without_a_question() -> None:
    for seed in range(10):
        assert not said(Heard(mirrored=mirrored("동생은 벌써 대리인데")), seed=seed).text.endswith(
            "?"
        )


def test_letters_that_are_a_greeting_are_no_laughter() -> None:
    same = Candidate(GREETING, f"{GREETING}s", 0.97, 1.0)
    heard = Heard(sign=Sign.LAUGHTER, meaning=Meaning((same,), ((f"{GREETING}s", 0.97),)))
    assert said(heard).topic == GREETING


def test_what_is_sure_enough_for_want_of_ones_own_words_is_not_sure_beside_them() -> None:
    heard = of(BOSS, LIKELY_ENOUGH)
    assert said(heard).act is Act.INTENT
    beside = said(replace(heard, mirrored=mirrored("팀장님이 비웃었어요")))
    assert beside.act is Act.FAMILY
    assert beside.text.startswith("팀장님이 비웃었")


def test_a_feeling_that_was_named_is_neither_named_again_nor_asked_for() -> None:
    heard = Heard(
        text="시험을 생각하면 너무 불안해요",
        mirrored=mirrored("시험을 생각하면 너무 불안해요"),
        emotion="불안",
    )
    texts = {said(heard, seed=seed).text for seed in range(30)}
    assert not [text for text in texts if "어떤 마음" in text or text.count("불안") > 1]
