"""Makes tidy corpus sentences look like chat: no spaces, ㅠㅠ, lost full stops, swapped letters."""

import random

TAILS = ("ㅠㅠ", "ㅠㅠㅠ", "ㅜㅜ", "ㅋㅋ", "ㅋㅋㅋ", "ㅎㅎ", " ...", "..", "ㅠ", "!!")
"""Laughter and tears alike go to every emotion, or they would teach the label."""


def informal(text: str, rng: random.Random) -> str:
    """The text as someone in a hurry might type it; about half of all texts stay as they are."""
    draw = rng.random()
    if draw < 0.10:
        text = text.replace(" ", "")
    elif draw < 0.18:
        text = "".join(char for char in text if char != " " or rng.random() < 0.5)
    if rng.random() < 0.25:
        text = text.rstrip(".!?")
    if rng.random() < 0.10:
        text += rng.choice(TAILS)
    if rng.random() < 0.06:
        text = _swapped(text, rng)
    return text


def _swapped(text: str, rng: random.Random) -> str:
    if len(text) < 6:
        return text
    at = rng.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
