"""A small classifier, trained on sentences of our own with the packaged encoder."""

import hashlib
from collections.abc import Callable
from itertools import product

import pytest

from emotions.classifier import EmotionClassifier
from emotions.classifier.store import StoredClassifier
from emotions.language.encoder import get_packaged_encoder
from emotions.training import classifier as training
from emotions.training.corpora import Dialogue, Split
from emotions.training.corpus import Corpus, Sentence

FEELINGS = {
    "기쁨": ["정말 행복해", "너무 기뻐", "신나고 즐거워", "뿌듯하고 기분이 좋아"],
    "분노": ["너무 화가 나", "짜증나서 미치겠어", "열받고 분해", "괘씸해서 못 참겠어"],
    "불안": ["너무 불안해", "걱정돼서 초조해", "무섭고 떨려", "두려워서 긴장돼"],
    "상처": [
        "배신당해서 상처받았어",
        "무시당해서 서운해",
        "따돌림을 당해 괴로워",
        "버림받은 기분이야",
    ],
    "슬픔": ["너무 슬퍼", "우울해서 눈물이 나", "허무하고 비참해", "그리워서 울었어"],
}
OCCASIONS = [
    "회사에서 돌아오는 길에",
    "가족이랑 저녁을 먹다가",
    "시험 결과를 보고",
    "친구 전화를 받고",
]
PLAIN = ["지금 몇 시야?", "오늘은 수요일이야", "회의는 세 시에 시작해", "우산은 현관에 있어"]


def dialogues(occasions: list[str], split: Split) -> list[Dialogue]:
    return [
        Dialogue((f"{occasion} {feeling}.", "어떻게 하면 좋을까?"), emotion, None, split)
        for emotion, feelings in FEELINGS.items()
        for occasion, feeling in product(occasions, feelings)
    ]


def small_corpus(split_of_each: tuple[Split, ...] = ("train", "stack", "dev", "test")) -> Corpus:
    """One occasion for each split, so that each sees every feeling."""
    parts = [
        dialogues([occasion], split)
        for occasion, split in zip(OCCASIONS, split_of_each, strict=True)
    ]
    plain = [Sentence(text, felt=False, split=split) for text in PLAIN for split in split_of_each]
    return Corpus([one for part in parts for one in part], plain, fingerprint="generated")


def ignore(share: float, step: str) -> None:
    """A report that nobody hears."""


@pytest.fixture(scope="session")
def stored() -> StoredClassifier:
    return training.train(small_corpus(), get_packaged_encoder(), ignore, iterations=60)


@pytest.fixture(scope="session")
def small(stored: StoredClassifier) -> EmotionClassifier:
    return EmotionClassifier.load(stored, get_packaged_encoder().encode)


Rename = Callable[..., StoredClassifier]


@pytest.fixture
def variant(stored: StoredClassifier) -> Rename:
    """`variant("name", talk=0.9)` is the small classifier under another name and other figures."""

    def make(name: str, *, talk: float = 0.5, test: str = "same") -> StoredClassifier:
        manifest = stored.manifest
        figures = {
            view: {**manifest.figures[view], "macro_f1": talk} for view in ("talk", "first_turn")
        }
        data = {**manifest.data, "test": hashlib.sha256(test.encode()).hexdigest()}
        changed = type(manifest)(
            **{
                **manifest.to_record(),
                "version": name,
                "figures": manifest.figures | figures,
                "data": data,
                "emotions": manifest.emotions,
            }
        )
        return StoredClassifier(changed, stored.files)

    return make
