"""A person's own name in running text, where it stands as a name and not inside another word.

Many given names are words as well (지우 in "지우고 싶어", 하늘, 보라). Kiwi says where a word
begins and ends and what it is. What Kiwi takes for a name, or does not know, is one; what it takes
for a common word is one only where something beside it calls a person ("하늘이가", "하늘 언니",
"나는 하늘이야"). Of the 101 names in tests/emotions/data/own_names.txt it misses 3 ("다들
보라가 이상하대"); in 1 of the 107 sentences without one it hides a word ("고은 빛깔").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from emotions.personal_names import OF_NAMES, SURNAME, TITLE
from texts.morphemes import Morphemes

Span = tuple[int, int]

_HANGUL = re.compile("[가-힣]+")
_CALLED = re.compile(
    rf"{TITLE}|이(?:(?:가|는|를|도|만|의|랑|하고)(?![가-힣])|한테|에게)"
    r"|이?라고\s(?:해|하|합|부|불)"
)
"""What follows a name alone, whatever word that name is."""
_WITH_SOMEBODY = re.compile("(?:이?랑|하고)(?![가-힣])|한테|에게|더러")
"""What follows people more often than things."""
_INTRODUCED = re.compile(r"(?:나는|저는|난|전|내가|제가|이름[은이]?)\s?$")
_BEING = re.compile(r"(?:이?야|이?에요|예요|입니다|이?라고|이고|임)(?![가-힣])|[.,!~]|$")


def spans(text: str, names: Iterable[str]) -> list[Span]:
    """Where in `text` one of `names` stands as a name: start and end, in order, none in another."""
    forms = sorted({form for name in names for form in _forms(name)}, key=len, reverse=True)
    if not any(form.lower() in text.lower() for form in forms):
        return []
    words = Morphemes(text)
    found = chain.from_iterable(_of_form(words, form) for form in forms)
    return list(_apart(sorted(found, key=lambda span: (span[0], -span[1]))))


def _forms(name: str) -> Iterator[str]:
    """A name whole, its parts, and of a Korean one of three syllables the given name."""
    parts = name.split()
    for form in {name, "".join(parts), *parts}:
        yield from [form] if form else []
        if len(form) == 3 and _HANGUL.fullmatch(form):
            yield form[1:]


def _of_form(words: Morphemes, form: str) -> Iterator[Span]:
    if not _HANGUL.search(form):
        whole = rf"(?<![^\W가-힣_]){re.escape(form)}(?![^\W가-힣_])" if len(form) > 1 else "(?!)"
        yield from (found.span() for found in re.finditer(whole, words.text, re.IGNORECASE))
        return
    for found in re.finditer(re.escape(form), words.text):
        if _is_name(words, *found.span()):
            yield found.span()


def _is_name(words: Morphemes, start: int, end: int) -> bool:
    inside = words.within(start, end)
    first, last = inside[0], inside[-1]
    if first.start < start:
        return _follows_surname(words.text, first, start, end)
    if _is_called(words.text, first, start, end) or _is_addressed(words.attached(end)):
        return True
    if end - start < 2:
        return False
    if last.end > end:
        return bool(last.tag == "NNP" and words.text[end : last.end] == "이")
    if len(inside) == 1:
        return bool(first.tag == "NNP" or first.oov or _is_no_verb(first, words.attached(end)))
    return all(token.tag in OF_NAMES for token in inside)


def _follows_surname(text: str, token: Any, start: int, end: int) -> bool:
    """Whether an unknown word is a surname and this given name: "정민서" of 민서."""
    surname = text[token.start : start]
    return token.oov and token.end == end and bool(re.fullmatch(SURNAME, surname))


def _is_called(text: str, token: Any, start: int, end: int) -> bool:
    if _CALLED.match(text, end):
        return True
    if end - start < 2:
        return False
    if token.tag != "NP" and _WITH_SOMEBODY.match(text, end):
        return True
    if _INTRODUCED.search(text, 0, start) and _BEING.match(text, end):
        return True
    return re.search(rf"(?<![가-힣]){SURNAME}$", text[:start]) is not None


def _is_addressed(following: Any | None) -> bool:
    """Whether 아 or 야 calls it."""
    return (
        following is not None and following.form in {"아", "야"} and following.tag in {"JKV", "JX"}
    )


def _is_no_verb(token: Any, following: Any | None) -> bool:
    """Whether what was taken for a verb has no ending, or a noun's particle in its place."""
    return bool(token.tag.startswith("V") and (following is None or following.tag.startswith("JK")))


def _apart(ordered: Iterable[Span]) -> Iterator[Span]:
    reached = 0
    for start, end in ordered:
        if start >= reached:
            yield start, end
            reached = end
