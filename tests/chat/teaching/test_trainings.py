"""Trainings of what tells intents apart: one at a time, taken where no worse, put away again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from chat import tasks
from chat.dialogue import knowledge, training
from chat.dialogue.classifier import NONE, IntentClassifier
from chat.dialogue.training import Figures, Lesson
from chat.models import Intent, IntentTraining, Utterance
from chat.teaching import trainings
from emotions.language.encoder import get_encoder
from musicrest_site.celery import app

pytestmark = pytest.mark.django_db

Status = IntentTraining.Status
TAUGHT = {
    "day/rain": ["비가 와", "비 온다", "소나기가 쏟아져"],
    "day/sleep": ["잠이 안 와", "밤을 꼬박 새웠어", "또 한숨도 못 잤어"],
    "day/boss": ["팀장님이 소리를 질렀어", "부장이 나만 갈궈", "상사가 화를 내"],
}
HELD_OUT = {
    "rain": ["비가 오네", "소나기가 오네"],
    "sleep": ["잠을 못 잤어", "밤새 잠이 안 왔어"],
    "boss": ["팀장님이 화를 냈어", "상사가 또 갈궜어"],
}
FRAGMENTS = ["아 맞다", "음 그냥", "그러니까"]


class Broker:
    def __init__(self) -> None:
        self.sent: list[int] = []

    def send_task(self, name: str, args: list[int], **options: Any) -> None:
        assert name == tasks.train_intents.name
        self.sent += args


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr(trainings, "current_app", broker)
    return broker


@pytest.fixture
def small(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three intents in the tables and held out, few fragments, and no classifier that ships."""
    (tmp_path / "day.yaml").write_text(yaml.safe_dump(HELD_OUT, allow_unicode=True))
    (tmp_path / "fragments.txt").write_text("\n".join(FRAGMENTS))
    monkeypatch.setattr(training, "HELD_OUT", tmp_path)
    monkeypatch.setattr(training, "FRAGMENTS", tmp_path / "fragments.txt")
    ship(monkeypatch, None)
    for topic, texts in TAUGHT.items():
        intent = Intent.objects.create(topic=topic, title=topic)
        intent.answers.create(say="그랬군요.")
        for text in texts:
            intent.utterances.create(text=text)


def ship(monkeypatch: pytest.MonkeyPatch, classifier: IntentClassifier | None) -> None:
    monkeypatch.setattr(knowledge, "_shipped_classifier", lambda: classifier)


def fitted(texts: dict[str, list[str]]) -> IntentClassifier:
    pairs = [(text, topic) for topic, own in texts.items() for text in own]
    lesson = Lesson(*zip(*pairs, ("아 맞다", NONE), strict=True))
    encoder = get_encoder()
    return training.fit(lesson, encoder.encode(lesson.texts), encoder.fingerprint)


def perfect() -> IntentClassifier:
    """One that learnt what is held out."""
    return fitted({f"day/{name}": texts for name, texts in HELD_OUT.items()})


def trained(by: User | None = None) -> IntentTraining:
    row = IntentTraining.objects.create(requested_by=by)
    trainings.run_training(row.pk)
    row.refresh_from_db()
    return row


def mislead() -> None:
    """Every utterance is of another topic than it was."""
    first, *others = Intent.objects.order_by("pk")
    kept = list(first.utterances.values_list("pk", flat=True))
    before = first
    for intent in others:
        intent.utterances.update(intent=before)
        before = intent
    Utterance.objects.filter(pk__in=kept).update(intent=before)


def test_asking_queues_one_training_at_a_time(
    broker: Broker, staff: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = trainings.request_training(by=staff)
    assert broker.sent == [row.pk]
    with pytest.raises(trainings.AlreadyTraining):
        trainings.request_training(by=staff)
    assert trainings.abandon()
    assert not trainings.abandon()
    trainings.request_training(by=staff)


def test_without_a_broker_the_training_says_so(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    class Gone:
        def send_task(self, *args: Any, **options: Any) -> None:
            raise OperationalError("nobody there")

    monkeypatch.setattr(trainings, "current_app", Gone())
    with django_capture_on_commit_callbacks(execute=True):
        row = trainings.request_training(by=None)
    row.refresh_from_db()
    assert (row.status, row.active) == (Status.FAILED, False)
    assert "Redis" in row.error


def test_the_tasks_are_the_trainers(monkeypatch: pytest.MonkeyPatch) -> None:
    for task in (tasks.train_intents, tasks.train_intents_if_changed):
        assert app.amqp.router.route({}, task.name)["queue"].name == "training"
    assert not tasks.train_intents.acks_late
    ran: list[int] = []
    monkeypatch.setattr(trainings, "run_training", ran.append)
    tasks.train_intents(7)
    assert ran == [7]


def test_what_is_no_worse_serves_in_every_process(
    staff: User, small: None, django_capture_on_commit_callbacks: Any
) -> None:
    before = knowledge.current()
    assert before.classifier is None
    with django_capture_on_commit_callbacks(execute=True):
        row = trained(staff)
    assert (row.status, row.error, row.is_serving) == (Status.TAKEN, "", True)
    assert row.finished_at is not None
    assert row.figures["asked"] == 6
    assert row.figures["after"]["first"] >= 0.5
    assert "before" not in row.figures
    now = knowledge.current().classifier
    assert now is not None
    assert set(now.topics) == {*TAUGHT, NONE}


def test_only_missing_vectors_are_computed(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge.current()  # gives every utterance its vector
    encoder, encoded = get_encoder(), list[str]()
    encode = encoder.encode

    def noted(texts: list[str]) -> Any:
        encoded.extend(texts)
        return encode(texts)

    monkeypatch.setattr(encoder, "encode", noted)
    assert trained().status == Status.TAKEN
    assert sorted(encoded) == sorted([*FRAGMENTS, *(t for own in HELD_OUT.values() for t in own)])


def test_what_is_worse_is_dropped(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(monkeypatch, perfect())
    mislead()
    row = trained()
    assert (row.status, row.is_serving, bytes(row.weights)) == (Status.KEPT, False, b"")
    assert row.figures["before"]["first"] == 1
    assert row.figures["after"]["first"] < 1
    assert not trainings.is_own_serving()


@pytest.mark.parametrize(
    ("certainty", "right", "is_no_worse"),
    [
        ([0.9, 0.9, 0.1], [True, True, False], True),
        ([0.9, 0.1, 0.1], [True, True, True], True),
        ([0.9, 0.1, 0.1], [True, False, False], False),  # fewer first choices are right
        ([0.9, 0.9, 0.1], [True, False, True], False),  # of what is answered less is right
        ([0.1, 0.1, 0.1], [True, True, True], False),  # nothing is answered
    ],
)
def test_no_worse_is_no_worse_in_both(
    certainty: list[float], right: list[bool], is_no_worse: bool
) -> None:
    served = Figures(np.array([0.9, 0.8, 0.1]), np.array([True, True, False]), 1, 1)
    new = Figures(np.array(certainty), np.array(right), 1, 1)
    assert new.is_no_worse_than(served) is is_no_worse


def test_what_was_taught_and_what_one_does_not_know_is_not_asked(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, fitted({name: TAUGHT[name] for name in ("day/rain", "day/boss")}))
    Utterance.objects.create(intent=Intent.objects.get(topic="day/rain"), text="비가 오네")
    assert trained().figures["asked"] == 3


def test_a_later_one_takes_the_place_of_the_earlier(small: None) -> None:
    first, second = trained(), trained()
    first.refresh_from_db()
    assert (first.status, first.is_serving, bytes(first.weights)) == (Status.TAKEN, False, b"")
    assert (second.status, second.is_serving) == (Status.TAKEN, True)
    assert second.figures["before"] == second.figures["after"] == first.figures["after"]


def test_a_training_given_up_leaves_nothing(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Staff give it up while its worker, slow but alive, goes on to the end."""
    fit = training.fit

    def slow_fit(*args: Any) -> IntentClassifier:
        found = fit(*args)
        assert trainings.abandon()
        return found

    monkeypatch.setattr(training, "fit", slow_fit)
    row = trained()
    assert (row.status, row.error, row.is_serving) == (Status.FAILED, "abandoned", False)
    trainings.run_training(row.pk)
    row.refresh_from_db()
    assert row.status == Status.FAILED


def test_a_training_without_utterances_says_what_is_wrong(small: None) -> None:
    Utterance.objects.all().delete()
    row = trained()
    assert (row.status, row.active) == (Status.FAILED, False)
    assert row.error


def test_a_damaged_one_leaves_the_shipped(
    small: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ship(monkeypatch, shipped := perfect())
    encoder = get_encoder().fingerprint
    row = IntentTraining.objects.create(
        status=Status.TAKEN, is_serving=True, encoder=encoder, weights=shipped.packed()[:1000]
    )
    assert knowledge.classifier_of(encoder) is shipped
    assert f"training {row.pk} of intents is damaged" in caplog.text


def test_one_of_another_encoder_does_not_serve(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, shipped := perfect())
    IntentTraining.objects.create(
        status=Status.TAKEN, is_serving=True, encoder="another", weights=shipped.packed()
    )
    assert knowledge.classifier_of(get_encoder().fingerprint) is shipped


def test_once_a_week_only_what_changed_is_learnt(broker: Broker, small: None) -> None:
    trained()
    assert trainings.request_if_changed() is None
    Intent.objects.get(topic="day/rain").utterances.create(text="장대비가 내려")
    assert trainings.request_if_changed() is not None
    assert trainings.request_if_changed() is None, "one waits already"
    IntentTraining.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert trainings.request_if_changed() is not None, "its worker died"
    assert IntentTraining.objects.filter(error="abandoned").count() == 1


def test_what_ships_is_not_learnt_again(
    broker: Broker, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, fitted(TAUGHT))
    pairs = [(text, topic) for topic, own in TAUGHT.items() for text in own]
    pairs += [(text, NONE) for text in FRAGMENTS]
    shipped = Lesson(*zip(*reversed(pairs), strict=True))
    monkeypatch.setattr(training, "shipped_lesson", lambda: shipped)
    assert trainings.request_if_changed() is None
    Utterance.objects.filter(text="비가 와").update(is_active=False)
    assert trainings.request_if_changed() is not None


def press(client: Client, name: str) -> str:
    response = client.post(reverse(f"admin:{name}"), follow=True)
    assert response.status_code == 200
    page: str = response.content.decode()
    return page


def test_staff_train_watch_and_go_back(
    broker: Broker, small: None, staff: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(staff)
    assert "다시 배우기 시작해요" in press(client, "chat_train")
    assert "이미 배우고 있어요" in press(client, "chat_train")
    assert "그만두었어요" in press(client, "chat_abandon")
    assert "이미 끝났어요" in press(client, "chat_abandon")
    row = trained(staff)
    page = client.get(reverse("admin:chat_figures")).content.decode()
    assert staff.email in page
    assert "새로 배운 것으로 바꿈" in page
    assert f"{row.figures['after']['first']:.3f}" in page
    assert "되돌렸어요" in press(client, "chat_use_shipped")
    assert not trainings.is_own_serving()
    assert "이미 처음에 함께 온 것" in press(client, "chat_use_shipped")


def test_who_may_only_look_trains_nothing(db: None, client_of: Callable[[User], Client]) -> None:
    helper = User.objects.create_user("helper@example.com", "sol-bandi-93-bom", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="view_unmatchedutterance"))
    client = client_of(helper)
    assert "다시 배우기" not in client.get(reverse("admin:chat_figures")).content.decode()
    for name in ("chat_train", "chat_abandon", "chat_use_shipped"):
        assert client.post(reverse(f"admin:{name}")).status_code == 403
    assert not IntentTraining.objects.exists()
