"""Results as plots for the docs; needs matplotlib, of requirements-dev.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from recommendations.evaluation.opposite import Turned
from recommendations.evaluation.simulation import Outcome

SIMULATION = "images/recommender-simulation.svg"
OPPOSITE = "images/recommender-opposite.svg"
DRAWN = ("whole", "baseline", "popularity", "random")


def simulation(worlds: Mapping[str, Sequence[Outcome]], docs: Path) -> None:
    """Cumulative like rate by the number of songs shown, a panel for each world."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    panels = figure.subplots(1, len(worlds), sharey=True, squeeze=False)[0]
    for panel, (name, outcomes) in zip(panels, worlds.items(), strict=True):
        for one in outcomes:
            if one.policy in DRAWN:
                by_place = one.chances.mean(axis=0)
                songs = np.arange(1, len(by_place) + 1)
                panel.plot(songs, np.cumsum(by_place) / songs, label=one.policy)
        panel.set(title=name, xlabel="songs shown to each person")
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("cumulative like rate")
    panels[0].legend(frameon=False)
    _save(figure, docs / SIMULATION)


def opposite(rows: Sequence[Turned], docs: Path) -> None:
    figure = Figure(figsize=(9, 3), layout="constrained")
    measures = {
        "coverage, first song": [row.coverage for row in rows],
        "share of the top ten": [row.top_ten for row in rows],
        "valence gained": [row.gain for row in rows],
        "glad, no leap": [row.glad for row in rows],
    }
    panels = figure.subplots(1, len(measures), sharey=True)
    for panel, (title, values) in zip(panels, measures.items(), strict=True):
        panel.barh([row.rule for row in rows], values)
        panel.set_title(title, fontsize=9)
        panel.grid(axis="x", alpha=0.3)
    panels[0].invert_yaxis()
    _save(figure, docs / OPPOSITE)


def _save(figure: Figure, path: Path) -> None:
    with mpl.rc_context({"svg.hashsalt": "musicrest"}):
        figure.savefig(path, metadata={"Date": None})
