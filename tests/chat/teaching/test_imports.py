"""Files of utterances and answers: looked through first, one version, and all or nothing."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from backoffice.spreadsheets import guard, unguard
from chat.dialogue import vectors
from chat.models import Answer, Family, Intent, ReplyImport, ReplyVersion, Utterance
from chat.teaching import imports, versions

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
Status = ReplyImport.Status


@pytest.fixture
def client(staff: User, client_of: ClientOf) -> Client:
    return client_of(staff)


@pytest.fixture
def rain(db: None) -> Intent:
    intent = Intent.objects.create(topic="day/rain", title="비")
    intent.utterances.create(text="비가 와")
    intent.answers.create(say="빗소리가 들리네요.", ask="어디에 있어요?")
    return intent


def send(client: Client, kind: str, content: str | bytes, suffix: str = "csv") -> str:
    """Upload a file and have it looked through; the page on which that is told."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    file = SimpleUploadedFile(f"rows.{suffix}", raw)
    response = client.post(reverse("admin:chat_import_send", args=[kind]), {"file": file})
    if response.status_code != 302:
        page: str = response.content.decode()
        return page
    imports.check(ReplyImport.objects.get().pk)
    return client.get(response.headers["Location"]).content.decode()


def take(client: Client) -> ReplyImport:
    """Agree to what was sent, as one does on its page, and do what the task does."""
    sent = ReplyImport.objects.get()
    client.post(reverse("admin:chat_import_agree", args=[sent.pk]))
    imports.apply(sent.pk)
    sent.refresh_from_db()
    return sent


def export(client: Client, kind: str, suffix: str) -> str:
    response = client.get(reverse("admin:chat_export", args=[kind, suffix]))
    assert response.status_code == 200
    content: bytes = response.getvalue()
    return content.decode("utf-8-sig")


def test_utterances_are_looked_through_taken_and_undone(
    client: Client, staff: User, rain: Intent
) -> None:
    page = send(
        client, "utterances", "topic,utterance\nday/rain,비가 와\nday/rain,비 온다\nday/sun,해다\n"
    )
    assert "새로 더할 행: 2" in page
    assert "그대로인 행: 1" in page
    assert "(day/sun)" in page
    assert Utterance.objects.count() == 1
    sent = take(client)
    assert (sent.status, sent.progress, bytes(sent.content)) == (Status.DONE, 100, b"")
    assert Utterance.objects.filter(embedding=None).get().text == "비가 와"
    assert set(rain.utterances.values_list("text", flat=True)) == {"비가 와", "비 온다"}
    assert ReplyVersion.objects.get() == sent.version
    assert ReplyVersion.objects.get().author == staff
    versions.undo(by=staff)
    assert [one.text for one in Utterance.objects.all()] == ["비가 와"]
    assert [*Intent.objects.all()] == [rain]


def test_an_utterance_of_a_file_moves_and_is_switched_on(client: Client, rain: Intent) -> None:
    rain.utterances.create(text="비 온다", is_active=False)
    page = send(client, "utterances", "topic,utterance\nday/wet,비가 와\nday/rain,비 온다\n")
    assert ": 2</li>" in page
    take(client)
    assert Utterance.objects.get(text="비가 와").intent.topic == "day/wet"
    assert Utterance.objects.get(text="비 온다").is_active


def test_answers_of_intents_and_families(client: Client, rain: Intent) -> None:
    Family.objects.create(name="day/weather", title="날씨")
    send(
        client,
        "answers",
        "topic,family,say,ask\nday/rain,,빗소리가 들리네요.,창밖이 보여요?\n"
        ",day/weather,하늘은 바뀌죠.,\nday/rain,,비 냄새가 나네요.,\n",
    )
    take(client)
    assert rain.answers.get(say="빗소리가 들리네요.").ask == "창밖이 보여요?"
    assert rain.answers.count() == 2
    assert Answer.objects.get(family__name="day/weather").say == "하늘은 바뀌죠."


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize("kind", ["utterances", "answers"])
def test_what_was_exported_changes_nothing_where_it_is_and_all_where_it_is_not(
    client: Client, rain: Intent, kind: str, suffix: str
) -> None:
    rain.utterances.create(text="=비가, “와”")
    rain.answers.create(say="'=비가, “오네요”.")
    Family.objects.create(name="day/weather", title="날씨").answers.create(say="하늘은 바뀌죠.")
    exported = export(client, kind, suffix)
    assert "새로 더할 행: 0" in send(client, kind, exported, suffix)
    assert take(client).version is None
    ReplyImport.objects.all().delete()
    Utterance.objects.all().delete()
    Answer.objects.all().delete()
    send(client, kind, exported, suffix)
    take(client)
    assert export(client, kind, suffix) == exported


@pytest.mark.parametrize(
    ("kind", "suffix", "content", "problem"),
    [
        ("answers", "csv", "topic,say\na/b,네.\na/b,힘내세요.\n", "3행: 힘내라는"),
        ("answers", "csv", "topic,say\na/b,네.\na/b,\n", "3행: say가 비어"),
        ("answers", "csv", "topic,family,say\na/b,c/d,네.\n", "2행: topic과 family"),
        ("answers", "csv", "topic,say,ask\na/b,네.,왜?\na/b,네.,왜요?\n", "3행: 같은 답이"),
        ("answers", "csv", "topic\na/b\n", "say 칸이 없어요"),
        ("utterances", "csv", "topic,utterance\nab,비가 와\n", "2행: ‘분야/이름’처럼"),
        ("utterances", "csv", f"topic,utterance\na/b,{'가' * 81}\n", "2행: utterance는 80자"),
        ("utterances", "csv", "topic,utterance\na/b,비가 와\nc/d,비가  와\n", "3행: 같은 말이"),
        ("utterances", "csv", b"topic,utterance\na/b,\xff\xff\n", "UTF-8로 저장한"),
        ("utterances", "jsonl", '{"topic": "a/b", "utterance": "비"', "1행에서"),
        ("utterances", "jsonl", '{"topic": "a/b", "utterance": "비"}\n[1]', "2행에서"),
        ("utterances", "jsonl", '{"topic": "a/b", "utterance": {}}', "1행의 ‘utterance’ 값이"),
        ("utterances", "jsonl", '{"topic": "a/b", "utterance": ["비"]}', "1행의 ‘utterance’ 값이"),
        ("utterances", "jsonl", '{"topic": "a/b", "utterance": "\\ud83d"}', "값에 반쪽짜리"),
    ],
)  # fmt: skip
def test_one_wrong_row_and_nothing_is_changed(
    client: Client, kind: str, suffix: str, content: str | bytes, problem: str
) -> None:
    assert problem in send(client, kind, content, suffix)
    assert take(client).status == Status.REFUSED
    assert not Intent.objects.exists()
    assert not ReplyVersion.objects.exists()


def test_four_spellings_are_one_row(client: Client) -> None:
    text = "비가 많이 와"
    spellings = [
        text,
        unicodedata.normalize("NFD", text),
        text.replace(" ", "\xa0"),
        f"{text}\u200b",
    ]
    rows = "".join(f"day/rain,{one}\n" for one in spellings)
    assert "새로 더할 행: 1" in send(client, "utterances", f"topic,utterance\n{rows}")


@pytest.mark.parametrize("before", ["", " ", "\xa0", "\u3000", "\u200b", "\t", " '", "\ufeff "])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(before: str, sign: str) -> None:
    text = f"{before}{sign}1+1"
    assert guard(text).startswith("'")
    assert unguard(guard(text)) == text.strip().replace("\t", "")


def test_too_many_rows_are_refused_before_anything_is_read(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_ROWS", 3)
    page = send(client, "utterances", "topic,utterance\n" + "a/b,비\n" * 4)
    assert "한 번에 3행까지예요" in page
    monkeypatch.setattr(imports, "MOST_BYTES", 10)
    assert "MB까지예요" in send(client, "utterances", "topic,utterance\na/b,비\n")
    assert not ReplyImport.objects.exists()


def test_a_task_is_queued_for_each_step(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    queued: list[str] = []
    monkeypatch.setattr("celery.current_app.send_task", lambda name, **_: queued.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        page = send(client, "utterances", "topic,utterance\nday/rain,비가 와\n")
        assert 'http-equiv="refresh"' not in page
        take(client)
        take(client)  # a second click, and the task delivered twice
    assert queued == [imports.CHECK, imports.APPLY]
    assert ReplyVersion.objects.count() == 1


def test_a_file_that_two_workers_were_given_is_one_version(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, "utterances", "topic,utterance\nday/rain,비가 와\n")
    sent = ReplyImport.objects.get()
    imports.agree(sent=sent)
    encoded = vectors.encoded

    def encoded_while_another_is_done(*args: Any) -> Any:
        monkeypatch.undo()
        imports.apply(sent.pk)
        return encoded(*args)

    monkeypatch.setattr(vectors, "encoded", encoded_while_another_is_done)
    imports.apply(sent.pk)
    sent.refresh_from_db()
    assert (sent.status, sent.version) == (Status.DONE, ReplyVersion.objects.get())


def test_a_failure_is_told_and_changes_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, "utterances", "topic,utterance\nday/rain,비가 와\n")

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("chat.dialogue.vectors.store", broken)
    sent = take(client)
    assert (sent.status, sent.problems) == (Status.FAILED, ["OSError"])
    assert not Intent.objects.exists()


def test_files_are_for_staff_with_the_right(owner: User, client_of: ClientOf) -> None:
    User.objects.filter(pk=owner.pk).update(is_staff=True)
    owner.refresh_from_db()
    client = client_of(owner)
    for url in (
        reverse("admin:chat_import_send", args=["answers"]),
        reverse("admin:chat_export", args=["utterances", "csv"]),
    ):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("path", ["nothing/send/", "answers/export.exe", "nothing/export.csv"])
def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/admin/chat/replyimport/{path}").status_code in (302, 404)


def test_json_lines_are_one_object_a_line(client: Client, rain: Intent) -> None:
    lines = export(client, "answers", "jsonl").splitlines()
    expected = {
        "topic": "day/rain",
        "family": "",
        "say": "빗소리가 들리네요.",
        "ask": "어디에 있어요?",
    }
    assert [json.loads(line) for line in lines] == [expected]
