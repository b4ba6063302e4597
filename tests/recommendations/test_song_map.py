"""Where songs lie by valence and energy, and the page that shows it to staff."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from recommendations import song_map
from recommendations.song_map import Field, counted, field_of, gaps
from tests.recommendations.conftest import HAPPY, MakeSong

MAP = "/admin/recommendations/song/map/"


@pytest.mark.parametrize(
    ("sound", "field"),
    [
        ((0, 0), Field(0, 0)),
        ((1, 1), Field(2, 2)),
        ((0.4, 0.6), Field(1, 2)),
        ((0.39, 0.59), Field(0, 1)),
    ],
)
def test_a_border_belongs_to_the_field_above(sound: tuple[float, float], field: Field) -> None:
    assert field_of(*sound) == field


def test_gaps_are_the_fields_with_few_songs_the_emptiest_first() -> None:
    counts = counted([(0.5, 0.5)] * 20 + [(0.9, 0.1)] + [(0.1, 0.1)] * 6)
    assert sum(counts.values()) == 27
    found = list(gaps(counts).items())
    assert found[-1] == (Field(2, 0), 1)
    assert Field(0, 0) not in gaps(counts)
    assert len(found) == 7


def test_an_even_or_empty_plane_has_no_gaps() -> None:
    assert gaps(counted([])) == {}
    assert gaps(dict.fromkeys(song_map.FIELDS, 3)) == {}


@pytest.mark.django_db
def test_the_map_shows_songs_in_use_and_names_gaps(
    client_of: Callable[[User], Client], staff: User, make_song: MakeSong
) -> None:
    bright = make_song(title="<b>밝은</b>", vector=HAPPY, valence=0.9, energy=0.2)
    bare = make_song(title="노랫말 없이", vector=None, valence=0.1, energy=0.9)
    off = make_song(title="꺼진 노래", valence=0.5, energy=0.5, is_active=False)
    make_song(title="모르는 노래")
    for _ in range(20):
        make_song(valence=0.1, energy=0.1)
    page = client_of(staff).get(MAP)
    assert page.status_code == 200
    text = page.text
    for song in (bright, bare):
        assert text.count(f"/admin/recommendations/song/{song.pk}/change/") == 2
    assert f"/song/{off.pk}/change/" not in text
    assert "<b>밝은" not in text
    assert "잔잔하고 밝은 곡이 1곡뿐이에요." in text
    assert "힘차고 밝은 곡이 아직 없어요." in text
    assert "소리를 모르는 곡이 1곡 있어요." in text
    for inline in (" onclick=", " style=", "<style", "<script>"):
        assert inline not in text


@pytest.mark.django_db
def test_an_empty_catalogue_has_an_empty_map(
    client_of: Callable[[User], Client], staff: User
) -> None:
    assert "눈에 띄게 적은 종류는 없어요." in client_of(staff).get(MAP).text


@pytest.mark.django_db
def test_the_map_is_for_those_who_may_look_at_songs(
    client_of: Callable[[User], Client], owner: User
) -> None:
    assert client_of(owner).get(MAP).status_code == 302
    helper = User.objects.create_user("helper@example.com", "sol-bandi-93-bom", is_staff=True)
    assert client_of(helper).get(MAP).status_code == 403
