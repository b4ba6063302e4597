"""`manage.py evaluate_recommender`: how well songs are recommended, as Markdown tables."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from recommendations import choosing
from recommendations.evaluation import cost, opposite, stored, tables
from recommendations.evaluation.policies import Baseline, Mixed, Policy, Popularity, Random
from recommendations.evaluation.simulation import Outcome, simulate
from recommendations.evaluation.world import MOODS_MATTER, TASTE_ALONE, Assumptions, World
from recommendations.ranking.arrays import Catalogue
from recommendations.ranking.mixing import SIGNALS
from recommendations.stock import Stock, shipped, stock

PARTS = ("simulation", "opposite", "replay", "cost")
RANDOM_MOODS = 2000
SIZES = (1_000, 10_000, 100_000)
FEWEST_RATINGS = 50
"""With fewer stored ratings an interval would say nothing."""


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"expected a whole number of at least 1, not {text!r}")
    return int(text)


class Command(BaseCommand):
    help = "Compare ways to choose songs: simulated, by stored ratings, over moods, and in cost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
        parser.add_argument("--people", type=positive, default=2000, metavar="N")
        parser.add_argument("--talks", type=positive, default=6, metavar="N", help="a person")
        parser.add_argument(
            "--policies", nargs="+", metavar="NAME", help="simulate these alone, e.g. whole"
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--docs", type=Path, metavar="DIR", help="renew the page and its plots")

    def handle(self, *args: Any, **options: Any) -> None:
        self._docs: Path | None = options["docs"]
        for part in options["parts"]:
            getattr(self, f"_{part}")(options)

    def _simulation(self, options: dict[str, Any]) -> None:
        songs = _songs().catalogue
        names = options["policies"] or list(_policies(songs, np.random.default_rng()))
        worlds: dict[str, list[Outcome]] = {}
        for assumed in (MOODS_MATTER, TASTE_ALONE):
            outcomes = list(_simulated(songs, assumed, names, options))
            worlds[assumed.name] = outcomes
            text = f"**{assumed.name}**\n\n{tables.simulation(outcomes)}"
            self._tell(f"simulation: {assumed.name}", text)
        if self._docs:
            from recommendations.evaluation import plots

            plots.simulation(worlds, self._docs)

    def _opposite(self, options: dict[str, Any]) -> None:
        songs, mix = _songs().catalogue, choosing.mix_in_use()
        moods = {
            "grid": opposite.grid(),
            "random": np.random.default_rng(options["seed"]).dirichlet([1] * 5, RANDOM_MOODS),
        }
        for name, each in moods.items():
            rows = list(opposite.compare(songs, mix, each, np.random.default_rng(options["seed"])))
            self._tell(f"opposite: {name}", tables.opposite(rows))
            if self._docs and name == "grid":
                from recommendations.evaluation import plots

                plots.opposite(rows, self._docs)

    def _replay(self, options: dict[str, Any]) -> None:
        songs = _songs()
        try:
            ratings = stored.ratings_of(songs)
        except ProgrammingError as error:
            raise CommandError("there is no database to replay ratings from") from error
        if len(ratings.rows) < FEWEST_RATINGS:
            few = f"{len(ratings.rows)} of the {FEWEST_RATINGS} ratings needed for a replay"
            self._tell("replay", f"There are {few} of songs chosen by signals.")
            return
        found = stored.replay(ratings, songs, np.random.default_rng(options["seed"]))
        self._tell("replay", tables.replayed(found))

    def _cost(self, options: dict[str, Any]) -> None:
        rng = np.random.default_rng(options["seed"])
        mix = choosing.mix_in_use()
        self._tell("cost", tables.cost([cost.measure(size, mix, rng) for size in SIZES]))

    def _tell(self, part: str, text: str) -> None:
        self.stdout.write(f"\n## {part}\n\n{text}")
        if self._docs:
            try:
                tables.renew(self._docs, part, text)
            except (OSError, ValueError) as error:
                raise CommandError(str(error)) from error


def _songs() -> Stock:
    """Songs in use; the shipped catalogue where nothing is loaded yet."""
    with suppress(ProgrammingError):
        in_use = stock()
        if len(in_use.catalogue):
            return in_use
    return shipped()


def _policies(songs: Catalogue, rng: np.random.Generator) -> dict[str, Policy]:
    mix = choosing.mix_in_use()
    alone = [Mixed(songs, rng, name=one, mix=mix.alone(one)) for one in SIGNALS]
    whole = Mixed(songs, rng, name="whole", mix=mix)
    every = [Random(songs, rng), Popularity(songs, rng), Baseline(songs, rng), *alone, whole]
    # nobody talks in the simulation, so that content alone would be random
    return {policy.name: policy for policy in every if policy.name != "content"}


def _simulated(
    songs: Catalogue, assumed: Assumptions, names: list[str], options: dict[str, Any]
) -> Iterator[Outcome]:
    """The same people and moods for each policy."""
    people, talks, seed = options["people"], options["talks"], options["seed"]
    for name in names:
        policies = _policies(songs, np.random.default_rng(seed + 1))
        if name not in policies:
            raise CommandError(f"there is no policy {name!r}, but {', '.join(policies)}")
        world = World(songs, assumed, people=people, rng=np.random.default_rng(seed))
        rng = np.random.default_rng(seed + 2)
        yield simulate(world, policies[name], songs, people=people, talks=talks, rng=rng)
