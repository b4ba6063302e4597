"""What comes with the repository is kept up to date, beside what staff wrote."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from chat.dialogue import knowledge
from chat.dialogue.repertoire import Answer, Family, Intent, Tone
from chat.models import Answer as AnswerRow
from chat.models import Family as FamilyRow
from chat.models import Intent as IntentRow
from chat.models import Utterance
from chat.teaching import loading, versions

pytestmark = pytest.mark.django_db


def rain(*utterances: str, say: str = "빗소리가 들리네요.", **changes: str) -> Intent:
    fields = {"topic": "day/rain", "title": "비", "family": "", "tone": Tone.PLAIN}
    return Intent(**(fields | changes), utterances=utterances, answers=(Answer(say),))  # type: ignore[arg-type]


def utterances() -> set[str]:
    return set(Utterance.objects.values_list("text", flat=True))


def load(*intents: Intent, families: Iterable[Family] = ()) -> loading.Loaded:
    return loading.load_replies(intents, [*families])


def test_what_is_new_is_added_once() -> None:
    assert load(rain("비가 와", "비 온다")).added == 3
    assert load(rain("비가 와", "비 온다", "비다")).added == 1
    assert not any(load(rain("비가 와", "비 온다", "비다")))
    assert utterances() == {"비가 와", "비 온다", "비다"}


def test_what_the_repository_has_no_more_goes() -> None:
    load(rain("비가 와", "비 온다"))
    assert load(rain("비가 와")).removed == 1
    assert utterances() == {"비가 와"}
    load()
    assert not IntentRow.objects.exists()


def test_a_changed_answer_replaces_the_old_one() -> None:
    load(rain("비가 와"))
    load(rain("비가 와", say="비 냄새가 나네요."))
    assert AnswerRow.objects.get().say == "비 냄새가 나네요."


def test_titles_tones_and_families_follow_the_repository() -> None:
    load(rain("비가 와"))
    weather = Family("day/weather", "날씨", (Answer("하늘은 바뀌죠."),))
    load(rain("비가 와", title="비 오는 날", family="day/weather"), families=[weather])
    row = IntentRow.objects.get()
    assert (row.title, row.family) == ("비 오는 날", FamilyRow.objects.get(title="날씨"))
    assert AnswerRow.objects.get(family=row.family).say == "하늘은 바뀌죠."
    load(rain("비가 와"))
    assert not FamilyRow.objects.exists()


def test_an_utterance_may_move_between_intents() -> None:
    load(rain("비가 와", "비 온다"))
    load(rain("비가 와"), rain("비 온다", topic="day/wet", say="젖었네요."))
    assert Utterance.objects.get(text="비 온다").intent.topic == "day/wet"


def test_what_staff_wrote_changed_or_switched_off_stays() -> None:
    load(rain("비가 와", "비 온다", "비네"))
    row = IntentRow.objects.get()
    Utterance.objects.filter(text="비가 와").update(text="비가 많이 와")
    Utterance.objects.filter(text="비 온다").update(is_active=False)
    AnswerRow.objects.update(say="직원의 말이에요.")
    row.utterances.create(text="소나기다")
    load(rain("비가 와", "비 온다", "비네"))
    load()
    assert utterances() == {"비가 많이 와", "비 온다", "소나기다"}
    assert AnswerRow.objects.get().say == "직원의 말이에요."
    assert not Utterance.objects.get(text="비 온다").is_active


def test_an_intent_that_staff_switched_off_or_renamed_stays_so() -> None:
    load(rain("비가 와"))
    IntentRow.objects.update(is_active=False)
    load(rain("비가 와", title="비 오는 날"))
    assert not IntentRow.objects.get(title="비 오는 날").is_active
    IntentRow.objects.update(title="우리끼리")
    load(rain("비가 와"))
    assert IntentRow.objects.get().title == "우리끼리"


def test_undo_gives_a_shipped_row_its_origin_back(staff: User) -> None:
    load(rain("비가 와", "비 온다"))
    before = list(Utterance.objects.values_list("text", "origin"))
    with versions.recorded(by=staff):
        Utterance.objects.all().delete()
    versions.undo(by=staff)
    assert list(Utterance.objects.values_list("text", "origin")) == before
    load(rain("비가 와"))
    assert utterances() == {"비가 와"}


def test_all_or_nothing_is_loaded() -> None:
    load(rain("비가 와"))
    broken = Family("day/weather", "날씨", (Answer("가" * 501),))
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        load(rain("비 온다", family="day/weather"), families=[broken])
    assert utterances() == {"비가 와"}


@pytest.mark.django_db(transaction=True)
def test_loading_waits_for_a_version_in_the_making(staff: User) -> None:
    done = threading.Event()

    def load_beside() -> None:
        try:
            load(rain("비가 와"))
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=load_beside)
    with versions.recorded(by=staff):
        thread.start()
        while not waits_for_the_lock():
            assert not done.is_set(), "it did not wait"
    thread.join()
    assert utterances() == {"비가 와"}


def waits_for_the_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_the_command_loads_embeds_and_tells_how_far_it_is() -> None:
    out = StringIO()
    call_command("load_replies", stdout=out)
    assert f"embedding: {Utterance.objects.count()} of" in out.getvalue()
    assert not Utterance.objects.filter(embedding=None).exists()
    known = knowledge.current()
    assert len(known.vectors) == Utterance.objects.count() == len(known.judges.index)
