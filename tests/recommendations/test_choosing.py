"""From rows to a choice: songs kept as arrays, what is learned, and what is stored with a song."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from chat.models import CareAlarm, Conversation, Message
from emotions.language.encoder import get_encoder
from emotions.models import EmotionAnalysis
from recommendations import choosing, learning, reasons
from recommendations.models import Kind, LearnedState, Rating, Recommendation, Song
from recommendations.ranking.mixing import SIGNALS
from recommendations.ranking.why import Reason
from recommendations.services import rate, recommend, skip_and_next
from recommendations.stock import shipped, stock
from tests.recommendations.conftest import HAPPY, SAD, MakeAnalysis, MakeSong

pytestmark = pytest.mark.django_db


def shown(analysis: EmotionAnalysis, kind: Kind = Kind.SIMILAR, seed: int = 0) -> Recommendation:
    found = recommend(analysis=analysis, kind=kind, rng=np.random.default_rng(seed))
    assert found is not None
    return found


def test_what_decided_is_stored_with_the_song(analysis: EmotionAnalysis, songs: list[Song]) -> None:
    stored = Recommendation.objects.get(pk=shown(analysis).pk)
    assert stored.propensity is not None
    assert 0 < stored.propensity <= 1
    assert set(stored.shares) == {*SIGNALS, "variety"}
    assert stored.why in set(Reason)
    assert reasons.sentence(stored.why, "슬픔")


def test_songs_are_kept_until_one_changes(
    songs: list[Song], make_song: MakeSong, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = stock()
    assert len(first.catalogue) == len(songs)
    with django_assert_num_queries(1):
        assert stock() is first
    new = make_song()
    assert new.pk in stock().row_of
    Song.objects.filter(pk=new.pk).update(is_active=False)
    assert new.pk not in stock().row_of
    Song.objects.filter(pk=songs[0].pk).update(vector=HAPPY)
    again = stock()
    assert again.catalogue.emotions[again.row_of[songs[0].pk]] == pytest.approx(list(HAPPY))
    new.delete()
    assert stock() is not again


def test_a_song_of_the_stock_is_the_row_without_what_takes_long(songs: list[Song]) -> None:
    kept = stock()
    song = kept.song(kept.row_of[songs[2].pk])
    assert (song, song.title, song.vector) == (songs[2], songs[2].title, songs[2].vector)
    assert song.get_deferred_fields() == {"content", "lyrics"}


def test_a_choice_takes_six_queries_at_most(
    talk: Conversation,
    analysis: EmotionAnalysis,
    songs: list[Song],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    stock()
    frame = 2  # the transaction's own beginning and end
    for kind in Kind:
        with django_assert_max_num_queries(6 + frame):
            shown(analysis, kind)


def test_songs_liked_in_a_mood_come_more_often_once_that_is_learned(
    make_analysis: MakeAnalysis, owner: User, stranger: User, make_song: MakeSong
) -> None:
    liked, *others = [make_song(vector=SAD) for _ in range(8)]
    people = [User.objects.create_user(f"person{n}@example.com", "x") for n in range(20)]
    for person in people:
        for song in (liked, others[0]):
            Rating.objects.create(
                owner=person, song=song, kind=Kind.SIMILAR, liked=song == liked, vector=SAD
            )
    before = stock()
    state = learning.learn()
    assert state.ratings == 40
    assert stock() is not before
    songs = [shown(make_analysis(owner), seed=seed).song for seed in range(10)]
    assert songs[0] == liked
    assert others[0] not in songs
    why = shown(make_analysis(stranger), seed=1)
    assert why.song == liked
    assert why.why == Reason.LIKED_IN_THIS_MOOD


def test_only_the_newest_that_was_learned_is_kept(songs: list[Song]) -> None:
    learning.learn()
    state = learning.learn()
    assert LearnedState.objects.get() == state
    assert state.ratings == 0


def test_a_song_skipped_by_many_sinks(
    make_analysis: MakeAnalysis, owner: User, songs: list[Song]
) -> None:
    for seed in range(4):
        skip_and_next(recommendation=shown(make_analysis(owner), seed=seed))
    learning.learn()
    skipped = set(Recommendation.objects.filter(status="skipped").values_list("song", flat=True))
    kept = stock()
    rates = {pk: kept.learned.skips[row] for pk, row in kept.row_of.items()}
    assert min(rates[pk] for pk in skipped) > min(rates.values())


def test_what_was_talked_about_is_compared_and_kept(
    talk: Conversation, analysis: EmotionAnalysis, make_song: MakeSong
) -> None:
    encoder = get_encoder()
    words = "강아지가 어제 무지개다리를 건넜어요"
    near, far = encoder.encode([words, "주식 투자 수익률을 계산해요"])
    fields: dict[str, Any] = {"content_encoder": encoder.fingerprint}
    make_song(content=far, **fields)
    about = make_song(content=near, **fields)
    Message.objects.create(
        conversation=talk, sender="person", text=words, created_at=analysis.created_at
    )
    Message.objects.update(created_at=analysis.created_at - timedelta(minutes=1))
    moment = choosing._talk(analysis, stock())
    assert moment is not None
    assert moment @ stock().catalogue.content[stock().row_of[about.pk]] == pytest.approx(
        1, abs=0.01
    )
    Message.objects.all().delete()
    assert choosing._talk(analysis, stock()) is not None, "it is kept"
    cache.clear()
    assert choosing._talk(analysis, stock()) is None


def test_after_a_crisis_the_talk_is_not_looked_at(
    talk: Conversation, analysis: EmotionAnalysis, make_song: MakeSong
) -> None:
    encoder = get_encoder()
    for text in ("강아지", "주식"):
        make_song(content=encoder.encode([text])[0], content_encoder=encoder.fingerprint)
    Message.objects.create(conversation=talk, sender="person", text="강아지가 떠났어요")
    CareAlarm.objects.create(conversation=talk, level="crisis", situation="death")
    assert shown(analysis).shares["content"] == 0


@override_settings(RANKING_SIGNALS_OFF=["sound", "feeling"])
def test_signals_may_be_switched_off() -> None:
    mix = choosing.mix_in_use()
    for weights in (mix.similar, mix.opposite):
        assert (weights.sound, weights.feeling) == (0, 0)
        assert weights.emotion > 0


def test_the_shipped_songs_are_arrays_as_well() -> None:
    kept = shipped()
    assert len(kept.catalogue) == 226
    assert kept.song(3).title
    assert np.linalg.norm(kept.catalogue.content, axis=1) == pytest.approx(1)


def test_every_reason_has_a_sentence_and_each_emotion_its_own() -> None:
    assert all(reasons.sentence(reason) for reason in Reason)
    assert "불안이" in reasons.sentence(Reason.LIKED_IN_THIS_MOOD, "불안")
    assert "비슷한 마음" in reasons.sentence(Reason.LIKED_IN_THIS_MOOD, "담담함")
    assert reasons.sentence("") == ""


def test_a_rating_of_own_counts_at_once(
    make_analysis: MakeAnalysis, owner: User, songs: list[Song]
) -> None:
    for song in songs:
        liked = song.vector == HAPPY
        Rating.objects.create(owner=owner, song=song, kind=Kind.SIMILAR, liked=liked, vector=SAD)
    Rating.objects.update(updated_at=timezone.now() - timedelta(days=100))
    shares: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(8):
        found = shown(make_analysis(owner), seed=seed)
        shares[found.song.vector == HAPPY].append(found.shares["person"])
        rate(recommendation=found, liked=found.song.vector == HAPPY)
    assert np.mean(shares[True]) > np.mean(shares[False])
