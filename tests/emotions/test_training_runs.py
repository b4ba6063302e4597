"""A training asked for by staff: one at a time, watched, and ended with a version or an error."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu.exceptions import OperationalError

from accounts.models import User
from emotions import training_runs, versions
from emotions.classifier import ClassifierIncompatible
from emotions.classifier.store import StoredClassifier
from emotions.models import ClassifierVersion, EmotionAnalysis, EmotionCorrection, TrainingRun
from emotions.training import classifier, corpus
from emotions.training.corpus import Corpus, Correction
from emotions.vector import EmotionVector
from tests.emotions.conftest import small_corpus

pytestmark = pytest.mark.django_db

Status = TrainingRun.Status


class Broker:
    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send_task(self, name: str, args: list[int], **options: Any) -> None:
        assert name == "emotions.tasks.train"
        self.sent += args


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    versions._forget()
    yield
    versions._forget()


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr(training_runs, "current_app", broker)
    return broker


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> list[Correction]:
    """A small corpus in the place of the folder; gives the corrections that were asked for."""
    seen: list[Correction] = []

    def load(data: Path, corrections: list[Correction]) -> Corpus:
        seen.extend(corrections)
        return small_corpus()

    monkeypatch.setattr(corpus, "load", load)
    monkeypatch.setattr(classifier, "ITERATIONS", 20)
    return seen


def test_asking_queues_one_training_at_a_time(
    broker: Broker, staff: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run = training_runs.request_training(by=staff)
    assert broker.sent == [run.pk]
    with pytest.raises(training_runs.AlreadyTraining):
        training_runs.request_training(by=staff)
    assert training_runs.abandon(run=run)
    assert not training_runs.abandon(run=run)
    training_runs.request_training(by=staff)


def test_without_a_broker_the_run_says_so(
    staff: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    class Gone:
        def send_task(self, *args: Any, **options: Any) -> None:
            raise OperationalError("nobody there")

    monkeypatch.setattr(training_runs, "current_app", Gone())
    with django_capture_on_commit_callbacks(execute=True):
        run = training_runs.request_training(by=staff)
    run.refresh_from_db()
    assert (run.status, run.active) == (Status.FAILED, False)
    assert "Redis" in run.error


def test_a_run_trains_registers_and_promotes_what_is_better(
    staff: User, learnt: list[Correction]
) -> None:
    run = TrainingRun.objects.create(requested_by=staff)
    training_runs.run_training(run.pk)
    run.refresh_from_db()
    assert (run.status, run.progress, run.error) == (Status.DONE, 100, "")
    assert run.version is not None
    assert run.version.is_serving
    assert run.version.promotions.get().by == staff
    assert versions.serving().version == run.version.name


def test_what_is_no_better_waits_for_staff(staff: User, learnt: list[Correction]) -> None:
    versions.adopt_shipped()
    run = TrainingRun.objects.create(requested_by=staff)
    training_runs.run_training(run.pk)
    run.refresh_from_db()
    assert run.status == Status.DONE
    assert run.version is not None
    assert not run.version.is_serving


def test_a_training_given_up_leaves_no_version(
    staff: User, learnt: list[Correction], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff give it up while its worker, slow but alive, goes on to the end."""
    run = TrainingRun.objects.create(requested_by=staff)
    train = classifier.train

    def slow_train(*args: Any, **options: Any) -> StoredClassifier:
        stored = train(*args, **options)
        assert training_runs.abandon(run=run)
        return stored

    monkeypatch.setattr(classifier, "train", slow_train)
    training_runs.run_training(run.pk)
    run.refresh_from_db()
    assert (run.status, run.error, run.version) == (Status.FAILED, "abandoned", None)
    assert not ClassifierVersion.objects.exists()


def test_a_version_that_cannot_be_promoted_fails_its_training(
    learnt: list[Correction], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it would stand as running for ever, and no other could begin."""

    def promote(**options: Any) -> None:
        raise ClassifierIncompatible("trained with another encoder")

    monkeypatch.setattr(versions, "promote", promote)
    run = TrainingRun.objects.create()
    training_runs.run_training(run.pk)
    run.refresh_from_db()
    assert (run.status, run.active) == (Status.FAILED, False)
    assert "another encoder" in run.error
    assert not ClassifierVersion.objects.exists()


def test_a_training_given_up_tells_no_more_progress(learnt: list[Correction]) -> None:
    run = TrainingRun.objects.create(status=Status.FAILED, progress=30)
    training_runs._note_progress(run.pk, 0.6, "마지막 모델")
    run.refresh_from_db()
    assert run.progress == 30


def test_approved_corrections_are_learnt(owner: User, learnt: list[Correction]) -> None:
    analysis = EmotionAnalysis.objects.create(
        owner=owner, status="done", vector=EmotionVector((0.1, 0.2, 0.3, 0.25, 0.15))
    )
    EmotionCorrection.objects.create(
        analysis=analysis,
        owner=owner,
        agrees=False,
        emotion="상처",
        consent=True,
        utterances=["내 말은 듣지도 않았어"],
        status="approved",
        reviewed_at=analysis.created_at,
    )
    training_runs.run_training(TrainingRun.objects.create().pk)
    assert learnt == [(("내 말은 듣지도 않았어",), "상처")]


def test_a_missing_corpus_is_named(settings: Any, tmp_path: Path) -> None:
    settings.CORPORA = str(tmp_path)
    run = TrainingRun.objects.create()
    training_runs.run_training(run.pk)
    run.refresh_from_db()
    assert run.status == Status.FAILED
    assert "aihub_dialogues.csv is missing" in run.error
    assert not ClassifierVersion.objects.exists()


def test_a_run_that_ended_is_not_run_again(learnt: list[Correction]) -> None:
    run = TrainingRun.objects.create(status=Status.FAILED)
    training_runs.run_training(run.pk)
    run.refresh_from_db()
    assert run.status == Status.FAILED
