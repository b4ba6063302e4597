"""A socket ends with the access it was opened with."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.signals import access_changed
from chat import consumers, services
from chat.models import Conversation
from musicrest_site.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 5
PASSWORD = "haneul-byeol-27"


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


async def connected(client: Client, talk: Conversation) -> WebsocketCommunicator:
    """A socket through the whole application, by the cookies of a browser."""
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    headers = {"cookie": cookies, "origin": "http://localhost", "host": "localhost"}
    communicator = WebsocketCommunicator(
        application,
        f"/ws/chat/{talk.pk}/",
        headers=[(name.encode(), value.encode()) for name, value in headers.items()],
    )
    await communicator.connect()
    return communicator


async def opened(client: Client, talk: Conversation) -> WebsocketCommunicator:
    """One that answers, and so has joined its groups."""
    communicator = await connected(client, talk)
    await communicator.send_to('{"type": "sync"}')
    await communicator.receive_from(timeout=SECONDS)
    return communicator


async def code_of_end(communicator: WebsocketCommunicator) -> int:
    while (output := await communicator.receive_output(timeout=SECONDS))[
        "type"
    ] != "websocket.close":
        pass
    code: int = output["code"]
    return code


def log_out(client: Client, owner: User) -> None:
    client.post(reverse("account_logout"))


def change_password(client: Client, owner: User) -> None:
    owner.set_password(PASSWORD)
    owner.save()


def switch_off(client: Client, owner: User) -> None:
    owner.is_active = False
    owner.save()


def delete(client: Client, owner: User) -> None:
    client.post(reverse("delete-account"), {"email": owner.email})


@pytest.mark.parametrize("end", [log_out, change_password, switch_off, delete])
async def test_a_socket_ends_with_its_access_and_does_not_open_again(
    end: Callable[[Client, User], None],
    talk: Conversation,
    owner: User,
    client_of: Callable[[User], Client],
) -> None:
    client = await database_sync_to_async(client_of)(owner)
    old_cookies = client.cookies.copy()
    socket = await opened(client, talk)
    await database_sync_to_async(end)(client, owner)
    assert await code_of_end(socket) == consumers.COME_IN_ANEW
    client.cookies = old_cookies
    again = await connected(client, talk)
    assert await code_of_end(again) == consumers.NOT_LOGGED_IN


async def test_other_people_and_ones_other_devices_talk_on(
    talk: Conversation, owner: User, stranger: User, client_of: Callable[[User], Client]
) -> None:
    make = database_sync_to_async(client_of)
    phone, tablet, other = await make(owner), await make(owner), await make(stranger)
    theirs = await database_sync_to_async(services.start_conversation)(owner=stranger)
    others = await opened(other, theirs)
    on_tablet = await opened(tablet, talk)
    await database_sync_to_async(log_out)(phone, owner)
    assert await code_of_end(on_tablet) == consumers.COME_IN_ANEW
    again = await opened(tablet, talk)
    for living in (again, others):
        await living.send_to('{"type": "sync"}')
        assert await living.receive_from(timeout=SECONDS)
        await living.disconnect()


def test_the_session_is_gone_before_sockets_hear_of_it(
    owner: User, client_of: Callable[[User], Client]
) -> None:
    client, left = client_of(owner), []

    def hear(**signal: object) -> None:
        left.append(Session.objects.count())

    access_changed.connect(hear)
    try:
        client.post(reverse("account_logout"))
    finally:
        access_changed.disconnect(hear)
    assert left == [0]
