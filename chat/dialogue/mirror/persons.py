"""Who is mentioned: the nouns for people, and the names a listener may take up."""

from __future__ import annotations

from collections.abc import Iterable

from chat.dialogue.mirror.analysis import Morpheme, Sentence
from chat.dialogue.mirror.lexicon import words

_HUMAN = words("human")
_UNNAMED = words("unnamed")

_HEADS = (
    "친구",
    "딸",
    "아들",
    "선생",
    "엄마",
    "아빠",
    "언니",
    "남편",
    "동생",
    "아이",
    "손자",
    "손녀",
    "째애",
    "딸애",
    "들애",
    "자애",
)
_SUFFIXES = {"님", "씨", "들", "네"}


def is_human(sentence: Sentence, i: int) -> bool:
    """Whether the noun at `i` names somebody: 팀장(님), 여자친구, 걔."""
    m = sentence.morphemes[i]
    if m.kind == "XSN" and m.form in _SUFFIXES:
        before = sentence.morphemes[i - 1].form if i else ""
        return m.form in {"님", "씨"} or before == "다" or (i > 0 and is_human(sentence, i - 1))
    return m.kind in {"NNG", "NP", "NNP", "NNB"} and (m.form in _HUMAN or m.form.endswith(_HEADS))


def persons(found: Iterable[Sentence]) -> tuple[str, ...]:
    """Everybody mentioned, as written and in order: "팀장님", "남자친구"."""
    names = (name for sentence in found for name in _names(sentence))
    return tuple(dict.fromkeys(names))


def _names(sentence: Sentence) -> Iterable[str]:
    for i, m in enumerate(sentence.morphemes):
        if m.kind not in {"NNG", "NNP"} or not is_human(sentence, i) or m.form in _UNNAMED:
            continue
        start, end = m.start, m.end
        for before in reversed(sentence.morphemes[:i]):
            if before.end != start or before.kind not in {"NNG", "NNP", "MM", "XPN"}:
                break
            start = before.start
        for after in sentence.morphemes[i + 1 :]:
            if after.start != end or after.form not in {"님", "씨"}:
                break
            end = after.end
        if i + 1 < len(sentence.morphemes) and _goes_on(m, sentence.morphemes[i + 1]):
            continue
        yield sentence.text[start:end]


def _goes_on(m: Morpheme, after: Morpheme) -> bool:
    """Whether a longer name goes on: 남자 in 남자친구, 부모 in 부모님 is not the whole of it."""
    return after.start == m.end and after.kind == "NNG"
