"""Words of feeling."""

from __future__ import annotations

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.clauses import word_of
from chat.dialogue.mirror.lexicon import words

_FELT = words("towards") | words("within")
_NOUNS = words("feelings")
_BODILY = frozenset(
    ("아프", "졸리", "춥", "덥", "배고프", "바쁘", "어지럽", "재밌", "재미있", "좋")
)


def feels(sentence: Sentence) -> bool:
    """Whether `sentence` has a word of feeling, of mind rather than body."""
    return any(
        m.form in _NOUNS or (m.kind in {"VV", "VA", "XSA", "XSV"} and _is_felt(sentence, i))
        for i, m in enumerate(sentence.morphemes)
    )


def _is_felt(sentence: Sentence, i: int) -> bool:
    word = word_of(sentence, i)
    return word in _FELT and word not in _BODILY
