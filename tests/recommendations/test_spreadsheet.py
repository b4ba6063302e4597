"""Songs as CSV: formulas, round trips, and rows that are wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_export.results import Result

from backoffice.spreadsheets import StrictCSV, guard, unguard
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import curation
from recommendations.models import Song
from recommendations.resources import SongResource
from tests.recommendations.conftest import HAPPY, SAD, MakeSong

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"]
HEADING = ",".join(["title", "artist", "youtube_id", *EMOTIONS])


def load(text: str) -> Result:
    return SongResource().import_data(StrictCSV("utf-8-sig").create_dataset(text.encode()))


def export() -> str:
    text: str = StrictCSV().export_data(SongResource().export(Song.objects.order_by("pk")))
    return text


def row(
    title: str = "제목", video: str = "aaaaaaaaaaa", emotions: str = "0.2,0.2,0.2,0.2,0.2"
) -> str:
    return f'"{title}",가수,{video},{emotions}'


def file(*rows: str) -> str:
    return "\n".join([HEADING, *rows])


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip))
def test_text_survives_the_way_out_and_in(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in set("=+-@＝＋－＠")


@pytest.mark.django_db
@pytest.mark.parametrize("text", [*FORMULAS, "'=1+1", "'", '쉼표, "따옴표"', "<b>굵게</b>"])
def test_songs_survive_the_way_out_and_in(make_song: MakeSong, text: str) -> None:
    make_song(title=text.strip(), artist=text.strip(), youtube_id="-aaaaaaaaaa", vector=None)
    make_song(vector=EmotionVector.from_weights([1 / 3, 0.1, 1e-7, 0, 0.2]), is_active=False)
    curation.link_performers()
    before = list(Song.objects.order_by("pk").values())
    exported = export()
    assert not load(exported).problems
    assert list(Song.objects.order_by("pk").values()) == before
    Song.objects.all().delete()
    load(exported)
    assert list(Song.objects.order_by("pk").values_list("title", "artist", "vector")) == [
        (song["title"], song["artist"], song["vector"]) for song in before
    ]


@pytest.mark.django_db
def test_an_imported_formula_is_text_and_goes_out_harmless() -> None:
    assert not load(file(row('=HYPERLINK(""http://x"")'), row("\t@x", "bbbbbbbbbbb"))).problems
    assert list(Song.objects.order_by("pk").values_list("title", flat=True)) == [
        '=HYPERLINK("http://x")',
        "@x",
    ]
    assert "\"'=HYPERLINK" in export()
    assert "\n'@x," in export().replace("\r", "")


@pytest.mark.django_db
def test_lyrics_never_go_out(make_song: MakeSong) -> None:
    make_song(lyrics="비밀 가사", keep_lyrics=True)
    assert "비밀" not in export()
    assert "lyrics" not in export()


@pytest.mark.django_db
def test_new_songs_are_added_and_known_ones_changed(make_song: MakeSong) -> None:
    known = make_song(youtube_id="aaaaaaaaaaa", vector=SAD, lyrics="남는 가사", keep_lyrics=True)
    link = "https://youtu.be/bbbbbbbbbbb"
    assert not load(
        file(row("새 제목"), row("둘째", link, ",,,,"), row("셋째", link, ",,,,"))
    ).problems
    known.refresh_from_db()
    assert (known.title, known.vector) == ("새 제목", EmotionVector((0.2,) * 5))
    assert (known.vector_source, known.classifier, known.lyrics) == ("import", "", "남는 가사")
    assert Song.objects.get(youtube_id="bbbbbbbbbbb").title == "셋째"


@pytest.mark.django_db
def test_empty_or_absent_emotions_leave_the_vector_alone(make_song: MakeSong) -> None:
    song = make_song(youtube_id="aaaaaaaaaaa", vector=HAPPY, vector_source="lyrics")
    load(file(row(emotions=",,,,")))
    load("title,youtube_id\n새 제목,aaaaaaaaaaa")
    song.refresh_from_db()
    assert (song.title, song.vector, song.vector_source) == ("새 제목", HAPPY, "lyrics")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row(emotions="0.5,0.5,0.5,0,0"), "더해서 1"),
        (row(emotions="1.5,-0.5,0,0,0"), "더해서 1"),
        (row(emotions="x,1,0,0,0"), "더해서 1"),
        (row(emotions="nan,1,0,0,0"), "더해서 1"),
        (row(emotions="1,,,,"), "더해서 1"),
        (row(video="짧아요"), "youtube_id"),
        (row(video=""), "youtube_id"),
        (row(title=""), "title"),
        (row(title="가" * 201), "title"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(bad: str, why: str) -> None:
    result = load(file(row(video="bbbbbbbbbbb"), "", bad, row(video="ccccccccccc")))
    [problem] = result.problems
    assert problem.startswith("4행: ")
    assert why in problem
    assert not Song.objects.exists()


@pytest.mark.django_db
def test_every_bad_row_is_named() -> None:
    result = load(file(row(title=""), row(video="bbbbbbbbbbb"), row(video="")))
    assert [problem.split(":")[0] for problem in result.problems] == ["2행", "4행"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", "title, youtube_id"),
        ("title,artist\n제목,가수", "youtube_id"),
        ("title,youtube_id,기쁨\n제목,aaaaaaaaaaa,1", "분노, 불안, 상처, 슬픔"),
    ],
)
def test_missing_columns_are_named(text: str, missing: str) -> None:
    [problem] = load(text).problems
    assert missing in problem
    assert not Song.objects.exists()


HEADED = "제목,가수,유튜브 ID,사용"


@pytest.mark.django_db
@pytest.mark.parametrize("was_active", [True, False])
@pytest.mark.parametrize(
    ("cell", "becomes"),
    [
        *((word, True) for word in ("예", "사용", "O", "Ｏ", "참", "Y", "yes", "on", " 1 ", "1.0")),
        *((word, False) for word in ("아니요", "미사용", "X", "거짓", "N", "no", "OFF", "0")),
        ("", None),
        ("  ", None),
    ],
)
def test_yes_and_no_are_read_as_staff_write_them(
    make_song: MakeSong, was_active: bool, cell: str, becomes: bool | None
) -> None:
    song = make_song(youtube_id="aaaaaaaaaaa", is_active=was_active)
    assert not load(f"{HEADED}\n제목,가수,aaaaaaaaaaa,{cell}").problems
    song.refresh_from_db()
    assert song.is_active is (was_active if becomes is None else becomes)


@pytest.mark.django_db
def test_a_new_song_is_in_use_where_nothing_is_said() -> None:
    assert not load(f"{HEADED}\n제목,가수,aaaaaaaaaaa,").problems
    assert Song.objects.get().is_active


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["아마", "2", "nan", "켜 줘"])
def test_another_word_is_an_error_of_its_row(make_song: MakeSong, cell: str) -> None:
    song = make_song(youtube_id="aaaaaaaaaaa")
    [problem] = load(f"{HEADED}\n새 제목,가수,aaaaaaaaaaa,{cell}").problems
    assert problem.startswith("2행: ")
    assert cell in problem
    song.refresh_from_db()
    assert (song.is_active, song.title) == (True, "노래 1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "heading", ["제목,가수,유튜브 ID", "Title,Artist,YouTube ID", " 제목 ,아티스트,링크"]
)
def test_headings_are_read_as_staff_write_them(heading: str) -> None:
    assert not load(f"{heading}\n제목,가수,https://youtu.be/aaaaaaaaaaa").problems
    song = Song.objects.get()
    assert (song.title, song.artist, song.youtube_id) == ("제목", "가수", "aaaaaaaaaaa")


@pytest.mark.django_db
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_files_are_read_as_spreadsheets_write_them(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(["제목,가수,링크", "밤, ,aaaaaaaaaaa"]).replace(",", delimiter)
    dataset = StrictCSV("utf-8-sig").create_dataset(text.encode(encoding))
    assert not SongResource().import_data(dataset).problems
    assert Song.objects.get().title == "밤"


@pytest.mark.django_db
def test_names_come_in_composed() -> None:
    load(unicodedata.normalize("NFD", "제목,가수,링크\n좋은 날,아이유,aaaaaaaaaaa"))
    assert Song.objects.get().title == "좋은 날"
