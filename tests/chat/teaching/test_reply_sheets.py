"""Replies as CSV and JSONL: round trips, one version, and all or nothing."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat.models import Reply, ReplyVersion
from chat.teaching import versions

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
CSV, JSONL = "0", "1"
"""Places of the formats in the admin's form."""


@pytest.fixture
def client(staff: User, client_of: ClientOf) -> Client:
    return client_of(staff)


def upload(client: Client, kind: str, content: str) -> str:
    file = SimpleUploadedFile("replies", content.encode())
    data = {"import_file": file, "format": kind, "resource": ""}
    page: str = client.post(reverse("admin:chat_reply_import"), data, follow=True).content.decode()
    return page


def download(client: Client, kind: str) -> str:
    columns = {f"replyresource_{name}": "on" for name in versions.FIELDS}
    data = {"format": kind, "resource": "0", **columns}
    response = client.post(reverse("admin:chat_reply_export"), data)
    assert response.status_code == 200
    text: str = response.content.decode("utf-8-sig")
    return text


def test_a_file_is_one_version(client: Client, staff: User) -> None:
    upload(
        client, CSV, "topic,utterance,text\nrain,비가 와,빗소리가 들리네요.\nrain,비 온다,비네요.\n"
    )
    assert set(Reply.objects.values_list("topic", "kind", "is_active")) == {("rain", "reply", True)}
    assert ReplyVersion.objects.get().author == staff
    versions.undo(by=staff)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("kind", [CSV, JSONL])
def test_what_was_exported_is_imported_again(client: Client, kind: str) -> None:
    Reply.objects.create(topic="rain", utterance="=비가 와", text="빗소리가, “들리네요”.")
    before = list(Reply.objects.values(*versions.FIELDS))
    exported = download(client, kind)
    Reply.objects.all().delete()
    page = upload(client, kind, exported)
    assert list(Reply.objects.values(*versions.FIELDS)) == before, page


def test_importing_the_same_again_changes_nothing(client: Client) -> None:
    Reply.objects.create(topic="rain", utterance="비가 와", text="빗소리가 들리네요.")
    upload(client, CSV, download(client, CSV))
    assert not ReplyVersion.objects.exists()


@pytest.mark.parametrize(
    ("kind", "content", "problem"),
    [
        (CSV, "utterance,text\n좋아,네.\n비가 와,힘내세요.\n", "3행: 힘내라는"),
        (CSV, "utterance,text\n좋아,네.\n,빈 말이네요.\n", "3행"),
        (CSV, "utterance\n좋아\n", "text 칸이 없어요"),
        (JSONL, '{"utterance": "좋아", "text": "네."}\n{"utterance": "비"', "2행에서"),
        (JSONL, '{"utterance": "좋아", "text": "네."}\n[1]', "2행에서"),
        (
            JSONL,
            json.dumps({"utterance": "좋아", "text": "네.", "follow_up": "왜"}),
            "1행: 이어서 묻는",
        ),
    ],
)
def test_one_wrong_row_and_nothing_is_changed(
    client: Client, kind: str, content: str, problem: str
) -> None:
    assert problem in upload(client, kind, content)
    assert not Reply.objects.exists()
    assert not ReplyVersion.objects.exists()
