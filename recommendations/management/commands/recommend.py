"""`manage.py recommend`: which songs fit five probabilities, as JSON lines."""

import re
from argparse import ArgumentTypeError
from contextlib import suppress
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandParser
from django.db import ProgrammingError

from emotions.management.jsonl import json_line
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import choosing, reasons
from recommendations.choosing import Choice
from recommendations.models import Kind
from recommendations.ranking import sound
from recommendations.ranking.arrays import Moment
from recommendations.stock import Stock, shipped, stock

_NEGATIVE = re.compile(r"-[\d.]")


def emotion_vector(text: str) -> EmotionVector:
    """Five probabilities separated by commas."""
    try:
        return EmotionVector(tuple(_number(part) for part in text.split(",")))
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = _number(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"expected a number from 0 to 1, not {text.strip()}")
    return number


def whole_number(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"expected a whole number, not {text!r}")
    return int(text)


def positive(text: str) -> int:
    number = whole_number(text)
    if number == 0:
        raise ArgumentTypeError("expected at least 1")
    return number


class Command(BaseCommand):
    help = "Print the songs that fit a mood, best first: title, artist, score, and why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser._negative_number_matcher = _NEGATIVE  # let "-0.1,…" reach our own check
        parser.add_argument(
            "--emotions",
            type=emotion_vector,
            required=True,
            metavar="p,p,p,p,p",
            help=f"probabilities that sum to 1: {', '.join(EMOTIONS)}",
        )
        parser.add_argument("--kind", choices=Kind.values, required=True)
        parser.add_argument("--count", type=positive, default=1, metavar="N")
        parser.add_argument(
            "--seed", type=whole_number, metavar="S", help="the same songs each time"
        )
        parser.add_argument(
            "--valence", type=share, metavar="V", help="the songs should sound so glad, 0 to 1"
        )
        parser.add_argument(
            "--energy", type=share, metavar="E", help="the songs should sound so lively, 0 to 1"
        )
        parser.add_argument(
            "--explain", action="store_true", help="print what the songs are compared with"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        mood: EmotionVector = options["emotions"]
        moment = Moment(
            np.array(list(mood)),
            opposite=options["kind"] == Kind.OPPOSITE,
            wished=(options["valence"], options["energy"]),
        )
        songs, rng = _songs(), np.random.default_rng(options["seed"])
        for choice in choosing.best(moment, stock=songs, rng=rng, count=options["count"]):
            line = _line(choice, songs)
            if options["explain"]:
                line |= _explained(choice, songs, moment, mood.top)
            self.stdout.write(json_line(line))


def _songs() -> Stock:
    """Songs in use; the shipped catalogue where nothing is loaded yet."""
    with suppress(ProgrammingError):
        in_use = stock()
        if len(in_use.catalogue):
            return in_use
    return shipped()


def _line(choice: Choice, songs: Stock) -> dict[str, Any]:
    song, chosen = songs.song(choice.chosen.row), choice.chosen
    return {
        "title": song.title,
        "artist": song.artist,
        "score": round(chosen.score, 6),
        "why": choice.reason.value,
        "shares": {name: round(share, 4) for name, share in chosen.shares.items()},
    }


def _explained(choice: Choice, songs: Stock, moment: Moment, feeling: str) -> dict[str, Any]:
    """The reason as people read it, and what the numbers of the song were compared with."""
    row, arrays = choice.chosen.row, songs.catalogue
    sounds = {"target": sound.target(moment), "song": (arrays.valence[row], arrays.energy[row])}
    return {
        "reason": reasons.sentence(choice.reason, feeling),
        "propensity": round(choice.chosen.propensity, 6),
        "weights": vars(choosing.mix_in_use().of(moment)),
        "sound": {
            whose: {"valence": _rounded(valence), "energy": _rounded(energy)}
            for whose, (valence, energy) in sounds.items()
        },
    }


def _rounded(value: float) -> float | None:
    """None where a song's sound is not known."""
    return None if np.isnan(value) else round(float(value), 4)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise ValueError(f"{text.strip()!r} is not a number") from error
