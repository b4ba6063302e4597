"""The download holds everything that belongs to a person, or there is a reason why not."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CheckConstraint, Model
from django.utils import timezone

from accounts import services, tokens
from accounts.models import User
from chat.models import CareAlarm, Conversation, Message, UnmatchedUtterance
from emotions.models import EmotionAnalysis, EmotionCorrection
from emotions.vector import EmotionVector
from recommendations.models import Kind, Rating, Recommendation, Song

DECLARED = [import_module(name) for name in settings.PERSONAL_DATA]
EXPORTED: dict[str, set[str]] = {}
for module in DECLARED:
    EXPORTED |= module.EXPORTED
LEFT_OUT = {label for one in DECLARED for labels in one.LEFT_OUT.values() for label in labels}

SAD, GLAD = EmotionVector((0.05, 0.1, 0.15, 0.2, 0.5)), EmotionVector((0.5, 0.1, 0.15, 0.2, 0.05))


def belonging_to_people() -> set[type[Model]]:
    """Models with a path of relations to the person, themselves included."""
    found: set[Any] = {User}
    while True:
        more = {
            model
            for model in apps.get_models(include_auto_created=True)
            if model not in found
            and any(field.related_model in found for field in model._meta.fields)
        }
        if not more:
            return found
        found |= more


def fields_of(model: type[Model]) -> set[str]:
    return {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}


def test_each_field_that_belongs_to_a_person_is_declared_once() -> None:
    undeclared, twice = set(), set()
    for model in belonging_to_people():
        label = model._meta.label
        for name in fields_of(model):
            is_shown = name in EXPORTED.get(label, set())
            is_left_out = bool({label, f"{label}.{name}"} & LEFT_OUT)
            if is_shown and is_left_out:
                twice.add(f"{label}.{name}")
            if not is_shown and not is_left_out:
                undeclared.add(f"{label}.{name}")
    assert undeclared == set(), "name them in personal_data.py: EXPORTED, or LEFT_OUT with a reason"
    assert twice == set()


def test_nothing_is_declared_that_is_not_there() -> None:
    labels = {model._meta.label: fields_of(model) for model in belonging_to_people()}
    there = set(labels) | {f"{label}.{name}" for label in labels for name in labels[label]}
    shown = {f"{label}.{name}" for label, names in EXPORTED.items() for name in names}
    assert shown | LEFT_OUT <= there


@pytest.fixture
def rows(owner: User) -> dict[str, Model]:
    """One row of the owner's in each model that is exported, every field filled."""
    now = timezone.now()
    User.objects.filter(pk=owner.pk).update(last_login=now)
    owner.consents.exclude(kind="terms").delete()
    tokens.issue(user=owner)
    analysis = EmotionAnalysis.objects.create(
        owner=owner, status="done", vector=SAD, utterances=["쓴 말"], finished_at=now
    )
    EmotionAnalysis.objects.create(owner=owner)
    talk = Conversation.objects.create(owner=owner, analysis=analysis)
    said = talk.messages.create(sender=Message.Sender.PERSON, text="말")
    answer = talk.messages.create(
        sender=Message.Sender.BOT, text="답", source="reply", similarity=0.5, answers=said,
        card={"kind": "song"},
    )  # fmt: skip
    song, _other = (
        Song.objects.create(title=title, youtube_id=title * 11, vector=SAD) for title in "ab"
    )
    made: list[Model] = [
        owner, owner.consents.get(), owner.api_tokens.get(), analysis, talk, answer,
        EmailAddress.objects.create(user=owner, email=owner.email),
        SocialAccount.objects.create(user=owner, provider="kakao", uid="1", extra_data={"a": 1}),
        CareAlarm.objects.create(
            conversation=talk, level="crisis", situation="death", taken_back_at=now
        ),
        UnmatchedUtterance.objects.create(message=said, text="가린 말", reviewed_at=now),
        EmotionCorrection.objects.create(
            analysis=analysis, owner=owner, agrees=True, emotion="슬픔", consent=True,
            utterances=["가린 말"], reviewed_at=now,
        ),
        Recommendation.objects.create(
            analysis=analysis, song=song, kind=Kind.SIMILAR, score=1, propensity=0.5,
            shares={"sound": 0.1}, why="calmer", status="rated", left_at=now
        ),
        Rating.objects.create(owner=owner, song=song, kind=Kind.SIMILAR, liked=True, vector=SAD),
    ]  # fmt: skip
    return {row._meta.label: row for row in made}


def other(row: Model, name: str) -> Any:
    """Another value than the field has."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if field.is_relation:
        rest = type(value)._default_manager.exclude(pk=value.pk)
        return None if field.null else rest.get()
    if getattr(field, "choices", None):
        return next(key for key, _label in field.choices if key != value)  # type: ignore[union-attr]
    others: dict[type, Callable[[Any], Any]] = {
        bool: lambda value: not value,
        datetime: lambda value: value + timedelta(days=1),
        EmotionVector: lambda value: GLAD,
        list: lambda value: ["다른 말"],
        dict: lambda value: {"b": 2},
        float: lambda value: value + 0.25,
        int: lambda value: value + 7,
        str: lambda value: f"b{value}",
    }
    for kind, changed in others.items():
        if isinstance(value, kind):
            return changed(value)
    raise AssertionError(f"fill {row._meta.label}.{name} in the fixture")


def without_checks(row: Model) -> None:
    """For the rest of the test, whose transaction is rolled back, any value may be stored."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        for constraint in type(row)._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                editor.remove_constraint(type(row), constraint)


def download(owner: User) -> str:
    return json.dumps(services.export_data(user=User.objects.get(pk=owner.pk)))


@pytest.mark.parametrize("label", sorted(EXPORTED))
def test_each_exported_field_is_in_the_download(
    owner: User, rows: dict[str, Model], label: str
) -> None:
    row = rows[label]
    row.refresh_from_db()
    without_checks(row)
    manager = type(row)._default_manager
    for name in sorted(EXPORTED[label]):
        before = download(owner)
        if row._meta.pk and row._meta.pk.name == name:
            assert str(row.pk) in before
            continue
        manager.filter(pk=row.pk).update(**{name: other(row, name)})
        assert download(owner) != before, f"{label}.{name} is declared, but not in the download"
        manager.filter(pk=row.pk).update(**{name: getattr(row, name)})


def test_the_results_before_a_talk_was_read_again_are_named_in_it(owner: User) -> None:
    talk = Conversation.objects.create(owner=owner)
    earlier = EmotionAnalysis.objects.create(owner=owner, status="done", vector=SAD)
    talk.earlier.add(earlier)
    told = services.export_data(user=owner)
    assert told["talks"][0]["earlier"] == [str(earlier.pk)]
    assert [analysis["id"] for analysis in told["analyses"]] == [str(earlier.pk)]
