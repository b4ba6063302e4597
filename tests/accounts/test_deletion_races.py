"""An account is deleted while other tabs of the person talk, rate and begin."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts import services as accounts
from accounts.models import User
from chat import limits
from chat.models import Conversation, Message
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations.models import Kind, Rating, Recommendation, Song

pytestmark = pytest.mark.django_db(transaction=True)

SAD = EmotionVector((0.05, 0.1, 0.15, 0.2, 0.5))
TABS = 6
ROUNDS = 4

Work = Callable[[], Any]


@pytest.fixture
def talk(owner: User) -> Conversation:
    """A talk with a result and a song on the screen."""
    analysis = EmotionAnalysis.objects.create(
        owner=owner, status=EmotionAnalysis.Status.DONE, vector=SAD
    )
    song = Song.objects.create(title="쉼", artist="가수", youtube_id="abcdefghijk", vector=SAD)
    Recommendation.objects.create(analysis=analysis, kind=Kind.SIMILAR, song=song, score=1.0)
    return Conversation.objects.create(owner=owner, analysis=analysis)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(TABS + 1) as threads:
        yield threads


def browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def works(owner: User, talk: Conversation) -> list[Work]:
    """What a tab may be doing, each in a browser of its own."""
    shown = Recommendation.objects.get()
    program = APIClient(raise_request_exception=False)
    program.force_login(owner)
    rating = reverse("recommendations:rate", args=[talk.pk, shown.pk])
    result = reverse("recommendations:result", args=[talk.pk])
    saying = {"message": "조금 지쳤어요"}
    pages = [browser(owner) for _ in range(4)]
    return [
        lambda: pages[0].post(reverse("chat:say", args=[talk.pk]), saying),
        lambda: pages[1].post(rating, {"liked": "1"}),
        lambda: pages[2].post(reverse("chat:list")),
        lambda: pages[3].get(result),
        lambda: program.post(
            reverse("api:message-list", args=[talk.pk]),
            {"text": "오늘도 지쳤어요", "client_id": str(uuid.uuid4())},
        ),
        lambda: program.post(
            reverse("api:rating-list"), {"recommendation": shown.pk, "liked": False}
        ),
    ]


def at_once(pool: ThreadPoolExecutor, works: Sequence[Work]) -> list[int]:
    """Statuses of what began at the same moment, twice each."""
    start = Barrier(len(works))

    def run(work: Work) -> list[int]:
        try:
            start.wait()
            return [work().status_code, work().status_code]
        finally:
            connections.close_all()

    return [status for found in pool.map(run, works) for status in found]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_nothing_breaks_and_nothing_is_left(
    pool: ThreadPoolExecutor, owner: User, talk: Conversation, round_: int
) -> None:
    leaving = browser(owner)
    deletion = reverse("delete-account")
    address = {"email": owner.email}
    statuses = at_once(pool, [lambda: leaving.post(deletion, address), *works(owner, talk)])
    assert [status for status in statuses if status >= 500] == []
    assert not User.objects.exists()
    assert not Conversation.objects.exists()
    assert not Message.objects.exists()
    assert not Rating.objects.exists()


def test_leaving_twice_at_once_is_leaving(pool: ThreadPoolExecutor, owner: User) -> None:
    tabs = [browser(owner) for _ in range(4)]
    deletion = reverse("delete-account")
    works = [partial(tab.post, deletion, {"email": owner.email}) for tab in tabs]
    assert max(at_once(pool, works)) < 500
    assert not User.objects.exists()


def test_who_could_not_be_deleted_stays_logged_in(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*, user: User) -> None:
        raise RuntimeError

    monkeypatch.setattr(accounts, "delete_account", broken)
    client = browser(owner)
    assert client.post(reverse("delete-account"), {"email": owner.email}).status_code == 500
    assert client.get(reverse("profile")).status_code == 200


@pytest.fixture
def leaves_meanwhile(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account goes after the request has found its talk, before anything is stored."""
    count = limits.count_message

    def gone(person_id: int) -> None:
        count(person_id)
        accounts.delete_account(user=owner)

    monkeypatch.setattr(limits, "count_message", gone)


@pytest.mark.usefixtures("leaves_meanwhile")
def test_another_tab_is_told_kindly(owner: User, talk: Conversation) -> None:
    page = browser(owner).post(
        reverse("chat:say", args=[talk.pk]), {"message": "아직 있나요"}, follow=True
    )
    assert page.redirect_chain == [("/", 302)]
    assert "계정이 지워져서" in page.content.decode()


@pytest.mark.usefixtures("leaves_meanwhile")
def test_a_program_is_told_that_nobody_is_there(owner: User, talk: Conversation) -> None:
    program = APIClient(raise_request_exception=False)
    program.force_login(owner)
    answer = program.post(
        reverse("api:message-list", args=[talk.pk]), {"text": "아직 있나요"},
        headers={"accept-language": "ko"},
    )  # fmt: skip
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "계정이 지워져서" in answer.json()["detail"]
