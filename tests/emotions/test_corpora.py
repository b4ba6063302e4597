"""Reading corpora and splitting them: all files here are of our own making."""

from collections import Counter
from pathlib import Path

import pytest

from emotions.training import corpora
from emotions.training.corpora import CorpusMissing

TALKS = [
    (
        "기쁨",
        "신이 난",
        "텃밭에 심은 토마토가 드디어 익었어!",
        "이웃들이랑 나눠 먹을 거야.",
        "벌써 신나.",
    ),
    ("분노", "성가신", "윗집이 밤마다 가구를 끌어서 미치겠어.", "관리실에 말해도 소용이 없어.", ""),
    ("슬픔", "우울한", "오래 키운 거북이가 떠나서 집이 텅 빈 것 같아.", "어항을 못 치우겠어.", ""),
]


def write_talks(folder: Path, elderly: list[tuple[str, str]]) -> None:
    emotion = folder / "emotion"
    emotion.mkdir(parents=True, exist_ok=True)
    lines = ["emotion,sub_emotion,turn1,turn2,turn3", *(",".join(talk) for talk in TALKS)]
    (emotion / "aihub_dialogues.csv").write_text("\n".join(lines), encoding="utf-8")
    rows = ["emotion,text", *(",".join(row) for row in elderly)]
    (emotion / "aihub_elderly.csv").write_text("\n".join(rows), encoding="utf-8")


def test_split_is_fixed_by_words_alone() -> None:
    text = "우산을 두고 왔는데 비가 쏟아져."
    assert corpora.split_of(text) == corpora.split_of("  우산을두고 왔는데... 비가 쏟아져!! ")


def test_splits_have_their_shares() -> None:
    counts = Counter(corpora.split_of(f"{number}번째 이야기") for number in range(20_000))
    assert counts["test"] / 20_000 == pytest.approx(corpora.TEST_SHARE, abs=0.01)
    assert counts["dev"] / 20_000 == pytest.approx(corpora.DEV_SHARE, abs=0.01)
    assert counts["stack"] / 20_000 == pytest.approx(corpora.STACK_SHARE, abs=0.01)


def test_dialogues_keep_their_turns_without_empty_ones(tmp_path: Path) -> None:
    write_talks(tmp_path, [])
    first, second, third = corpora.load_dialogues(tmp_path)
    assert first.turns == TALKS[0][2:]
    assert second.turns == TALKS[1][2:4]
    assert (third.emotion, third.sub_emotion) == ("슬픔", "우울한")
    assert second.text == "윗집이 밤마다 가구를 끌어서 미치겠어. 관리실에 말해도 소용이 없어."


def test_exact_copy_of_a_dialogue_is_left_out(tmp_path: Path) -> None:
    copy = "".join(TALKS[1][2:4])
    own = "손주가 첫걸음을 떼는 모습을 영상으로 받았어."
    write_talks(tmp_path, [("분노", copy), ("기쁨", own), ("기쁨", own)])
    assert [one.text for one in corpora.load_elderly(tmp_path)] == [own]


def test_near_copy_has_the_split_of_its_dialogue(tmp_path: Path) -> None:
    elderly = [(talk[0], " ".join(talk[2:4]) + " 정말 그래.") for talk in TALKS]
    write_talks(tmp_path, elderly)
    dialogues, copies = corpora.load_dialogues(tmp_path), corpora.load_elderly(tmp_path)
    assert [copy.split for copy in copies] == [dialogue.split for dialogue in dialogues]


def write_later(folder: Path, talks: list[tuple[str, ...]]) -> None:
    lines = ["emotion,sub_emotion,turn1,turn2,turn3", *(",".join(talk) for talk in talks)]
    (folder / corpora.LATER).write_text("\n".join(lines), encoding="utf-8")


def many(count: int, emotion: str = "기쁨") -> list[tuple[str, ...]]:
    """Talks that share no piece of eight characters."""
    digits = str.maketrans("0123456789", "가나다라마바사아자차")
    return [
        (emotion, "", f"{number:06}".translate(digits), f"{number**3:018}".translate(digits), "")
        for number in range(1, count + 1)
    ]


def test_later_dialogues_are_learnt_from_and_never_tested_on(tmp_path: Path) -> None:
    write_talks(tmp_path, [])
    write_later(tmp_path, many(300))
    splits = Counter(one.split for one in corpora.load_later_dialogues(tmp_path))
    assert set(splits) == {"train", "stack"}
    assert splits["train"] > splits["stack"]


def test_later_dialogues_change_no_earlier_split(tmp_path: Path) -> None:
    write_talks(tmp_path, [])
    before = corpora.load_dialogues(tmp_path)
    linking = " ".join((*TALKS[0][2:4], *TALKS[1][2:4], *TALKS[2][2:4]))
    write_later(tmp_path, [("기쁨", "", linking, "", "")])
    corpora._emotion_corpora.cache_clear()
    assert corpora.load_dialogues(tmp_path) == before


@pytest.mark.parametrize(
    ("held", "left"), [("test", []), ("dev", []), ("stack", ["stack"]), ("train", ["train"])]
)
def test_a_later_near_copy_goes_with_what_it_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: corpora.Split, left: list[str]
) -> None:
    write_talks(tmp_path, [])
    monkeypatch.setattr(corpora, "split_of", lambda text: held)
    copy = ("분노", "", " ".join(TALKS[1][2:4]) + " 정말 그래.", "", "")
    write_later(tmp_path, [copy])
    assert [one.split for one in corpora.load_later_dialogues(tmp_path)] == left


def test_emotions_that_the_product_lacks_are_left_out(tmp_path: Path) -> None:
    write_talks(tmp_path, [])
    write_later(tmp_path, [*many(1, "당황"), *many(2)])
    assert {one.emotion for one in corpora.load_later_dialogues(tmp_path)} == {"기쁨"}


def test_later_dialogues_may_be_absent(tmp_path: Path) -> None:
    write_talks(tmp_path, [])
    assert corpora.load_later_dialogues(tmp_path) == []


def test_near_copies_form_groups_through_one_another() -> None:
    texts = [
        "아침에 버스를 놓쳐서 회사까지 뛰어갔더니 하루가 길었어",
        "창문을 열어 두고 잤더니 목이 잠겼네",
        "버스를 놓쳐서 회사까지 뛰어갔더니 하루가 길었어 저녁엔 일찍 누웠어",
        "하루가 길었어 저녁엔 일찍 누웠어 라디오를 들으며",
    ]
    assert corpora.near_copy_groups(texts) == [0, 1, 0, 0]


def test_short_texts_are_no_copies_of_each_other() -> None:
    assert corpora.near_copy_groups(["응", "아니", "응"]) == [0, 1, 0]


def test_intents_are_held_out_whole(tmp_path: Path) -> None:
    rows = ["intent,utterance,answer"]
    rows += [f"의도{intent},발화 {intent} {turn}," for intent in range(40) for turn in range(3)]
    (tmp_path / "dialogue").mkdir()
    (tmp_path / "dialogue/wellness_half.csv").write_text("\n".join(rows), encoding="utf-8")
    by_intent: dict[str, set[bool]] = {}
    for one in corpora.load_wellness(tmp_path):
        by_intent.setdefault(one.intent, set()).add(one.held_out)
    assert all(len(marks) == 1 for marks in by_intent.values())
    assert {True} in by_intent.values()
    assert {False} in by_intent.values()


def test_pairs_and_comments_are_read(tmp_path: Path) -> None:
    for name in ("similarity", "emotion"):
        (tmp_path / name).mkdir()
    (tmp_path / "similarity/korsts_dev.tsv").write_text(
        "genre\tfilename\tyear\tid\tscore\tsentence1\tsentence2\n"
        'a\tb\tc\td\t3.5\t"물이 끓는다.\t주전자가 끓는다.\n',
        encoding="utf-8",
    )
    for part in ("dev", "test"):
        (tmp_path / f"similarity/xnli_{part}_ko.tsv").write_text(
            "sentence1\tsentence2\tgold_label\n그는 잔다.\t그는 깨어 있다.\tcontradiction\n",
            encoding="utf-8",
        )
    for name in ("kote_val", "kote_test"):
        (tmp_path / f"emotion/{name}.tsv").write_text("7\t와 좋다\t1,43\n", encoding="utf-8")
    assert corpora.load_korsts(tmp_path, "dev") == [('"물이 끓는다.', "주전자가 끓는다.", 3.5)]
    assert [pair.relation for pair in corpora.load_xnli(tmp_path)] == ["contradiction"] * 2
    assert [comment.labels for comment in corpora.load_kote(tmp_path)] == [(1, 43)] * 2


def test_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing, match="keti_single_turn"):
        corpora.load_keti(tmp_path)
