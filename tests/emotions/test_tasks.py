"""Tasks are thin, light to import, and try again when the database is away."""

import subprocess
import sys
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError

from emotions import services, tasks

HEAVY = ("catboost", "torch", "jpype", "sentence_transformers", "onnxruntime", "sklearn", "pandas")


def test_importing_tasks_loads_no_machine_learning() -> None:
    code = (
        "import django, sys; django.setup(); import emotions.tasks;"
        f"found = [name for name in {HEAVY} if name in sys.modules]; sys.exit(str(found or ''))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.stderr.strip() == ""


def test_the_task_runs_the_analysis_of_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[UUID] = []
    monkeypatch.setattr(services, "run_analysis", ran.append)
    analysis_id = uuid4()
    tasks.analyse(str(analysis_id))
    assert ran == [analysis_id]


def test_a_lost_database_is_tried_again_five_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[UUID] = []

    def fail(analysis_id: UUID) -> None:
        asked.append(analysis_id)
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(services, "run_analysis", fail)
    assert isinstance(tasks.analyse.apply([str(uuid4())]).result, OperationalError)
    assert len(asked) == 1 + 5


def test_a_task_is_given_back_by_a_worker_that_dies_and_ends_in_time() -> None:
    assert tasks.analyse.acks_late
    assert 0 < tasks.analyse.soft_time_limit < tasks.analyse.time_limit


def test_a_worker_that_starts_sweeps_all_that_is_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[timedelta] = []
    monkeypatch.setattr(services, "sweep_pending", lambda older_than: swept.append(older_than))
    monkeypatch.setattr(tasks.sweep, "delay", tasks.sweep)
    tasks.sweep_at_start()
    tasks.sweep()
    assert swept == [timedelta(), services.STALE_AFTER]
