"""`manage.py recommend`: which songs fit five probabilities, as JSON lines."""

import re
from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandParser
from django.db import ProgrammingError

from emotions.management.jsonl import json_line
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import catalogue, selectors
from recommendations.catalogue import CatalogueSong
from recommendations.models import Kind, Song
from recommendations.ranking.baseline import Floats, matrix, rank
from recommendations.services import target_of

_NEGATIVE = re.compile(r"-[\d.]")


def emotion_vector(text: str) -> EmotionVector:
    """Five probabilities separated by commas."""
    try:
        return EmotionVector(tuple(_number(part) for part in text.split(",")))
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


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
    help = "Print the songs that fit a mood, best first: title, artist, score."

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

    def handle(self, *args: Any, **options: Any) -> None:
        songs, vectors = _candidates()
        ranked = rank(
            target_of(options["emotions"], Kind(options["kind"])),
            vectors,
            rng=np.random.default_rng(options["seed"]),
        )
        for row, score in ranked[: options["count"]]:
            song = songs[row]
            self.stdout.write(
                json_line({"title": song.title, "artist": song.artist, "score": round(score, 6)})
            )


def _candidates() -> tuple[Sequence[Song | CatalogueSong], Floats]:
    """Songs in use with their vectors; the shipped catalogue where nothing is loaded yet."""
    with suppress(ProgrammingError):
        songs, vectors = selectors.candidates()
        if songs:
            return songs, vectors
    shipped = sorted(catalogue.read(), key=lambda song: song.youtube_id)
    return shipped, matrix(song.vector for song in shipped)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise ValueError(f"{text.strip()!r} is not a number") from error
