"""The comparison for people: a table in docs/model-comparison.md and a plot beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

PAGE = "model-comparison.md"
PLOT = "images/model-comparison.svg"
BEGIN, END = "<!-- results -->", "<!-- /results -->"

Line = dict[str, Any]


def write(lines: Sequence[Line], docs: Path) -> None:
    """Renew the table between the marks of the page, and the plot."""
    best_first = sorted(lines, key=lambda line: -line["macro_f1"])
    page = docs / PAGE
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{table(best_first)}\n{END}{after}", encoding="utf-8")
    _plot(best_first, docs / PLOT)


def table(lines: Sequence[Line]) -> str:
    """Markdown, a row for each configuration."""
    head = (
        "| preprocessing | model | accuracy | macro-F1 | first turn: accuracy | macro-F1 "
        "| training accuracy | fit, s | size, MB | one text, ms |\n" + "| --- " * 10 + "|\n"
    )
    return head + "\n".join(_row(line) for line in lines)


def _row(line: Line) -> str:
    preprocessing, model = line["config"].split(":")
    shares = [
        f"{line[name]:.3f}"
        for name in ("accuracy", "macro_f1", "turn1_accuracy", "turn1_macro_f1", "train_accuracy")
    ]
    costs = [
        f"{line['fit_seconds']:.1f}",
        f"{line['size_bytes'] / 1e6:.2f}",
        f"{line['latency_ms']:.1f}",
    ]
    return "| " + " | ".join([preprocessing, model, *shares, *costs]) + " |"


def _plot(best_first: Sequence[Line], path: Path) -> None:
    """Bars, the best on top; the same results give the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    places = range(len(best_first), 0, -1)
    with mpl.rc_context({"svg.hashsalt": PAGE, "font.size": 9}):
        figure = Figure(figsize=(7, 0.8 + 0.34 * len(best_first)), layout="constrained")
        axes = figure.subplots()
        for name, label, shift in (
            ("macro_f1", "three turns", 0.18),
            ("turn1_macro_f1", "first turn", -0.18),
        ):
            heights = [line[name] for line in best_first]
            axes.barh([place + shift for place in places], heights, height=0.34, label=label)
        axes.set_yticks(list(places), [line["config"] for line in best_first])
        axes.set_xlabel("macro-F1 on the frozen test")
        axes.legend(loc="lower left")
        figure.savefig(path, metadata={"Date": None})
