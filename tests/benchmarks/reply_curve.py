"""How often 공감이 answers by an intent, against how often it is the right one: a plot for docs/.

`python -m tests.benchmarks.reply_curve`, after the replies or the encoder have changed.
"""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicrest_site.settings")

from musicrest_site.embedded import ensure_engines

ensure_engines()

import django

django.setup()

import matplotlib as mpl
import numpy as np

mpl.use("svg")

import matplotlib.pyplot as plt

from chat.dialogue import intents, knowledge
from chat.dialogue.calibration import (
    PRECISION,
    Thresholds,
    Trials,
    calibrate,
    leave_one_out,
    trials,
)
from emotions.language.encoder import get_packaged_encoder
from tests.chat.test_intents import TOPICS, answered, held_out

OUT = Path("docs/images/reply-curve.svg")
LEAST = np.linspace(0.5, 0.95, 91)


def curve(tried: Trials, margin: float) -> tuple[list[float], list[float]]:
    """Coverage and precision as the similarity asked for rises."""
    chosen = [answered(tried, Thresholds(similarity, margin)) for similarity in LEAST]
    chosen = [rows for rows in chosen if rows.sum() >= 10]
    return (
        [float(rows.mean()) for rows in chosen],
        [float(tried.right[rows].mean()) for rows in chosen],
    )


def figures(tried: Trials, least: Thresholds) -> tuple[float, float]:
    """Coverage and precision at the thresholds."""
    rows = answered(tried, least)
    return float(rows.mean()), float(tried.right[rows].mean())


def main() -> None:
    encode = get_packaged_encoder().encode
    table = encode([text for one in intents.shipped() for text in one.utterances])
    off_topic = encode([row["utterance"] for row in knowledge.read_rows("off_topic.csv")])
    texts, wanted = zip(*held_out(), strict=True)
    least = calibrate(table, TOPICS, off_topic)
    kinds = {
        "leave-one-out": leave_one_out(table, TOPICS),
        "unseen wordings": trials(encode(texts), table, TOPICS, wanted),
    }
    figure, axes = plt.subplots(figsize=(6.4, 4))
    for colour, (name, tried) in zip(("#8a93a8", "#2c5f8a"), kinds.items(), strict=True):
        for margin, style in ((0.0, ":"), (least.margin, "-")):
            axes.plot(*curve(tried, margin), style, color=colour, label=f"{name}, margin {margin}")
        coverage, precision = figures(tried, least)
        axes.plot(coverage, precision, "o", color=colour)
        print(
            f"{name}: {len(tried.right)} utterances, {tried.right.mean():.3f} nearest to their own "
            f"intent; coverage {coverage:.3f}, precision {precision:.3f}"
        )
    strangers = trials(off_topic, table, TOPICS, [""] * len(off_topic))
    print(f"thresholds {least}; off topic answered {answered(strangers, least).mean():.3f}")
    axes.axhline(PRECISION, color="#c9ccd4", linewidth=0.8)
    axes.set(xlabel="coverage", ylabel="precision", xlim=(0, 1), ylim=(0.5, 1))
    axes.legend(frameon=False, fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(OUT, bbox_inches="tight", metadata={"Date": None})


if __name__ == "__main__":
    main()
