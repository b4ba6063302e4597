"""The thing that an utterance speaks of, by the noun that names it. Pure."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from texts.morphemes import kiwi

NAMING_LITTLE = Path(__file__).parent / "data" / "little_nouns.txt"
"""Nouns that stand in any story, and rough ones that 공감이 does not say."""
SHORTEST = 2
MAKING_VERBS = {"XSV", "XSA"}
"""What makes a verb of a noun: "걱정하다" names no thing."""


def named(text: str) -> str:
    """The first noun of `text` that names a thing, or ""."""
    tokens = kiwi().tokenize(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        form: str = token.form
        is_noun = token.tag in {"NNG", "NNP"} and len(form) >= SHORTEST
        makes_verb = following is not None and following.tag in MAKING_VERBS
        if is_noun and not makes_verb and form not in _naming_little():
            return form
    return ""


@lru_cache
def _naming_little() -> frozenset[str]:
    return frozenset(NAMING_LITTLE.read_text(encoding="utf-8").split())
