"""The socket, with the real channel layer; whole journeys are in tests/integration/."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.db import connections

from accounts.models import User
from chat import consumers, services
from chat.frames import JSON_PROTOCOL
from chat.models import Conversation
from musicrest_site.asgi import application

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


def test_the_application_routes_sockets_behind_origin_and_login() -> None:
    assert "websocket" in application.application_mapping
