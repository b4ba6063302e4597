"""Every change of what is known can be undone, but for what collides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat.models import Answer, Family, Intent, ReplyVersion, Utterance
from chat.teaching import versions

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def rest(db: None) -> Intent:
    family = Family.objects.create(name="body/sleep", title="잠")
    family.answers.create(say="잠은 참 중요하죠.")
    intent = Intent.objects.create(topic="body/tired", title="잠", family=family, origin="x")
    intent.utterances.create(text="잠을 못 잤어", origin="y")
    intent.answers.create(say="못 잔 날은 하루가 길죠.", ask="언제부터예요?")
    return intent


def everything() -> dict[str, list[Any]]:
    return {
        name: list(table.rows.order_by("pk").values("pk", *table.columns))
        for name, table in versions.TABLES.items()
    }


def test_changes_and_deletions_are_undone_one_after_the_other(staff: User, rest: Intent) -> None:
    before = everything()
    with versions.recorded(by=staff, note="change"):
        Utterance.objects.update(text="다르게 말할게요")
        Answer.objects.update(is_active=False)
        Intent.objects.update(family=None)
    with versions.recorded(by=staff, note="delete"):
        rest.delete()
        Family.objects.all().delete()
    with versions.recorded(by=staff, note="add"):
        Intent.objects.create(topic="day/rain", title="비").utterances.create(text="비가 와")
    notes = [versions.undo(by=staff).version.note for _ in range(3)]
    assert notes == ["add", "delete", "change"]
    assert everything() == before
    with pytest.raises(versions.NothingToUndo):
        versions.undo(by=staff)


def test_a_text_that_comes_back_gets_its_vector_anew(staff: User, rest: Intent) -> None:
    Utterance.objects.update(encoder="this one", embedding=[1, 0])
    with versions.recorded(by=staff):
        Utterance.objects.update(text="다르게 말할게요")
    versions.undo(by=staff)
    assert Utterance.objects.get().encoder == ""


def test_what_changes_nothing_is_no_version(staff: User, rest: Intent) -> None:
    with versions.recorded(by=staff, note="nothing") as record:
        rest.save()
    assert record.version is None
    assert not ReplyVersion.objects.exists()


def test_what_collides_is_told_and_the_rest_is_undone(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    rest.utterances.create(text="잠이 안 와")
    with versions.recorded(by=staff):
        Utterance.objects.all().delete()
    rest.utterances.create(text="잠이 안 와")  # again, and outside the versions
    page = client_of(staff).post(reverse("admin:chat_undo"), follow=True).content.decode()
    assert "‘잠이 안 와’: 같은 것이" in page
    assert set(rest.utterances.values_list("text", flat=True)) == {"잠이 안 와", "잠을 못 잤어"}
    assert ReplyVersion.objects.get().undone_by == staff


def test_a_row_whose_intent_is_gone_is_told(staff: User, rest: Intent) -> None:
    with versions.recorded(by=staff):
        Utterance.objects.all().delete()
        Answer.objects.filter(family=None).update(is_active=False)
    Intent.objects.all().delete()
    kept = versions.undo(by=staff).kept
    assert len(kept) == 2
    assert not Utterance.objects.exists()


def test_an_intent_that_holds_more_by_now_stays(staff: User, rest: Intent) -> None:
    with versions.recorded(by=staff):
        added = Intent.objects.create(topic="day/rain", title="비")
        added.utterances.create(text="비가 와")
    added.utterances.create(text="비 온다")
    (kept,) = versions.undo(by=staff).kept
    assert "day/rain" in kept
    assert [one.text for one in added.utterances.all()] == ["비 온다"]


def test_a_version_of_earlier_tables_is_readable_and_not_undone(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    pair = {"utterance": "비가 와", "text": "빗소리가 들리네요.", "topic": "rain"}
    old = ReplyVersion.objects.create(
        note="옛 판", changes=[{"id": 1, "before": None, "after": pair}]
    )
    client = client_of(staff)
    page = client.post(reverse("admin:chat_undo"), follow=True).content.decode()
    assert "표를 나누기 전의 판은 되돌릴 수 없어요" in page
    page = client.get(reverse("admin:chat_replyversion_change", args=[old.pk])).content.decode()
    assert "text: 빗소리가 들리네요." in page


def test_the_page_of_a_version_shows_what_changed(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    with versions.recorded(by=staff):
        Utterance.objects.update(text="<b>못 잤다</b>")
        Answer.objects.filter(intent=rest).delete()
        Intent.objects.create(topic="day/rain", title="비")
    version = ReplyVersion.objects.get()
    url = reverse("admin:chat_replyversion_change", args=[version.pk])
    page = client_of(staff).get(url).content.decode()
    assert "text: 잠을 못 잤어 → &lt;b&gt;못 잤다&lt;/b&gt;" in page
    assert "못 잔 날은 하루가 길죠." in page
    assert "topic: day/rain" in page


def test_one_page_of_the_admin_is_one_version(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    url = reverse("admin:chat_intent_change", args=[rest.pk])
    data = {
        "topic": rest.topic, "title": "새 제목", "family": "", "tone": "plain", "is_active": "on",
        "answers-TOTAL_FORMS": "2", "answers-INITIAL_FORMS": "1",
        "answers-0-id": rest.answers.get().pk, "answers-0-intent": rest.pk,
        "answers-0-say": "긴 하루네요.", "answers-0-ask": "", "answers-0-is_active": "on",
        "answers-1-intent": rest.pk, "answers-1-say": "힘든\n하루네요.", "answers-1-ask": "",
        "answers-1-is_active": "on",
        "utterances-TOTAL_FORMS": "1", "utterances-INITIAL_FORMS": "1",
        "utterances-0-id": rest.utterances.get().pk, "utterances-0-intent": rest.pk,
        "utterances-0-text": "한숨도\xa0못 잤어", "utterances-0-is_active": "on",
    }  # fmt: skip
    page = client_of(staff).post(url, data, follow=True).content.decode()
    assert "errorlist" not in page
    assert Utterance.objects.get().text == "한숨도 못 잤어"
    assert set(rest.answers.values_list("say", flat=True)) == {"긴 하루네요.", "힘든 하루네요."}
    version = ReplyVersion.objects.get()
    assert (version.author, len(version.changes)) == (staff, 4)
    versions.undo(by=staff)
    rest.refresh_from_db()
    assert rest.title == "잠"


def test_what_comes_with_the_repository_is_switched_off_not_deleted(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    client, row = client_of(staff), rest.utterances.get()
    url = reverse("admin:chat_utterance_delete", args=[row.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    Utterance.objects.update(origin="")
    client.post(url, {"post": "yes"})
    assert not Utterance.objects.exists()
    versions.undo(by=staff)
    assert Utterance.objects.get().text == "잠을 못 잤어"


@pytest.mark.parametrize("owner", ["none", "both"])
def test_an_answer_is_an_intents_or_a_familys(
    staff: User, rest: Intent, client_of: ClientOf, owner: str
) -> None:
    both = {"intent": rest.pk, "family": rest.family_id} if owner == "both" else {}
    data = {"say": "그랬군요.", "ask": "", "is_active": "on"} | both
    page = client_of(staff).post(reverse("admin:chat_answer_add"), data).content.decode()
    assert "가운데 하나만" in page
    assert not Answer.objects.filter(say="그랬군요.").exists()


def test_an_utterance_that_is_there_in_another_spelling_is_refused_in_words(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    data = {"intent": rest.pk, "text": "잠을\u200b\xa0못 잤어", "is_active": "on"}
    page = client_of(staff).post(reverse("admin:chat_utterance_add"), data).content.decode()
    assert "errorlist" in page
    assert Utterance.objects.count() == 1


@pytest.mark.parametrize("table", ["family", "intent", "utterance", "answer", "replyimport"])
def test_every_list_can_be_seen_and_searched(
    staff: User, rest: Intent, client_of: ClientOf, table: str
) -> None:
    url = reverse(f"admin:chat_{table}_changelist")
    response = client_of(staff).get(url, {"q": "잠"})
    assert response.status_code == 200
    if table != "replyimport":
        assert response.context["cl"].result_count == 1


def test_an_intent_of_very_many_utterances_has_a_page(
    staff: User, rest: Intent, client_of: ClientOf
) -> None:
    Utterance.objects.bulk_create(Utterance(intent=rest, text=f"{n}") for n in range(400))
    page = client_of(staff).get(reverse("admin:chat_intent_change", args=[rest.pk])).content
    assert b"answers-TOTAL_FORMS" in page
    assert b"utterances-TOTAL_FORMS" not in page
