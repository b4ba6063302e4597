"""A small run of the comparison, on generated data; every kind of model once."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from emotions.language.encoder import get_packaged_encoder
from emotions.training.comparison import classical, report, runs
from tests.emotions.conftest import small_corpus

SMALL = ["words:logistic", "pieces:tree", "words:gru", "encoder:logistic"]


def run(out: Path, names: list[str]) -> list[dict[str, Any]]:
    configs = [config for config in runs.CONFIGS if str(config) in names]
    return runs.run_all(small_corpus(), get_packaged_encoder().encode, out, configs)


def test_each_kind_of_model_learns_and_is_measured(tmp_path: Path) -> None:
    lines = run(tmp_path, SMALL)
    assert {line["config"] for line in lines} == set(SMALL)
    for line in lines:
        assert line["accuracy"] > 0.4, line  # five emotions: 0.2 by chance
        assert line["size_bytes"] > 0
        assert line["latency_ms"] > 0


def test_a_run_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    first = run(tmp_path, ["words:logistic"])
    both = run(tmp_path, ["words:logistic", "words:tree"])
    assert first[0] in both, "measured anew, its times would differ"
    kept = (tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["config"] for line in kept] == ["words:logistic", "words:tree"]


def test_the_same_seed_gives_the_same_figures(tmp_path: Path) -> None:
    one, other = (run(tmp_path / name, ["pieces:lstm"])[0] for name in "ab")
    assert one["macro_f1"] == other["macro_f1"]
    assert one["turn1_macro_f1"] == other["turn1_macro_f1"]


@pytest.mark.parametrize("name", classical.MODELS)
def test_every_classical_model_trains_and_has_a_size(name: str) -> None:
    model = classical.MODELS[name](7)
    model.fit([[0.0, 1.0], [1.0, 0.0]] * 20, [0, 1] * 20)
    assert classical.size_of(model) > 0


def test_the_page_gets_a_table_and_a_plot(tmp_path: Path) -> None:
    (tmp_path / report.PAGE).write_text(
        f"before\n{report.BEGIN}\nold\n{report.END}\nafter", encoding="utf-8"
    )
    lines = run(tmp_path, ["words:logistic", "words:tree"])
    report.write(lines, tmp_path)
    page = (tmp_path / report.PAGE).read_text(encoding="utf-8")
    assert "old" not in page
    assert page.startswith("before\n")
    assert page.endswith("\nafter")
    assert "| words | logistic |" in page
    assert (tmp_path / report.PLOT).read_text(encoding="utf-8").startswith("<?xml")


def test_an_unknown_model_and_a_missing_corpus_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such model: words:kobert"):
        call_command("compare_models", only=["words:kobert"], data=tmp_path)
    with pytest.raises(CommandError, match=r"aihub_dialogues\.csv is missing"):
        call_command("compare_models", data=tmp_path)
