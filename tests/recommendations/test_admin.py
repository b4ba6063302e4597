"""Staff curate songs; ratings and recommendations are to look at, without people or texts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from emotions.models import EmotionAnalysis
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import tasks
from recommendations.models import Kind, Rating, Song
from recommendations.services import rate, recommend
from tests.recommendations.conftest import HAPPY, SAD, MakeSong

pytestmark = pytest.mark.django_db

LIST = "/admin/recommendations/song/"
FORM = {"title": "새 노래", "artist": "가수", "youtube_id": "aaaaaaaaaaa", "is_active": "on"}


@pytest.fixture
def client(client_of: Callable[[User], Client], staff: User) -> Client:
    """A browser of staff with every right."""
    return client_of(staff)


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Tasks sent to the worker, by name and song."""
    sent: list[tuple[str, int]] = []
    for name in ("compute_vector", "check_link"):
        task = getattr(tasks, name)
        monkeypatch.setattr(task, "delay", lambda pk, name=name: sent.append((name, pk)))
    return sent


def titles(client: Client, **query: str) -> set[str]:
    listed = client.get(LIST, query).context["cl"].result_list
    return {song.title for song in listed}


def act(client: Client, action: str, *songs: Song) -> None:
    form = {"action": action, "_selected_action": [song.pk for song in songs]}
    assert client.post(LIST, form).status_code == 302


def upload(client: Client, text: str | bytes) -> Any:
    content = text.encode() if isinstance(text, str) else text
    form = {
        "import_file": SimpleUploadedFile("songs.csv", content),
        "format": "0",
        "resource": "0",
    }
    return client.post(f"{LIST}import/", form)


def csv_of(*rows: str) -> str:
    return "\n".join([",".join(["title", "artist", "youtube_id", *EMOTIONS]), *rows])


def test_songs_are_listed_searched_and_filtered(client: Client, make_song: MakeSong) -> None:
    make_song(title="슬픈 노래", vector=SAD)
    make_song(title="기쁜 노래", vector=HAPPY, link_status="broken", artist="어느 가수")
    make_song(title="아직 없는 노래", vector=None)
    assert len(titles(client)) == 3
    assert titles(client, emotion="슬픔") == {"슬픈 노래"}
    assert titles(client, emotion="기쁨") == {"기쁜 노래"}
    assert titles(client, emotion="상처") == set()
    assert titles(client, link_status__exact="broken") == {"기쁜 노래"}
    assert titles(client, q="어느") == {"기쁜 노래"}
    assert titles(client, q="슬픈노래") == titles(client, q="ㅅㅍㄴㄹ") == {"슬픈 노래"}
    assert titles(client, q="video000002") == {"기쁜 노래"}


def test_a_tie_belongs_to_the_first_emotion(make_song: MakeSong) -> None:
    song = make_song(vector=EmotionVector((0.0, 0.4, 0.4, 0.1, 0.1)))
    assert list(Song.objects.felt_as("분노")) == [song]
    assert not Song.objects.felt_as("불안").exists()


def test_a_song_is_added_by_the_address_of_its_video(client: Client) -> None:
    link = "https://www.youtube.com/watch?v=R8axRrFIsFI&t=3"
    assert client.post(f"{LIST}add/", FORM | {"youtube_id": link}).status_code == 302
    assert Song.objects.get().youtube_id == "R8axRrFIsFI"


@pytest.mark.parametrize("link", ["", "짧아요", "https://example.com", "x" * 600])
def test_what_is_no_video_is_refused(client: Client, link: str) -> None:
    response = client.post(f"{LIST}add/", FORM | {"youtube_id": link})
    assert "youtube_id" in response.context["adminform"].form.errors
    assert not Song.objects.exists()


def test_one_video_is_one_song(client: Client, make_song: MakeSong) -> None:
    make_song(youtube_id="aaaaaaaaaaa")
    response = client.post(f"{LIST}add/", FORM)
    assert "youtube_id" in response.context["adminform"].form.errors


def test_pasted_lyrics_send_a_task(
    client: Client,
    queued: list[tuple[str, int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}add/", FORM | {"lyrics": "우리가 지은 가사"})
    song = Song.objects.get()
    assert song.lyrics == "우리가 지은 가사"
    assert queued == [("compute_vector", song.pk)]


def test_a_change_without_lyrics_sends_none(
    client: Client,
    queued: list[tuple[str, int]],
    make_song: MakeSong,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    song = make_song(lyrics="남는 가사", keep_lyrics=True)
    form = FORM | {"lyrics": "남는 가사", "keep_lyrics": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{song.pk}/change/", form)
    song.refresh_from_db()
    assert song.title == "새 노래"
    assert queued == []


def test_no_longer_keeping_lyrics_sends_them_to_be_dropped(
    client: Client,
    queued: list[tuple[str, int]],
    make_song: MakeSong,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    song = make_song(lyrics="남는 가사", keep_lyrics=True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}{song.pk}/change/", FORM | {"lyrics": "남는 가사"})
    assert queued == [("compute_vector", song.pk)]


def test_the_page_of_a_song_shows_its_vector(client: Client, make_song: MakeSong) -> None:
    for vector, words in ((HAPPY, "기쁨 90.0%"), (None, "아직 없어요")):
        page = client.get(f"{LIST}{make_song(vector=vector).pk}/change/")
        assert words in page.text


def test_links_are_marked_by_hand(client: Client, make_song: MakeSong) -> None:
    song, other = make_song(), make_song()
    for action, status in (("mark_broken", "broken"), ("mark_ok", "ok")):
        act(client, action, song)
        song.refresh_from_db()
        assert song.link_status == status
    other.refresh_from_db()
    assert other.link_status == "unchecked"


def test_checks_and_vectors_are_left_to_the_worker(
    client: Client,
    queued: list[tuple[str, int]],
    make_song: MakeSong,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    bare, kept = make_song(), make_song(lyrics="남는 가사", keep_lyrics=True)
    with django_capture_on_commit_callbacks(execute=True):
        act(client, "check_links", bare, kept)
        act(client, "compute_vectors", bare, kept)
    assert sorted(queued) == [
        ("check_link", bare.pk),
        ("check_link", kept.pk),
        ("compute_vector", kept.pk),
    ]


def test_a_song_is_switched_off_and_not_deleted(client: Client, make_song: MakeSong) -> None:
    song = make_song()
    assert client.post(f"{LIST}{song.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(LIST).text
    assert Song.objects.exists()


def test_songs_go_out_as_csv_that_excel_reads(client: Client, make_song: MakeSong) -> None:
    make_song(title="=1+1", lyrics="비밀", keep_lyrics=True)
    make_song(title="다른 노래", vector=HAPPY)
    response = client.get(f"{LIST}export/", {"emotion": "슬픔"})
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = response.content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "비밀" not in text
    assert "다른 노래" not in text


def test_songs_come_in_as_csv(client: Client, make_song: MakeSong) -> None:
    make_song(youtube_id="aaaaaaaaaaa", title="옛 제목")
    text = csv_of('"제목, 둘",가수,aaaaaaaaaaa,0.2,0.2,0.2,0.2,0.2', "새,가수,bbbbbbbbbbb,,,,,")
    response = upload(client, "\ufeff" + text)
    assert response.status_code == 302
    assert set(Song.objects.values_list("title", flat=True)) == {"제목, 둘", "새"}


def test_a_bad_row_is_named_in_korean_and_nothing_comes_in(client: Client) -> None:
    response = upload(
        client, csv_of("하나,가수,aaaaaaaaaaa,,,,,", "<b>둘</b>,가수,bbbbbbbbbbb,0.9,0.9,0,0,0")
    )
    assert response.status_code == 200
    assert "3행: 감정 다섯 칸은 0과 1 사이의 수이고 더해서 1이어야 해요." in response.text
    assert "<b>둘" not in response.text
    assert not Song.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("title,youtube_id\n쉼표, 둘,aaaaaaaaaaa", "2행의 칸이 머리글보다 많아요"),
        (b"title,youtube_id\n\xff\xff,aaaaaaaaaaa", "UTF-8"),
        ('title,youtube_id\n"제목,aaaaaaaaaaa', "행에서 파일을 읽지 못했어요"),
        ("title,artist\n제목,가수", "youtube_id 칸이 없어요"),
        (b"\x00\x01\x02", "칸이 없어요"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    client: Client, content: str | bytes, words: str
) -> None:
    response = upload(client, content)
    assert response.status_code == 200
    assert words in response.text
    assert not Song.objects.exists()


@pytest.fixture
def reader(client_of: Callable[[User], Client]) -> Client:
    """A browser of staff who may only look at songs."""
    user = User.objects.create_user("reader@example.com", "sol-bandi-93-bom", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_song"))
    return client_of(user)


def test_staff_without_the_right_can_look_but_bring_nothing_in(
    reader: Client, make_song: MakeSong
) -> None:
    make_song()
    assert reader.get(LIST).status_code == 200
    assert upload(reader, csv_of("하나,가수,aaaaaaaaaaa,,,,,")).status_code == 403
    assert "import_link" not in reader.get(LIST).text
    assert Song.objects.count() == 1


def test_people_who_are_not_staff_see_nothing(
    client_of: Callable[[User], Client], owner: User
) -> None:
    for path in ("", "export/", "import/"):
        assert client_of(owner).get(LIST + path).status_code == 302


def test_ratings_and_recommendations_are_read_only_and_without_people(
    client: Client, analysis: EmotionAnalysis, owner: User, songs: list[Song]
) -> None:
    shown = recommend(analysis=analysis, kind=Kind.SIMILAR)
    assert shown is not None
    rating = rate(recommendation=shown, liked=True)
    for name, pk in (("rating", rating.pk), ("recommendation", shown.pk)):
        base = f"/admin/recommendations/{name}/"
        for path in (base, f"{base}{pk}/change/"):
            page = client.get(path)
            assert page.status_code == 200
            assert owner.email not in page.text
        assert client.get(f"{base}add/").status_code == 403
        assert client.post(f"{base}{pk}/change/", {"liked": ""}).status_code == 403
        assert client.post(f"{base}{pk}/delete/", {"post": "yes"}).status_code == 403
    assert Rating.objects.get().liked


@pytest.mark.parametrize("path", ["", "add/", "import/", "{pk}/change/"])
def test_the_admin_of_songs_keeps_the_content_security_policy(
    client: Client, make_song: MakeSong, path: str
) -> None:
    page = client.get(LIST + path.format(pk=make_song().pk))
    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]
    for inline in (" onclick=", " onchange=", " style=", "<style", "<script>", "javascript:"):
        assert inline not in page.text, inline


def test_staff_tell_how_a_song_sounds(client: Client, staff: User, make_song: MakeSong) -> None:
    song = make_song(valence=0.2, energy=0.2, sound_source="catalogue", sound_disputed=True)
    form = FORM | {"valence": "0.8", "energy": "0.2", "tempo": "fast", "sound_disputed": "on"}
    assert client.post(f"{LIST}{song.pk}/change/", form).status_code == 302
    song.refresh_from_db()
    assert (song.valence, song.energy, song.tempo) == (0.8, 0.2, "fast")
    assert (song.sound_source, song.sound_set_by, song.sound_disputed) == ("curated", staff, False)


def test_a_change_of_something_else_leaves_the_sound_to_the_catalogue(
    client: Client, make_song: MakeSong
) -> None:
    song = make_song(valence=0.2, energy=0.2, sound_source="catalogue")
    client.post(f"{LIST}{song.pk}/change/", FORM | {"valence": "0.2", "energy": "0.2"})
    song.refresh_from_db()
    assert (song.title, song.sound_source, song.sound_set_by) == ("새 노래", "catalogue", None)


@pytest.mark.parametrize("level", ["1.1", "-0.1", "nan", "많이"])
def test_a_level_outside_of_the_scale_is_refused(
    client: Client, make_song: MakeSong, level: str
) -> None:
    song = make_song()
    response = client.post(f"{LIST}{song.pk}/change/", FORM | {"valence": level})
    assert "valence" in response.context["adminform"].form.errors


def test_the_page_of_a_song_has_sliders_and_a_player(client: Client, make_song: MakeSong) -> None:
    text = client.get(f"{LIST}{make_song(valence=0.3).pk}/change/").text
    assert text.count("data-level") == 3
    assert '<song-player class="player" videoid="video000001"' in text
    assert "js/levels.js" in text
    assert "song-player" not in client.get(f"{LIST}add/").text


def test_songs_are_filtered_by_what_is_known_of_their_sound(
    client: Client, make_song: MakeSong
) -> None:
    make_song(title="아는 노래", valence=0.5, energy=0.5)
    make_song(title="다투는 노래", valence=0.5, energy=0.5, sound_disputed=True)
    make_song(title="반만 아는 노래", valence=0.5)
    assert titles(client, sound="none") == {"반만 아는 노래"}
    assert titles(client, sound="known") == {"아는 노래", "다투는 노래"}
    assert titles(client, sound_disputed__exact="1") == {"다투는 노래"}


def test_another_artist_is_looked_up_anew(client: Client, make_song: MakeSong) -> None:
    song = make_song(artist="옛 가수")
    for artist in ("옛 가수", "새 가수"):
        shown = {"artist": artist, "performer": str(song.performer_id or "")}  # as the form had it
        client.post(f"{LIST}{song.pk}/change/", FORM | shown)
        song.refresh_from_db()
        assert song.performer is not None
        assert song.performer.name == artist
    assert song.work.endswith("새가수")


def test_sounds_come_in_as_csv_in_the_name_of_who_sent_them(
    client: Client, staff: User, make_song: MakeSong
) -> None:
    song = make_song(youtube_id="aaaaaaaaaaa", valence=0.1, energy=0.4, sound_disputed=True)
    heading = "제목,유튜브 ID,밝기,힘,빠르기,어쿠스틱,언어,나온 해,explicit"
    response = upload(client, f"{heading}\n새,aaaaaaaaaaa,0.9,,느림,0.5,en,2001,아니요")
    assert response.status_code == 302
    song.refresh_from_db()
    assert (song.valence, song.energy, song.tempo, song.acousticness) == (0.9, 0.4, "slow", 0.5)
    assert (song.language, song.year, song.is_explicit) == ("en", 2001, False)
    assert (song.sound_source, song.sound_set_by, song.sound_disputed) == ("curated", staff, False)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("valence", "1.5", "valence: 0과 1 사이의 수로"),
        ("energy", "nan", "energy: 0과 1 사이의 수로"),
        ("acousticness", "많이", "‘많이’은(는) 수가 아니에요"),
        ("tempo", "빨리", "slow, middle, fast 가운데 하나로"),
        ("language", "fr", "ko, en, mixed, other 가운데 하나로"),
        ("year", "2001.5", "year: 해를 네 자리로"),
        ("year", "inf", "year: 해를 네 자리로"),
        ("year", "99", "2행"),
    ],
)
def test_a_bad_sound_is_named(client: Client, column: str, cell: str, words: str) -> None:
    response = upload(client, f"title,youtube_id,{column}\n새,aaaaaaaaaaa,{cell}")
    assert response.status_code == 200
    assert words in response.text
    assert not Song.objects.exists()
