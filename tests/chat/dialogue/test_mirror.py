"""A person's own words given back, in the project's own sentences of tests/chat/data/mirror.csv.

Rows of the set `develop` were looked at while the rules were written and must come out exactly.
Rows of the set `apart` were written before anybody saw a result, and several of them allow more
than one mirror ("a | b"). At the first look, with the frames of then, 75 of 80 mirrors given were
natural (94 %), given for 77 of 78 statements. Where later frames word one otherwise, that was
read and stands beside the first, so these rows now guard against change and measure no more.
"""

import csv
import random
import unicodedata
from pathlib import Path

import pytest

from chat.dialogue.mirror import Frame, mirrored, spaced

DATA = Path(__file__).parents[1] / "data" / "mirror.csv"
ROWS = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
DEVELOP = [(row["utterance"], row["mirror"]) for row in ROWS if row["set"] == "develop"]
APART = [(row["utterance"], row["mirror"].split(" | ")) for row in ROWS if row["set"] == "apart"]
STATED = [utterance for utterance, mirror in DEVELOP if mirror]


def _mirror(utterance: str) -> str:
    found = mirrored(utterance)
    return found.text() if found else ""


@pytest.mark.parametrize(("utterance", "mirror"), DEVELOP)
def test_words_are_given_back_or_left_alone(utterance: str, mirror: str) -> None:
    assert _mirror(utterance) == mirror


def test_what_was_kept_apart_comes_out_as_wanted() -> None:
    as_wanted = sum(_mirror(utterance) in wanted for utterance, wanted in APART)
    assert as_wanted / len(APART) >= 0.94


def test_most_statements_that_were_kept_apart_are_given_back() -> None:
    statements = [utterance for utterance, wanted in APART if wanted != [""]]
    assert sum(bool(_mirror(utterance)) for utterance in statements) / len(statements) >= 0.9


@pytest.mark.parametrize(
    ("utterance", "seen", "heard", "surprised", "gathered"),
    [
        ("밤마다 자꾸 깨", "깨시는군요.", "깨시네요.", "깨신다니", "깨시는 거네요."),
        ("회사에서 잘렸어", "잘리셨군요.", "잘리셨네요.", "잘리셨다니", "잘리신 거네요."),
        ("엄마가 소리를 질러", "지르는군요.", "지르는군요.", "지른다니", "지른다는 거군요."),
        ("그 뒤로 말을 안 해", "말씀이군요.", "한다는 거군요.", "한다니", "한다는 거군요."),
        ("머리가 너무 아파", "아프시군요.", "아프시네요.", "아프시다니", "아프신 거네요."),
        ("나는 친구가 없어", "없으시군요.", "없으시네요.", "없으시다니", "없으신 거네요."),
        ("답장이 하나도 없어", "없군요.", "없군요.", "없다니", "없다는 거군요."),
        ("나는 고3이야", "고3이시군요.", "고3이시네요.", "고3이시라니", "고3이신 거네요."),
        ("빚이 2천만 원이야", "원이군요.", "원이군요.", "원이라니", "원이라는 거군요."),
        ("혼자 밥을 먹어", "드시는군요.", "드시네요.", "드신다니", "드시는 거네요."),
        ("하루 종일 누워 있어", "계시는군요.", "계시네요.", "계신다니", "계시는 거네요."),
    ],
)  # fmt: skip
def test_the_frame_varies(
    utterance: str, seen: str, heard: str, surprised: str, gathered: str
) -> None:
    found = mirrored(utterance)
    assert found is not None
    frames = (Frame.SEEN, Frame.HEARD, Frame.SURPRISED, Frame.GATHERED)
    texts = [found.text(frame) for frame in frames]
    ends = [seen, heard, surprised, gathered]
    assert all(text.endswith(end) for text, end in zip(texts, ends, strict=True)), texts


@pytest.mark.parametrize(
    ("utterance", "said", "meant"),
    [
        ("밤마다 자꾸 깨", "깨신다는 말씀이군요.", "깨신다는 거군요."),
        ("엄마가 소리를 질러", "지른다는 말씀이군요.", "지른다는 거군요."),
        ("나는 고3이야", "고3이시라는 말씀이군요.", "고3이시라는 거군요."),
        ("회사에서 잘렸어", "잘리셨다는 말씀이군요.", "잘리셨다는 거군요."),
    ],
)
def test_what_was_said_can_be_given_back_as_such(utterance: str, said: str, meant: str) -> None:
    found = mirrored(utterance)
    assert found is not None
    assert found.text(Frame.SAID).endswith(said)
    assert found.text(Frame.MEANT).endswith(meant)


@pytest.mark.parametrize(
    ("utterance", "is_felt", "is_lasting"),
    [
        ("밤마다 자꾸 깨", False, True),
        ("회사에서 잘렸어", False, False),
        ("너무 억울해", True, True),
        ("친구한테 너무 서운했어", True, False),
        ("요즘 스트레스가 많아", True, True),
        ("머리가 자주 아파", False, True),
        ("내일 엄마한테 말할 거야", False, False),
        ("멀리 떠나고 싶어", False, False),
    ],
)
def test_it_is_known_what_was_told(utterance: str, is_felt: bool, is_lasting: bool) -> None:
    found = mirrored(utterance)
    assert found is not None
    assert (found.tells_feeling, found.is_habit_or_state) == (is_felt, is_lasting)


@pytest.mark.parametrize("frame", Frame)
def test_every_frame_is_whole_syllables(frame: Frame) -> None:
    texts = [found.text(frame) for utterance in STATED if (found := mirrored(utterance))]
    assert len(texts) == len(STATED)
    assert not [text for text in texts if any("HANGUL JONGSEONG" in _name(c) for c in text)]


def _name(char: str) -> str:
    return unicodedata.name(char, "")


@pytest.mark.parametrize(
    ("utterance", "persons"),
    [
        ("팀장님이 다들 보는 데서 비웃었어", ("팀장님",)),
        ("엄마랑 남자친구가 다퉜어", ("엄마", "남자친구")),
        ("시어머니가 남편 편만 들어요", ("시어머니", "남편")),
        ("그 사람이 자꾸 생각나", ()),
        ("점심을 자꾸 걸렀어", ()),
    ],
)
def test_persons_are_named_as_written(utterance: str, persons: tuple[str, ...]) -> None:
    found = mirrored(utterance)
    assert found is not None
    assert found.persons == persons


@pytest.mark.parametrize(
    ("utterance", "is_speaker"),
    [
        ("밤마다 자꾸 깨", True),
        ("상사가 너무 싫어", True),
        ("입맛이 하나도 없어", True),
        ("몸무게가 5킬로 줄었어", False),
        ("엄마가 많이 힘들어해", False),
        ("남편이 술을 너무 마셔요", False),
        ("할머니가 어제 돌아가셨어", False),
    ],
)
def test_only_the_speaker_is_honoured(utterance: str, is_speaker: bool) -> None:
    found = mirrored(utterance)
    assert found is not None
    assert found.subject_is_speaker is is_speaker


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\ud800 가",
        "가 " * 2000,
        "\x00 \x01",
        "1 2 3",
        "ㄱ ㄴ",
        "、 。",
        "나 나 나",
    ],
)
def test_what_is_no_sentence_has_no_mirror(text: str) -> None:
    assert mirrored(text) is None


def test_mixed_up_words_raise_nothing() -> None:
    words = sorted({word for row in ROWS for word in row["utterance"].split()})
    mixed = random.Random(7)  # noqa: S311
    for _ in range(500):
        found = mirrored(" ".join(mixed.choices(words, k=mixed.randint(1, 5))))
        assert found is None or all(found.text(frame) for frame in Frame)


def test_decomposed_hangul_is_the_same() -> None:
    utterance = "밤마다 자꾸 깨"
    assert _mirror(unicodedata.normalize("NFD", utterance)) == _mirror(utterance) != ""


@pytest.mark.parametrize(
    ("text", "with_spaces"),
    [
        ("오늘너무힘들었어", "오늘 너무 힘들었어"),
        ("잠이안와", "잠이 안 와"),
        ("회사가기싫어요", "회사 가기 싫어요"),
        ("아무것도하기싫고누워만있고싶어", "아무것도 하기 싫고 누워만 있고 싶어"),
        ("힘들었어", "힘들었어"),
        ("몽글몽글", "몽글몽글"),
        ("오늘 너무힘들었어", "오늘 너무힘들었어"),
        ("", ""),
    ],
)
def test_spaces_are_put_back_where_there_are_none(text: str, with_spaces: str) -> None:
    assert spaced(text) == with_spaces


@pytest.mark.parametrize("text", ["가" * 1000, "잠이안와" * 250, "\ud800" * 50])
def test_spacing_loses_nothing(text: str) -> None:
    assert spaced(text).replace(" ", "") == text
