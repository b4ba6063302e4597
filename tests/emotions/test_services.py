"""An analysis from asking to result, with every way it may go wrong."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from celery import Celery
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from emotions import personal_data, services, versions
from emotions.classifier import ClassifierMissing, Reading
from emotions.models import EmotionAnalysis
from emotions.signals import analysis_finished
from emotions.vector import EmotionVector

Status = EmotionAnalysis.Status
VECTOR = EmotionVector((0.1, 0.2, 0.3, 0.25, 0.15))
SECRET = "아무에게도 말하지 못한 이야기"


class FakeClassifier:
    version = "fake-1"

    def predict_talk(self, utterances: list[str]) -> Reading:
        return Reading(VECTOR, 0.9, is_calm=False)


class Broker:
    """Remembers what was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send_task(self, name: str, args: list[str], **options: Any) -> None:
        assert name == "emotions.tasks.analyse"
        self.sent += args


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr(services, "current_app", broker)
    return broker


@pytest.fixture
def classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "serving", FakeClassifier)


@pytest.fixture
def no_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ClassifierMissing("no classifier: run `make classifier`")

    monkeypatch.setattr(versions, "serving", fail)


@pytest.fixture
def heard() -> Iterator[list[EmotionAnalysis]]:
    """Analyses that were told to have finished."""
    heard: list[EmotionAnalysis] = []

    def hear(analysis: EmotionAnalysis, **signal: Any) -> None:
        heard.append(analysis)

    analysis_finished.connect(hear)
    yield heard
    analysis_finished.disconnect(hear)


@pytest.fixture
def pending(owner: User) -> EmotionAnalysis:
    return EmotionAnalysis.objects.create(owner=owner, utterances=[SECRET])


@pytest.fixture
def failed(owner: User) -> EmotionAnalysis:
    return EmotionAnalysis.objects.create(
        owner=owner,
        utterances=[SECRET],
        status=Status.FAILED,
        error="ClassifierMissing",
        finished_at=timezone.now(),
    )


def age(analysis: EmotionAnalysis, by: timedelta) -> None:
    EmotionAnalysis.objects.filter(pk=analysis.pk).update(created_at=timezone.now() - by)


def test_asking_stores_a_pending_row_and_queues_it(
    owner: User, broker: Broker, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        analysis = services.request_analysis(owner=owner, utterances=["안녕", SECRET])
        assert broker.sent == []
    assert broker.sent == [str(analysis.pk)]
    analysis.refresh_from_db()
    assert (analysis.status, analysis.utterances) == (Status.PENDING, ["안녕", SECRET])


@pytest.mark.django_db(transaction=True)
def test_asking_in_a_transaction_that_is_undone_queues_nothing(owner: User, broker: Broker) -> None:
    with transaction.atomic():
        services.request_analysis(owner=owner, utterances=[SECRET])
        transaction.set_rollback(True)
    assert broker.sent == []
    assert not EmotionAnalysis.objects.exists()


def test_what_a_database_cannot_hold_is_left_out(owner: User, broker: Broker) -> None:
    analysis = services.request_analysis(owner=owner, utterances=["안\x00녕", "\ud800", ""])
    analysis.refresh_from_db()
    assert analysis.utterances == ["안녕", "", ""]


def test_without_a_broker_the_row_waits_for_the_sweep(
    owner: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(services, "current_app", Celery(broker="redis://127.0.0.1:1/0"))
    with django_capture_on_commit_callbacks(execute=True):
        analysis = services.request_analysis(owner=owner, utterances=[SECRET])
    analysis.refresh_from_db()
    assert analysis.status == Status.PENDING
    assert "waits for a broker" in caplog.text
    assert SECRET not in caplog.text
    assert services.sweep_pending(older_than=timedelta()) == 0


def test_running_stores_the_vector_drops_the_texts_and_tells(
    pending: EmotionAnalysis,
    classifier: None,
    heard: list[EmotionAnalysis],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.run_analysis(pending.pk)
        assert heard == []
    pending.refresh_from_db()
    assert (pending.status, pending.vector, pending.utterances) == (Status.DONE, VECTOR, [])
    assert pending.classifier == "fake-1"
    assert pending.finished_at is not None
    assert [(analysis.pk, analysis.vector) for analysis in heard] == [(pending.pk, VECTOR)]


def test_running_twice_changes_and_tells_nothing_more(
    pending: EmotionAnalysis,
    classifier: None,
    heard: list[EmotionAnalysis],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.run_analysis(pending.pk)
        first = EmotionAnalysis.objects.get(pk=pending.pk)
        services.run_analysis(pending.pk)
    assert EmotionAnalysis.objects.get(pk=pending.pk).finished_at == first.finished_at
    assert len(heard) == 1


def test_of_two_that_run_at_once_the_first_is_stored(
    pending: EmotionAnalysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Overtaken(FakeClassifier):
        version = "fake-slow"

        def predict_talk(self, utterances: list[str]) -> Reading:
            monkeypatch.setattr(versions, "serving", FakeClassifier)
            services.run_analysis(pending.pk)
            return Reading(VECTOR, 0.9, is_calm=False)

    monkeypatch.setattr(versions, "serving", Overtaken)
    services.run_analysis(pending.pk)
    pending.refresh_from_db()
    assert pending.classifier == "fake-1"


@pytest.mark.django_db
def test_an_analysis_that_is_gone_is_left_alone(classifier: None) -> None:
    services.run_analysis(uuid4())


def test_a_failure_is_named_told_and_keeps_the_texts(
    pending: EmotionAnalysis,
    no_classifier: None,
    heard: list[EmotionAnalysis],
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.run_analysis(pending.pk)
    pending.refresh_from_db()
    assert (pending.status, pending.error) == (Status.FAILED, "ClassifierMissing")
    assert pending.utterances == [SECRET]
    assert [analysis.status for analysis in heard] == [Status.FAILED]
    assert "make classifier" in caplog.text


def test_what_a_person_wrote_is_never_logged(
    pending: EmotionAnalysis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Talkative(FakeClassifier):
        def predict_talk(self, utterances: list[str]) -> Reading:
            raise ValueError(utterances[0])

    monkeypatch.setattr(versions, "serving", Talkative)
    caplog.set_level(logging.DEBUG)
    services.run_analysis(pending.pk)
    pending.refresh_from_db()
    assert pending.error == "ValueError"
    assert SECRET not in caplog.text


def test_a_deaf_listener_does_not_undo_the_result(
    pending: EmotionAnalysis, classifier: None, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(**signal: Any) -> None:
        raise RuntimeError("no channel layer")

    analysis_finished.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            services.run_analysis(pending.pk)
    finally:
        analysis_finished.disconnect(fail)
    pending.refresh_from_db()
    assert pending.status == Status.DONE


def test_a_failed_analysis_is_retried_once(
    failed: EmotionAnalysis, broker: Broker, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert services.retry_analysis(analysis=failed)
        assert not services.retry_analysis(analysis=failed)
    assert broker.sent == [str(failed.pk)]
    failed.refresh_from_db()
    assert (failed.status, failed.error, failed.finished_at) == (Status.PENDING, "", None)
    assert failed.utterances == [SECRET]


def test_a_retried_analysis_can_be_done(
    failed: EmotionAnalysis, broker: Broker, classifier: None
) -> None:
    services.retry_analysis(analysis=failed)
    services.run_analysis(failed.pk)
    failed.refresh_from_db()
    assert (failed.status, failed.error) == (Status.DONE, "")


def test_what_is_not_failed_is_not_retried(pending: EmotionAnalysis, broker: Broker) -> None:
    assert not services.retry_analysis(analysis=pending)


def test_the_sweep_sends_what_waited_too_long_oldest_first(
    owner: User, pending: EmotionAnalysis, failed: EmotionAnalysis, broker: Broker
) -> None:
    older = EmotionAnalysis.objects.create(owner=owner)
    age(pending, timedelta(minutes=5))
    age(older, timedelta(hours=5))
    age(failed, timedelta(hours=5))
    EmotionAnalysis.objects.create(owner=owner)
    assert services.sweep_pending() == 2
    assert [UUID(sent) for sent in broker.sent] == [older.pk, pending.pk]


def test_a_download_holds_ones_own_results_only(
    pending: EmotionAnalysis, stranger: User, classifier: None
) -> None:
    services.run_analysis(pending.pk)
    (exported,) = personal_data.export(pending.owner)["analyses"]
    assert exported["emotions"] == VECTOR.as_dict()
    assert personal_data.export(stranger) == {"analyses": []}


@pytest.mark.parametrize("page", ["changelist", "change"])
def test_staff_see_how_it_went_but_neither_texts_nor_author(
    failed: EmotionAnalysis, staff: User, client: Client, page: str
) -> None:
    client.force_login(staff)
    args = [failed.pk] if page == "change" else []
    content = client.get(reverse(f"admin:emotions_emotionanalysis_{page}", args=args)).content
    assert b"ClassifierMissing" in content
    assert SECRET.encode() not in content
    assert failed.owner.email.encode() not in content


def test_staff_can_neither_write_nor_delete(
    failed: EmotionAnalysis, staff: User, client: Client
) -> None:
    client.force_login(staff)
    name = "admin:emotions_emotionanalysis_"
    assert client.get(reverse(name + "add")).status_code == 403
    assert client.post(reverse(name + "delete", args=[failed.pk])).status_code == 403
    assert client.post(reverse(name + "change", args=[failed.pk])).status_code == 403


def test_staff_can_retry(
    failed: EmotionAnalysis,
    staff: User,
    client: Client,
    broker: Broker,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(staff)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("admin:emotions_emotionanalysis_changelist"),
            {"action": "retry", "_selected_action": [str(failed.pk)]},
        )
    assert broker.sent == [str(failed.pk)]
