"""Artists under every name, and versions of one song."""

import unicodedata
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from recommendations import catalogue, curation, naming
from recommendations.catalogue import CatalogueArtist
from recommendations.models import Artist, Song
from recommendations.selectors import find_songs
from tests.recommendations.conftest import MakeSong


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("사랑했나봐", "윤도현"), ("사랑했나봐 (Feat. X)", "윤도현"), True),
        (("사랑했나봐", "윤도현"), ("사랑 했나봐 feat. X", "윤도현"), True),
        (("봄", "가수"), ("봄 (Live)", "가수"), True),
        (("봄", "가수"), ("봄 [2011 Remaster]", "가수"), True),
        (("봄", "가수"), ("봄 - 2011 Remastered", "가수"), True),
        (("봄", "가수"), ("봄 - Live at 어딘가", "가수"), True),
        (("봄", "가수"), ("봄 라이브", "가수"), True),
        (("봄", "가수"), ("봄 Acoustic Ver.", "가수"), True),
        (("봄", "가수"), ("봄（Ｌｉｖｅ）", "가수"), True),
        (("봄", "가수"), (unicodedata.normalize("NFD", "봄"), "가수"), True),
        (("봄", "가수"), ("봄 (원곡: 가수)", "다른 가수"), True),
        (("봄", "AKMU"), ("봄", "AKMU (악뮤)"), True),
        (("봄", "정인"), ("봄", "정인, 윤종신"), True),
        (("봄", "가수"), ("봄", "다른 가수"), False),
        (("봄", "가수"), ("봄날", "가수"), False),
        (("Alive", "가수"), ("A", "가수"), False),
        (("Long Live", "가수"), ("Long", "가수"), False),
        (("(봄)", "가수"), ("(여름)", "가수"), False),
        ((",", "다섯"), ("!", "다섯"), True),
    ],
)
def test_versions_are_one_work(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert (naming.work(*one) == naming.work(*other)) is same


@pytest.mark.parametrize(
    ("artist", "names"),
    [
        ("태연 (TAEYEON)", ["태연", "TAEYEON"]),
        ("혁오(HYUKOH)", ["혁오", "HYUKOH"]),
        ("효린, 창모 (CHANGMO)", ["효린"]),
        ("Dan + Shay, Justin Bieber", ["Dan + Shay"]),
        ("10CM", ["10CM"]),
        ("", []),
    ],
)
def test_the_first_artist_of_a_song(artist: str, names: list[str]) -> None:
    assert naming.artist_names(artist) == names


@pytest.mark.django_db
def test_songs_of_one_artist_share_a_row_however_it_is_written(make_song: MakeSong) -> None:
    curation.load_artists(artists=[CatalogueArtist("콜드", ("Colde",))])
    written = ["콜드", "colde", "AKMU (악뮤)", "악뮤", "Car, the garden"]
    songs = [make_song(artist=artist) for artist in written]
    make_song(artist="")
    assert curation.link_performers() == len(songs)
    names = Song.objects.order_by("pk").values_list("performer__name", flat=True)
    assert list(names) == ["콜드", "콜드", "AKMU", "AKMU", "Car", None]
    assert curation.link_performers() == 0


@pytest.mark.django_db
def test_a_comma_within_a_known_name_separates_nobody(make_song: MakeSong) -> None:
    curation.load_artists(artists=[CatalogueArtist("카더가든", ("Car, the garden",))])
    make_song(artist="Car, the garden")
    curation.link_performers()
    assert Song.objects.get().performer == Artist.objects.get(name="카더가든")


@pytest.mark.django_db
def test_versions_under_two_names_of_an_artist_are_one_work(make_song: MakeSong) -> None:
    curation.load_artists(artists=[CatalogueArtist("콜드", ("Colde",))])
    make_song(title="벽", artist="colde")
    make_song(title="벽 (Live)", artist="콜드")
    curation.link_performers()
    assert len(set(Song.objects.values_list("work", flat=True))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["악동뮤지션", "ㅇㄷㅁㅈㅅ", "akdong", "무릎 iu", "아이유 무릎"])
def test_songs_are_found_by_other_names_of_their_artist(make_song: MakeSong, text: str) -> None:
    curation.load_artists(
        artists=[
            CatalogueArtist("AKMU", ("악동뮤지션", "Akdong Musician")),
            CatalogueArtist("아이유", ("IU",)),
        ]
    )
    make_song(title="작은별", artist="AKMU (악뮤)")
    make_song(title="무릎", artist="아이유")
    make_song(title="무릎", artist="다른 가수")
    curation.link_performers()
    assert find_songs(text).count() == 1


@pytest.mark.django_db
def test_artists_of_staff_stay_when_the_catalogue_is_loaded() -> None:
    Artist.objects.create(name="악동뮤지션", other_names="AKMU")
    curation.load_artists(artists=[CatalogueArtist("AKMU", ("악뮤",))])
    assert list(Artist.objects.values_list("name", "other_names")) == [("악동뮤지션", "AKMU")]


def test_no_two_shipped_artists_share_a_name() -> None:
    keys = [naming.key(name) for one in catalogue.read_artists() for name in one.names]
    assert all(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_staff_join_an_artist_who_is_known_twice(
    client_of: Callable[[User], Client], staff: User, make_song: MakeSong
) -> None:
    for artist in ("혁오", "HYUKOH (히)", "혁오"):
        make_song(title="같은 노래", artist=artist)
    curation.link_performers()
    rows = list(Artist.objects.all())
    assert len(rows) == 2
    form = {"action": "join", "_selected_action": [row.pk for row in rows]}
    assert client_of(staff).post("/admin/recommendations/artist/", form).status_code == 302
    joined = Artist.objects.get()
    assert joined.names == ["혁오", "HYUKOH", "히"]
    assert joined.songs.count() == 3
    assert len(set(Song.objects.values_list("work", flat=True))) == 1


@pytest.mark.django_db
def test_artists_are_listed_and_searched(
    client_of: Callable[[User], Client], staff: User, make_song: MakeSong
) -> None:
    make_song(artist="혁오(HYUKOH)")
    curation.link_performers()
    client = client_of(staff)
    for query, found in (("hyukoh", 1), ("ㅎㅇ", 1), ("없음", 0)):
        page = client.get("/admin/recommendations/artist/", {"q": query})
        assert len(page.context["cl"].result_list) == found
    assert client.post("/admin/recommendations/artist/1/delete/", {"post": "yes"}).status_code in {
        302,
        403,
    }
    assert Artist.objects.exists()
