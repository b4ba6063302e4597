"""What migrations do with recommendations of earlier times."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from recommendations.models import Recommendation
from recommendations.naming import initials, key

pytestmark = pytest.mark.django_db(transaction=True)
EMOTIONS = ("emotions", "0003_classifier_versions")
BEFORE = [("recommendations", "0002_song_content"), EMOTIONS]
AFTER = [("recommendations", "0003_skipped_and_withdrawn"), EMOTIONS]
SEARCHED = [("recommendations", "0004_song_search"), EMOTIONS]
EVEN = [0.2] * 5


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before() -> Iterator[Any]:
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_songs_of_earlier_times_are_found(before: Any) -> None:
    Song = before.get_model("recommendations", "Song")
    names = [("좋은 날 (Feat. Ｘ)", "아이유"), ("롤린 (Rollin’)", "브레이브걸스"), (",", "다섯")]
    for number, (title, artist) in enumerate(names):
        Song.objects.create(title=title, artist=artist, youtube_id=f"video{number:06d}")
    migrated = migrate(SEARCHED).get_model("recommendations", "Song").objects
    keys = set(migrated.values_list("search_key", "initials"))
    assert keys == {
        tuple("\n".join([compute(title), compute(artist)]) for compute in (key, initials))
        for title, artist in names
    }


def test_what_was_passed_is_skipped_or_withdrawn(before: Any) -> None:
    person = before.get_model("accounts", "User").objects.create(email="owner@example.com")
    analysis = before.get_model("emotions", "EmotionAnalysis").objects.create(
        owner_id=person.pk, status="done", vector=EVEN
    )
    Song = before.get_model("recommendations", "Song")
    cases: dict[str, dict[str, Any]] = {
        "in use": {"vector": EVEN},
        "off": {"vector": EVEN, "is_active": False},
        "broken": {"vector": EVEN, "link_status": "broken"},
    }
    for number, (title, fields) in enumerate(cases.items()):
        song = Song.objects.create(title=title, youtube_id=f"video{number:06d}", **fields)
        before.get_model("recommendations", "Recommendation").objects.create(
            analysis_id=analysis.pk, kind="similar", song=song, score=0, status="passed"
        )
    migrate(AFTER)
    rows = Recommendation.objects.values_list("song__title", "status", "left_at")
    assert set(rows) == {
        ("in use", "skipped", None),
        ("off", "withdrawn", None),
        ("broken", "withdrawn", None),
    }
