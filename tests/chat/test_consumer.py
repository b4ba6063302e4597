"""The socket, with the real channel layer; whole journeys are in tests/integration/."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from chat import consumers, services
from chat.frames import JSON_PROTOCOL
from chat.models import Conversation, Message
from musicrest_site.asgi import application
from tests.own_redis import OwnRedis

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Channels' testing keeps connections of threads open; here they are closed at the end."""
    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(consumers, "POOL", pool)
        yield
        pool.submit(connections.close_all).result()


@pytest.fixture
def talk(owner: User) -> Conversation:
    return services.start_conversation(owner=owner)


def socket(talk_id: Any, user: Any, *protocols: str) -> WebsocketCommunicator:
    from channels.routing import URLRouter

    from chat.routing import websocket_urlpatterns

    router = URLRouter(websocket_urlpatterns)
    communicator = WebsocketCommunicator(
        router, f"/ws/chat/{talk_id}/", subprotocols=list(protocols)
    )
    communicator.scope.update(user=user, cookies={})
    return communicator


async def close_code(communicator: WebsocketCommunicator) -> int:
    await communicator.connect()
    closed = await communicator.receive_output(timeout=10)
    await communicator.disconnect()
    code: int = closed["code"]
    return code


async def until(communicator: WebsocketCommunicator, sign: str) -> str:
    """The next frame that contains `sign`."""
    while True:
        frame: str = await communicator.receive_from(timeout=30)
        if sign in frame:
            return frame


async def test_a_visitor_is_told_to_log_in(talk: Conversation) -> None:
    assert await close_code(socket(talk.pk, AnonymousUser())) == 4401


async def test_anothers_talk_and_no_talk_are_closed_alike(
    talk: Conversation, stranger: User
) -> None:
    assert await close_code(socket(talk.pk, stranger)) == 4404
    assert await close_code(socket(uuid.uuid4(), stranger)) == 4404


async def test_html_comes_for_htmx_and_json_where_asked_for(
    talk: Conversation, owner: User
) -> None:
    said = json.dumps({"message": "안녕 <b>하세요</b>", "client_id": str(uuid.uuid4())})
    page, program = socket(talk.pk, owner), socket(talk.pk, owner, JSON_PROTOCOL)
    for communicator in (page, program):
        await communicator.connect()
    await page.send_to(said)
    html = await until(page, "message-")
    assert "안녕 &lt;b&gt;하세요&lt;/b&gt;" in html
    heard = json.loads(await until(program, '"message"'))
    assert heard["text"] == "안녕 <b>하세요</b>"
    for communicator in (page, program):
        await communicator.disconnect()


async def test_typing_is_shown_before_the_answer(talk: Conversation, owner: User) -> None:
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    await program.send_to(json.dumps({"message": "안녕", "client_id": str(uuid.uuid4())}))
    kinds = []
    while "gauge" not in kinds:
        kinds.append(json.loads(await program.receive_from(timeout=30))["type"])
    assert kinds == ["typing", "message", "message", "typing", "gauge"]
    await program.disconnect()


@pytest.mark.parametrize("frame", ["{", "3", '{"message": 1}', '{"type":"sync","after":-1}'])
async def test_a_bad_frame_is_answered_and_the_socket_lives(
    talk: Conversation, owner: User, frame: str
) -> None:
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    await program.send_to(frame)
    assert json.loads(await program.receive_from())["code"] == "bad_frame"
    await program.send_to('{"type": "sync"}')
    await until(program, '"gauge"')
    await program.disconnect()


async def test_a_refusal_names_its_message(talk: Conversation, owner: User) -> None:
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    client_id = str(uuid.uuid4())
    await program.send_to(json.dumps({"message": "가" * 1001, "client_id": client_id}))
    refusal = json.loads(await until(program, '"error"'))
    assert refusal["code"] == "too_long"
    assert refusal["client_id"] == client_id
    assert not await database_sync_to_async(talk.messages.exists)()
    await program.disconnect()


async def test_a_failure_of_ours_is_told_and_names_the_message(
    talk: Conversation, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**said: Any) -> None:
        raise RuntimeError("the model is gone")

    monkeypatch.setattr(services, "say", broken)
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    client_id = str(uuid.uuid4())
    await program.send_to(json.dumps({"message": "들리나요", "client_id": client_id}))
    failure = json.loads(await until(program, '"error"'))
    assert (failure["code"], failure["client_id"]) == ("server_error", client_id)
    await program.disconnect()


async def test_a_page_learns_that_its_socket_lives_while_a_turn_is_at_work(
    talk: Conversation, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    say = services.say

    def slow(**said: Any) -> services.Turn:
        assert go_on.wait(30)
        return say(**said)

    monkeypatch.setattr(services, "say", slow)
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    await program.send_to(json.dumps({"message": "안녕", "client_id": str(uuid.uuid4())}))
    await program.send_to('{"type": "ping"}')
    kinds = [json.loads(await program.receive_from(timeout=10))["type"] for _ in range(2)]
    assert kinds == ["typing", "pong"]
    go_on.set()
    await until(program, '"gauge"')
    await program.disconnect()


async def test_what_was_missed_comes_in_pages_the_oldest_first(
    talk: Conversation, owner: User
) -> None:
    said = [
        Message(conversation=talk, sender="person", text=str(number), client_id=uuid.uuid4())
        for number in range(70)
    ]
    await database_sync_to_async(Message.objects.bulk_create)(said)
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    shown: list[str] = []
    after, more = 0, True
    while more:
        await program.send_to(json.dumps({"type": "sync", "after": after}))
        while (frame := json.loads(await program.receive_from(timeout=10)))["type"] != "synced":
            if frame["type"] == "message":
                shown.append(frame["text"])
                after = frame["id"]
        more = frame["more"]
        assert len(shown) in {50, 70}
    assert shown == [str(number) for number in range(70)]
    await program.disconnect()


async def test_looking_too_often_is_refused_with_the_wait(
    talk: Conversation, owner: User, settings: Settings
) -> None:
    settings.READINGS_PER_MINUTE = 3  # the opening is one of them
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    for _ in range(3):
        await program.send_to('{"type": "sync"}')
    refusal = json.loads(await until(program, '"error"'))
    assert refusal["code"] == "too_fast"
    assert 50 <= refusal["retry_after"] <= 60
    await program.disconnect()


async def test_who_opens_sockets_too_often_is_asked_to_come_later(
    talk: Conversation, owner: User, settings: Settings
) -> None:
    settings.READINGS_PER_MINUTE = 1
    first, program = (socket(talk.pk, owner, JSON_PROTOCOL) for _ in range(2))
    await first.connect()
    await program.connect()
    assert json.loads(await until(program, '"error"'))["code"] == "too_fast"
    assert (await program.receive_output(timeout=10))["code"] == consumers.TRY_LATER
    for communicator in (first, program):
        await communicator.disconnect()


async def test_one_hears_the_other_page_and_not_oneself(talk: Conversation, owner: User) -> None:
    here, there = (socket(talk.pk, owner, JSON_PROTOCOL) for _ in range(2))
    for program in (here, there):
        await program.connect()
        await program.send_to('{"type": "sync"}')
        await until(program, '"gauge"')
    await here.send_to(json.dumps({"message": "여기서", "client_id": str(uuid.uuid4())}))
    await until(here, '"gauge"')
    assert json.loads(await until(there, '"message"'))["text"] == "여기서"
    await until(there, '"gauge"')
    await there.send_to(json.dumps({"message": "저기서", "client_id": str(uuid.uuid4())}))
    frames: list[dict[str, Any]] = []
    while not frames or frames[-1]["type"] != "gauge":
        frames.append(json.loads(await here.receive_from(timeout=30)))
    texts = [frame["text"] for frame in frames if frame["type"] == "message"]
    assert "여기서" not in texts
    assert "저기서" in texts
    for program in (here, there):
        await program.disconnect()


async def test_what_was_sent_before_the_page_closed_is_said(
    talk: Conversation, owner: User
) -> None:
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    for number in range(3):
        said = {"message": f"{number}번째", "client_id": str(uuid.uuid4())}
        await program.send_to(json.dumps(said))
    await program.disconnect(timeout=30)
    said_by_person = talk.messages.filter(sender="person").values_list("text", flat=True)
    assert await database_sync_to_async(list)(said_by_person) == ["0번째", "1번째", "2번째"]


@pytest.mark.parametrize("outage", ["hang", "stop"])
async def test_a_talk_goes_on_without_redis(
    talk: Conversation,
    owner: User,
    own_redis: OwnRedis,
    outage: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    program = socket(talk.pk, owner, JSON_PROTOCOL)
    await program.connect()
    getattr(own_redis, outage)()
    began = time.monotonic()
    for number in range(5):
        said = {"message": f"{number}번째", "client_id": str(uuid.uuid4())}
        await program.send_to(json.dumps(said))
        await until(program, '"gauge"')
    assert time.monotonic() - began < 6
    complaints = [line for line in caplog.records if line.name.startswith("bounded_redis")]
    assert len(complaints) == 1
    assert not [line for line in caplog.records if line.exc_info]
    await program.disconnect()


def as_browser(talk: Conversation, origin: bytes, session: str) -> WebsocketCommunicator:
    """A socket through the whole application, with what a browser sends of its own."""
    headers = [
        (b"host", b"localhost"),
        (b"origin", origin),
        (b"cookie", f"sessionid={session}".encode()),
    ]
    return WebsocketCommunicator(application, f"/ws/chat/{talk.pk}/", headers=headers)


def session_of(client_of: Callable[[User], Client], user: User) -> str:
    return client_of(user).cookies["sessionid"].value


async def test_a_page_of_ours_with_a_session_is_let_in_as_its_person(
    talk: Conversation, owner: User, client_of: Callable[[User], Client]
) -> None:
    session = await database_sync_to_async(session_of)(client_of, owner)
    page = as_browser(talk, b"http://localhost", session)
    assert (await page.connect())[0]
    await page.send_to('{"type": "sync"}')
    await until(page, 'id="gauge"')
    await page.disconnect()


async def test_the_session_of_another_person_opens_nothing(
    talk: Conversation, stranger: User, client_of: Callable[[User], Client]
) -> None:
    session = await database_sync_to_async(session_of)(client_of, stranger)
    assert await close_code(as_browser(talk, b"http://localhost", session)) == 4404
    assert await close_code(as_browser(talk, b"http://localhost", "forged")) == 4401


async def test_a_page_of_others_is_refused_though_the_session_is_right(
    talk: Conversation, owner: User, client_of: Callable[[User], Client]
) -> None:
    session = await database_sync_to_async(session_of)(client_of, owner)
    page = as_browser(talk, b"https://evil.example", session)
    assert not (await page.connect())[0]
