"""Liked songs, the songs of each talk, and the download of one's data."""

import unicodedata

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from chat.models import Conversation
from emotions.models import EmotionAnalysis
from recommendations import personal_data
from recommendations.models import Kind, Rating, Song
from recommendations.selectors import find_songs, liked_songs, rating_of, songs_rated_in
from recommendations.services import rate, recommend, remove_rating, skip_and_next
from tests.recommendations.conftest import SAD, MakeAnalysis, MakeSong

pytestmark = pytest.mark.django_db


def like(owner: User, song: Song, *, liked: bool = True) -> Rating:
    return Rating.objects.create(owner=owner, song=song, kind=Kind.SIMILAR, liked=liked, vector=SAD)


def rate_next(analysis: EmotionAnalysis, *, liked: bool = True) -> Rating:
    recommendation = recommend(analysis=analysis, kind=Kind.SIMILAR)
    assert recommendation is not None
    return rate(recommendation=recommendation, liked=liked)


def test_liked_songs_are_ones_own_newest_first(
    owner: User, stranger: User, make_song: MakeSong
) -> None:
    first, second, disliked = like(owner, make_song()), like(owner, make_song()), make_song()
    like(owner, disliked, liked=False)
    like(stranger, make_song())
    assert list(liked_songs(owner)) == [second, first]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("밤", True),
        ("YERIN", True),
        ("yerin 한계", True),
        ("  한계  ", True),
        ("한계 없는", False),
        ("%", False),
        ("_", False),
        ("\0", True),
        ("", True),
        ("x" * 5000, False),
    ],
)
def test_each_word_is_looked_for_in_title_and_artist(
    owner: User, make_song: MakeSong, query: str, found: bool
) -> None:
    like(owner, make_song(title="밤의 한계", artist="백예린 (Yerin Baek)"))
    assert liked_songs(owner, query=query).exists() is found


NAMES = {
    "좋은 날": "아이유",
    "사랑했나봐 (Feat. 아무개)": "윤도현",
    "롤린 (Rollin’)": "브레이브걸스",
    "Ｌｏｖｅ Ｙａ！": "혁오",
    ",": "다섯",
    unicodedata.normalize("NFD", "분해된 이름"): "",
    "２ＳＴＥＰ": "가수",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("좋은날", ["좋은 날"]),
        ("좋은 날 아이유", ["좋은 날"]),
        ("아이유 좋은날", ["좋은 날"]),
        (unicodedata.normalize("NFD", "좋은날"), ["좋은 날"]),
        ("ㅈㅇㄴ", ["좋은 날"]),
        ("사랑했나봐", ["사랑했나봐 (Feat. 아무개)"]),
        ("사랑 했나봐 (feat. 다른 사람)", ["사랑했나봐 (Feat. 아무개)"]),
        ("사랑했나봐（Ｆｅａｔ．아무개）", ["사랑했나봐 (Feat. 아무개)"]),
        ("좋은 날 feat. 누구", ["좋은 날"]),
        ("아무개", ["사랑했나봐 (Feat. 아무개)"]),
        ("ㅅㄹㅎㄴㅂ", ["사랑했나봐 (Feat. 아무개)"]),
        ("rollin'", ["롤린 (Rollin’)"]),
        ("ＲＯＬＬＩＮ＇", ["롤린 (Rollin’)"]),
        ("[롤린]", ["롤린 (Rollin’)"]),
        ("love ya!", ["Ｌｏｖｅ Ｙａ！"]),
        ("사랑\u3000했나봐", ["사랑했나봐 (Feat. 아무개)"]),
        ("사\u200b랑했나봐", ["사랑했나봐 (Feat. 아무개)"]),
        (unicodedata.normalize("NFD", "사랑했나봐 아무개"), ["사랑했나봐 (Feat. 아무개)"]),
        ("ㅅㄹ ㅎㄴㅂ", ["사랑했나봐 (Feat. 아무개)"]),
        ("ㅅㄹㅎㄴㅂ 윤도현", ["사랑했나봐 (Feat. 아무개)"]),
        ("\uffb5\uffa9\uffbe\uffa4\uffb2", ["사랑했나봐 (Feat. 아무개)"]),
        ("분해된", [unicodedata.normalize("NFD", "분해된 이름")]),
        ("ㅂㅎㄷ", [unicodedata.normalize("NFD", "분해된 이름")]),
        ("2step", ["２ＳＴＥＰ"]),
        ("다섯", [","]),
        ("없는 노래", []),
        ("!?", []),
    ],
)
def test_songs_are_found_however_they_are_spelled(
    make_song: MakeSong, text: str, found: list[str]
) -> None:
    for title, artist in NAMES.items():
        make_song(title=title, artist=artist)
    assert [song.title for song in find_songs(text)] == found


def test_no_words_find_every_song(songs: list[Song]) -> None:
    assert find_songs("  ").count() == len(songs)


def test_a_new_name_is_what_is_found(make_song: MakeSong) -> None:
    song = make_song(title="옛 이름")
    song.title = "새 이름"
    song.save()
    assert list(find_songs("새이름")) == [song]
    assert not find_songs("옛이름").exists()


def test_the_songs_of_a_talk_are_those_rated_there(
    make_analysis: MakeAnalysis, owner: User, songs: list[Song]
) -> None:
    here, elsewhere = make_analysis(owner), make_analysis(owner)
    ratings = [rate_next(here), rate_next(here, liked=False)]
    passed = recommend(analysis=here, kind=Kind.OPPOSITE)
    assert passed is not None
    skip_and_next(recommendation=passed)
    found = songs_rated_in([here, elsewhere])
    assert found == {here.pk: ratings}


def test_a_removed_rating_leaves_the_talk(analysis: EmotionAnalysis, songs: list[Song]) -> None:
    remove_rating(rating=rate_next(analysis))
    assert songs_rated_in([analysis]) == {}


def test_ratings_of_a_page_of_talks_take_a_fixed_number_of_queries(
    make_analysis: MakeAnalysis,
    owner: User,
    songs: list[Song],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    analyses = [make_analysis(owner) for _ in range(4)]
    for analysis in analyses:
        rate_next(analysis)
    with django_assert_num_queries(2):
        songs_rated_in(analyses)


def test_a_song_rated_in_an_earlier_talk_shows_that_rating(
    make_analysis: MakeAnalysis, owner: User, make_song: MakeSong
) -> None:
    make_song()
    rating = rate_next(make_analysis(owner))
    again = recommend(analysis=make_analysis(owner), kind=Kind.SIMILAR)
    assert again is not None
    assert rating_of(again) == rating


def test_the_download_holds_ones_own_recommendations_and_ratings(
    talk: Conversation, analysis: EmotionAnalysis, owner: User, stranger: User, songs: list[Song]
) -> None:
    rating = rate_next(analysis)
    exported = personal_data.export(owner)
    assert [shown["song"] for shown in exported["recommendations"]] == [str(rating.song)]
    [stored] = exported["ratings"]
    assert stored["liked"] is True
    assert stored["emotions"] == SAD.as_dict()
    assert personal_data.export(stranger) == {"recommendations": [], "ratings": []}
