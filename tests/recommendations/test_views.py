"""The pages about a talk's songs, as the owner and as a stranger."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from chat.models import Conversation, Message
from emotions.models import EmotionAnalysis
from recommendations import views
from recommendations.models import Kind, Rating, Recommendation, Song
from recommendations.services import recommend
from tests.recommendations.conftest import SAD, MakeAnalysis, MakeSong

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
Status = EmotionAnalysis.Status


@pytest.fixture
def client(client_of: Callable[[User], Client], owner: User) -> Client:
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def shown(analysis: EmotionAnalysis, songs: list[Song]) -> Recommendation:
    found = recommend(analysis=analysis, kind=Kind.SIMILAR)
    assert found is not None
    return found


MakeTalk = Callable[..., Conversation]


@pytest.fixture
def make_talk(make_analysis: MakeAnalysis) -> MakeTalk:
    def make(owner: User, *args: Any, **fields: Any) -> Conversation:
        analysis = make_analysis(owner, *args, **fields)
        return Conversation.objects.create(owner=owner, analysis=analysis)

    return make


def result_of(talk: Conversation) -> str:
    return reverse("recommendations:result", args=[talk.pk])


def rate_url(talk: Conversation, recommendation: Recommendation, name: str = "rate") -> str:
    return reverse(f"recommendations:{name}", args=[talk.pk, recommendation.pk])


def like(owner: User, song: Song) -> Rating:
    return Rating.objects.create(owner=owner, song=song, kind=Kind.SIMILAR, liked=True, vector=SAD)


def test_a_result_shows_five_emotions_and_two_songs(
    client: Client, talk: Conversation, songs: list[Song]
) -> None:
    response = client.get(result_of(talk))
    assert response.status_code == 200
    assert [e["percent"] for e in response.context["emotions"]] == [5.0, 5.0, 20.0, 20.0, 50.0]
    shown = {kind: response.context[kind]["recommendation"].song for kind in Kind.values}
    assert shown["similar"] != shown["opposite"]
    for song in shown.values():
        assert song.title in response.text
    assert "슬픔" in response.text


def test_loading_a_result_again_shows_the_same_songs(
    client: Client, talk: Conversation, songs: list[Song]
) -> None:
    first, second = (client.get(result_of(talk)).context for _ in range(2))
    for kind in Kind.values:
        assert first[kind]["recommendation"] == second[kind]["recommendation"]


def test_without_songs_the_result_says_so(client: Client, talk: Conversation) -> None:
    response = client.get(result_of(talk))
    assert response.status_code == 200
    assert "들려드릴 노래가 없어요" in response.text


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.PENDING, "읽고 있어요"), (Status.FAILED, "다시 읽어 주세요")],
)
def test_an_unfinished_analysis_is_said_to_be_so(
    client: Client, owner: User, make_talk: MakeTalk, songs: list[Song], status: str, words: str
) -> None:
    response = client.get(result_of(make_talk(owner, None, status=status)))
    assert response.status_code == 200
    assert words in response.text
    assert not Recommendation.objects.exists()


def test_before_the_gauge_is_full_the_result_leads_back_to_the_talk(
    client: Client, owner: User
) -> None:
    talk = Conversation.objects.create(owner=owner)
    response = client.get(result_of(talk))
    assert response.status_code == 200
    assert reverse("chat:talk", args=[talk.pk]) in response.text


def test_a_failed_analysis_is_run_again_and_a_done_one_is_not(
    client: Client, owner: User, make_talk: MakeTalk, talk: Conversation
) -> None:
    failed = make_talk(owner, None, status=Status.FAILED, error="X")
    for each in (failed, talk, Conversation.objects.create(owner=owner)):
        response = client.post(reverse("recommendations:retry", args=[each.pk]))
        assert response["Location"] == result_of(each)
    assert EmotionAnalysis.objects.get(conversation=failed).status == Status.PENDING
    assert EmotionAnalysis.objects.get(conversation=talk).status == Status.DONE


def test_a_rating_answers_htmx_with_the_next_card(
    client: Client, talk: Conversation, shown: Recommendation
) -> None:
    response = client.post(rate_url(talk, shown), {"liked": "1"}, headers=HTMX)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert response.context["noted"] == Rating.objects.get(song=shown.song, liked=True)
    following = response.context["recommendation"]
    assert following.song != shown.song
    assert following.song.title in response.text


def test_without_htmx_a_rating_leads_back_to_the_result(
    client: Client, talk: Conversation, shown: Recommendation
) -> None:
    response = client.post(rate_url(talk, shown), {"liked": "0"})
    assert response["Location"] == result_of(talk)
    assert not Rating.objects.get().liked


def test_a_second_click_shows_the_same_next_card(
    client: Client, talk: Conversation, shown: Recommendation
) -> None:
    first, second = (
        client.post(rate_url(talk, shown), {"liked": "1"}, headers=HTMX).context["recommendation"]
        for _ in range(2)
    )
    assert first == second
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("form", [{}, {"liked": ""}, {"liked": "2"}, {"liked": "yes"}])
def test_what_is_no_rating_is_refused(
    client: Client, talk: Conversation, shown: Recommendation, form: dict[str, str]
) -> None:
    assert client.post(rate_url(talk, shown), form).status_code == 400
    assert not Rating.objects.exists()


def test_another_song_may_be_asked_for_without_rating(
    client: Client, talk: Conversation, shown: Recommendation
) -> None:
    response = client.post(rate_url(talk, shown, "next"), headers=HTMX)
    assert response.context["recommendation"].song != shown.song
    assert response.context["noted"] is None
    assert client.post(rate_url(talk, shown, "next"))["Location"] == result_of(talk)
    assert not Rating.objects.exists()


def test_liked_songs_are_listed_and_searched(
    client: Client, owner: User, make_song: MakeSong
) -> None:
    like(owner, make_song(title="야생화", artist="박효신"))
    like(owner, make_song(title="숨", artist="<b>가수</b>"))
    page = client.get(reverse("recommendations:liked"))
    assert "야생화" in page.text
    assert "&lt;b&gt;가수" in page.text
    assert page.context["total"] == 2
    found = client.get(reverse("recommendations:liked"), {"q": "박효신"})
    assert [rating.song.title for rating in found.context["page_obj"]] == ["야생화"]
    assert found.context["total"] == 2


def test_liked_songs_come_in_pages(client: Client, owner: User, make_song: MakeSong) -> None:
    for _ in range(views.SONGS_PER_PAGE + 1):
        like(owner, make_song())
    url = reverse("recommendations:liked")
    assert len(client.get(url).context["page_obj"]) == views.SONGS_PER_PAGE
    assert len(client.get(url, {"page": 2}).context["page_obj"]) == 1
    assert client.get(url, {"page": "x"}).status_code == 200
    assert client.get(url, {"q": "%' OR 1=1"}).status_code == 200


def test_a_liked_song_can_be_taken_out(client: Client, owner: User, make_song: MakeSong) -> None:
    for headers, status in ((HTMX, 200), (None, 302)):
        rating = like(owner, make_song())
        url = reverse("recommendations:unlike", args=[rating.pk])
        assert client.post(url, headers=headers).status_code == status
        assert not Rating.objects.exists()
        assert client.post(url, headers=headers).status_code == 404


def test_the_history_holds_talks_feelings_and_rated_songs(
    client: Client, talk: Conversation, shown: Recommendation, owner: User
) -> None:
    client.post(rate_url(talk, shown), {"liked": "1"})
    unfinished = Conversation.objects.create(owner=owner)
    page = client.get(reverse("recommendations:history"))
    newest, oldest = page.context["page_obj"]
    assert (newest["conversation"], newest["songs"]) == (unfinished, [])
    assert oldest["conversation"] == talk
    assert [rating.song for rating in oldest["songs"]] == [shown.song]
    assert shown.song.title in page.text
    assert "슬픔" in page.text
    assert "지금 마음과 닮은 곡" in page.text


def test_the_history_takes_as_many_queries_for_many_talks_as_for_one(
    client: Client,
    owner: User,
    make_talk: MakeTalk,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(views.TALKS_PER_PAGE + 3):
        make_talk(owner)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("recommendations:history"))
    assert len(page.context["page_obj"]) == views.TALKS_PER_PAGE
    assert len(client.get(reverse("recommendations:history"), {"page": 2}).context["page_obj"]) == 3


def test_empty_lists_are_designed(client: Client) -> None:
    for name in ("liked", "history"):
        response = client.get(reverse(f"recommendations:{name}"))
        assert response.status_code == 200
        assert 'class="empty"' in response.text


def test_another_persons_pages_are_as_if_they_were_not_there(
    client_of: Callable[[User], Client],
    stranger: User,
    make_talk: MakeTalk,
    talk: Conversation,
    shown: Recommendation,
    owner: User,
) -> None:
    rating = like(owner, shown.song)
    theirs = client_of(stranger)
    own = make_talk(stranger)
    rate: dict[str, Any] = {"liked": "1"}
    assert theirs.get(result_of(talk)).status_code == 404
    assert theirs.post(reverse("recommendations:retry", args=[talk.pk])).status_code == 404
    for conversation in (talk, own):
        for name in ("rate", "next"):
            assert theirs.post(rate_url(conversation, shown, name), rate).status_code == 404
    assert theirs.post(reverse("recommendations:unlike", args=[rating.pk])).status_code == 404
    for name in ("liked", "history"):
        assert shown.song.title not in theirs.get(reverse(f"recommendations:{name}")).text
    shown.refresh_from_db()
    assert shown.status == Recommendation.Status.SHOWN
    assert list(Rating.objects.all()) == [rating]


def test_what_never_existed_is_not_there_either(
    client: Client, talk: Conversation, shown: Recommendation
) -> None:
    assert client.get(reverse("recommendations:result", args=[uuid4()])).status_code == 404
    for number in (shown.pk + 1, 10**30):
        url = reverse("recommendations:rate", args=[talk.pk, number])
        assert client.post(url, {"liked": "1"}).status_code == 404


def test_a_song_of_another_own_talk_is_not_rated_through_this_one(
    client: Client, make_talk: MakeTalk, owner: User, shown: Recommendation
) -> None:
    for other in (make_talk(owner), Conversation.objects.create(owner=owner)):
        assert client.post(rate_url(other, shown), {"liked": "1"}).status_code == 404


def test_visitors_are_sent_to_log_in(talk: Conversation, shown: Recommendation) -> None:
    visitor = Client()
    for response in (
        visitor.get(result_of(talk)),
        visitor.post(rate_url(talk, shown), {"liked": "1"}),
        visitor.get(reverse("recommendations:liked")),
        visitor.get(reverse("recommendations:history")),
    ):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))
    assert not Rating.objects.exists()


def test_changes_are_made_by_post_only(
    client: Client, talk: Conversation, shown: Recommendation, owner: User
) -> None:
    rating = like(owner, shown.song)
    for url in (
        rate_url(talk, shown),
        rate_url(talk, shown, "next"),
        reverse("recommendations:retry", args=[talk.pk]),
        reverse("recommendations:unlike", args=[rating.pk]),
    ):
        assert client.get(url).status_code == 405


def test_a_form_of_another_site_is_refused(
    owner: User, talk: Conversation, shown: Recommendation
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    assert strict.post(rate_url(talk, shown), {"liked": "1"}).status_code == 403


def test_a_talk_is_read_again_once_more_was_said_and_the_earlier_result_stays(
    client: Client, talk: Conversation, songs: list[Song]
) -> None:
    again = reverse("chat:read-again", args=[talk.pk])
    first = talk.analysis
    assert again not in client.get(result_of(talk)).text
    client.post(again)
    talk.refresh_from_db()
    assert talk.analysis == first, "nothing was said since"
    for text in ("그런데", "어제는 조금", "나았어요"):
        talk.messages.create(sender=Message.Sender.PERSON, text=text)
    assert again in client.get(result_of(talk)).text
    assert client.post(again)["Location"] == result_of(talk)
    talk.refresh_from_db()
    assert talk.analysis != first
    assert talk.analysis is not None
    assert talk.analysis.status == Status.PENDING
    assert list(talk.earlier.all()) == [first]


def test_nobody_has_anothers_talk_read_again(
    talk: Conversation, stranger: User, client_of: Callable[[User], Client]
) -> None:
    again = reverse("chat:read-again", args=[talk.pk])
    assert client_of(stranger).post(again).status_code == 404
