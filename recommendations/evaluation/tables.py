"""Results as Markdown tables, and the page of the docs that holds them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from recommendations.evaluation.cost import Cost
from recommendations.evaluation.opposite import Turned
from recommendations.evaluation.replay import Estimate
from recommendations.evaluation.simulation import SONGS_PER_TALK, Outcome

PAGE = "recommender.md"


def simulation(outcomes: Sequence[Outcome]) -> str:
    head = [
        "policy", "first song", "first five", "all", "last talk", "NDCG@5", "regret, first talk",
        "regret, last talk", "coverage", "diversity", "novelty, bits",
    ]  # fmt: skip
    return _table(head, ([one.policy, *_numbers(one)] for one in outcomes))


def opposite(rows: Sequence[Turned]) -> str:
    head = [
        "rule", "coverage", "Gini", "top ten", "coverage, first five", "top ten, first five",
        "valence gained", "glad, no leap", "outliers",
    ]  # fmt: skip
    return _table(
        head,
        (
            [
                row.rule, _share(row.coverage), f"{row.gini:.2f}", _share(row.top_ten),
                _share(row.coverage_of_five), _share(row.top_ten_of_five), f"{row.gain:+.2f}",
                _share(row.glad), _share(row.outliers),
            ]
            for row in rows
        ),
    )  # fmt: skip


def replayed(rows: Iterable[tuple[str, Estimate, Estimate]]) -> str:
    head = ["policy", "inverse propensity", "doubly robust"]
    return _table(head, ([name, _interval(one), _interval(two)] for name, one, two in rows))


def cost(rows: Sequence[Cost]) -> str:
    head = ["songs", "median, ms", "p95, ms", "counting ratings, s", "memory, MB"]
    return _table(
        head,
        (
            [
                f"{row.songs:,}", f"{row.median:.1f}", f"{row.p95:.1f}", f"{row.counting:.1f}",
                f"{row.memory:.1f}",
            ]
            for row in rows
        ),
    )  # fmt: skip


def renew(docs: Path, part: str, text: str) -> None:
    """Put `text` between the marks of a part of the page."""
    page = docs / PAGE
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    before, mark, rest = page.read_text(encoding="utf-8").partition(begin)
    if not mark:
        raise ValueError(f"{page} has no {begin}")
    after = rest.partition(end)[2]
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def _numbers(one: Outcome) -> list[str]:
    last = slice(-SONGS_PER_TALK, None)
    return [
        _share(one.like_rate(1)),
        _share(one.like_rate(SONGS_PER_TALK)),
        _share(one.like_rate()),
        _share(float(one.chances[:, last].mean())),
        f"{one.ndcg:.3f}",
        f"{one.regret[:, :SONGS_PER_TALK].mean():.3f}",
        f"{one.regret[:, last].mean():.3f}",
        _share(one.coverage),
        f"{one.diversity:.2f}",
        f"{one.novelty:.2f}",
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _interval(one: Estimate) -> str:
    return f"{_share(one.value)} ({_share(one.low)} to {_share(one.high)})"
