"""Getting, rating and passing over songs, on real rows."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from chat.models import Conversation
from emotions.models import EmotionAnalysis
from recommendations.models import Kind, Rating, Recommendation, Song
from recommendations.services import rate, rate_and_next, recommend, remove_rating, skip_and_next
from tests.recommendations.conftest import HAPPY, SAD, MakeAnalysis, MakeSong

pytestmark = pytest.mark.django_db

Status = Recommendation.Status


def shown(analysis: EmotionAnalysis, kind: Kind = Kind.SIMILAR, **options: Any) -> Recommendation:
    seeded = {"rng": np.random.default_rng(1)}  # a song is drawn, and may be any
    found = recommend(analysis=analysis, kind=kind, **(seeded | options))
    assert found is not None
    return found


def test_a_similar_song_feels_the_same_and_an_opposite_one_turns_the_mood(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    assert shown(analysis, Kind.SIMILAR).song.vector == SAD
    assert shown(analysis, Kind.OPPOSITE).song.vector == HAPPY


def test_asking_again_shows_the_same_song(analysis: EmotionAnalysis, songs: list[Song]) -> None:
    assert shown(analysis) == shown(analysis)
    assert Recommendation.objects.count() == 1


def test_one_seed_recommends_one_song(
    owner: User, make_analysis: MakeAnalysis, songs: list[Song]
) -> None:
    found = {shown(make_analysis(owner), rng=np.random.default_rng(7)).song for _ in range(3)}
    assert len(found) == 1


def test_a_rating_keeps_the_vector_of_that_moment_and_brings_the_next_song(
    analysis: EmotionAnalysis, owner: User, songs: list[Song]
) -> None:
    first = shown(analysis)
    rating = rate(recommendation=first, liked=True)
    assert (rating.owner, rating.song, rating.kind) == (owner, first.song, "similar")
    assert rating.liked
    assert rating.vector == SAD
    first.refresh_from_db()
    assert first.status == Status.RATED
    assert shown(analysis).song != first.song


def test_a_later_rating_changes_the_first_and_takes_the_later_vector(
    make_analysis: MakeAnalysis, owner: User, make_song: MakeSong
) -> None:
    make_song()
    for vector, liked in ((SAD, True), (HAPPY, False)):
        rate(recommendation=shown(make_analysis(owner, vector)), liked=liked)
    rating = Rating.objects.get()
    assert not rating.liked
    assert rating.vector == HAPPY


def test_both_kinds_of_one_song_are_rated_apart(
    make_analysis: MakeAnalysis, owner: User, make_song: MakeSong
) -> None:
    make_song()
    for kind in Kind:
        rate(recommendation=shown(make_analysis(owner), kind), liked=True)
    assert set(Rating.objects.values_list("kind", flat=True)) == set(Kind.values)


def test_rating_twice_counts_once_and_skips_no_song(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    first = shown(analysis)
    rate(recommendation=first, liked=True)
    second = shown(analysis)
    rate(recommendation=first, liked=True)
    assert Rating.objects.count() == 1
    assert shown(analysis) == second


def test_skipping_brings_the_next_song_without_a_rating(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    first = shown(analysis)
    following = skip_and_next(recommendation=first)
    assert following == shown(analysis)
    assert following.song != first.song
    assert not Rating.objects.exists()
    first.refresh_from_db()
    assert first.status == Status.SKIPPED
    assert first.left_at is not None


def test_a_rated_song_stays_rated_when_skipped(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    first = shown(analysis)
    rate(recommendation=first, liked=True)
    skip_and_next(recommendation=first)
    first.refresh_from_db()
    assert first.status == Status.RATED


def test_no_song_comes_twice_in_a_talk_until_the_list_is_through(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    seen = []
    for kind in [Kind.SIMILAR, Kind.OPPOSITE] * 3:
        recommendation = shown(analysis, kind)
        seen.append(recommendation.song)
        rate(recommendation=recommendation, liked=False)
    assert set(seen) == set(songs)
    again = shown(analysis, Kind.SIMILAR)
    assert again.song in songs
    assert again.song not in seen[-2:]


def test_another_talk_begins_anew(
    make_analysis: MakeAnalysis, owner: User, make_song: MakeSong
) -> None:
    only = make_song()
    rate(recommendation=shown(make_analysis(owner)), liked=True)
    assert shown(make_analysis(owner)).song == only


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"link_status": "broken"}, {"vector": None}]
)
def test_a_song_out_of_use_is_not_recommended(
    analysis: EmotionAnalysis, make_song: MakeSong, fields: dict[str, Any]
) -> None:
    make_song(**fields)
    assert recommend(analysis=analysis, kind=Kind.SIMILAR) is None


def test_a_song_that_falls_out_of_use_gives_way(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    first = shown(analysis)
    Song.objects.filter(pk=first.song_id).update(link_status=Song.LinkStatus.BROKEN)
    second = shown(analysis)
    assert second.song != first.song
    assert shown(analysis) == second
    first.refresh_from_db()
    assert first.status == Status.WITHDRAWN
    assert first.left_at is not None
    assert second.left_at is None


def test_what_a_song_is_about_is_not_loaded_with_it(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    for found in (shown(analysis), shown(analysis)):
        assert {"content", "lyrics"} <= found.song.get_deferred_fields()


@pytest.mark.parametrize("kind", Kind)
def test_a_rating_with_the_next_song_takes_eight_statements_at_most(
    talk: Conversation,
    analysis: EmotionAnalysis,
    songs: list[Song],
    kind: Kind,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first = shown(analysis, kind)
    frame = 2  # the transaction's own beginning and end
    with django_assert_max_num_queries(8 + frame) as captured:
        rated = rate_and_next(recommendation=first, liked=False)
    assert rated.rating == Rating.objects.get()
    assert rated.following == shown(analysis, kind)
    assert "FOR UPDATE" in captured[1]["sql"], "the analysis is locked before all else"


@pytest.mark.parametrize(("days", "comes_back"), [(0, False), (59, False), (61, True)])
def test_a_disliked_song_rests_for_sixty_days(
    make_analysis: MakeAnalysis, owner: User, make_song: MakeSong, days: int, comes_back: bool
) -> None:
    disliked = make_song(vector=SAD)
    rate(recommendation=shown(make_analysis(owner)), liked=False)
    Rating.objects.update(updated_at=timezone.now() - timedelta(days=days))
    make_song(vector=SAD)
    draws = [np.random.default_rng(seed) for seed in range(12)]
    seen = {shown(make_analysis(owner), rng=rng).song for rng in draws}
    assert (disliked in seen) == comes_back


def test_a_song_rests_for_nobody_else(
    make_analysis: MakeAnalysis, owner: User, stranger: User, make_song: MakeSong
) -> None:
    disliked = make_song(vector=SAD)
    rate(recommendation=shown(make_analysis(owner)), liked=False)
    make_song(vector=HAPPY)
    assert shown(make_analysis(stranger)).song == disliked


def test_without_songs_there_is_nothing_to_show(analysis: EmotionAnalysis) -> None:
    assert recommend(analysis=analysis, kind=Kind.OPPOSITE) is None


def test_nothing_is_shown_before_the_analysis_is_done(
    make_analysis: MakeAnalysis, owner: User, songs: list[Song]
) -> None:
    pending = make_analysis(owner, None)
    assert recommend(analysis=pending, kind=Kind.SIMILAR) is None


def test_a_removed_rating_is_gone(analysis: EmotionAnalysis, songs: list[Song]) -> None:
    remove_rating(rating=rate(recommendation=shown(analysis), liked=True))
    assert not Rating.objects.exists()


def at_once(calls: list[Callable[[], object]]) -> list[BaseException]:
    """Run each call in a thread of its own, begun together; what they raised."""
    gate, raised = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        try:
            gate.wait()
            call()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_pages_loaded_at_once_show_one_song(
    analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    raised = at_once([lambda: recommend(analysis=analysis, kind=Kind.SIMILAR)] * 6)
    assert raised == []
    assert Recommendation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_kinds_asked_for_at_once_never_get_the_same_song(
    analysis: EmotionAnalysis, make_song: MakeSong
) -> None:
    for _ in range(2):
        make_song()
    raised = at_once([partial(recommend, analysis=analysis, kind=kind) for kind in Kind])
    assert raised == []
    assert Recommendation.objects.values("song").distinct().count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_stores_one_rating(analysis: EmotionAnalysis, songs: list[Song]) -> None:
    first = shown(analysis)
    raised = at_once([lambda: rate(recommendation=first, liked=True)] * 6)
    assert raised == []
    assert Rating.objects.count() == 1


def test_a_talk_taken_away_takes_its_songs_along(
    talk: Conversation, analysis: EmotionAnalysis, songs: list[Song]
) -> None:
    shown(analysis)
    analysis.delete()
    assert not Recommendation.objects.exists()
    assert Song.objects.count() == len(songs)
