"""What migrations do with answers that were stored wrongly."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from emotions.models import EmotionCorrection
from emotions.vector import CALM, EmotionVector

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("emotions", "0003_classifier_versions")], [("emotions", "0004_calm_corrections")]
SAD = EmotionVector((0.1, 0.1, 0.1, 0.1, 0.6))


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before() -> Iterator[Any]:
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.parametrize(
    ("is_calm", "emotion", "becomes"),
    [
        (True, "슬픔", (True, CALM, "waiting")),
        (True, "상처", (False, "상처", "approved")),
        (False, "상처", (False, "상처", "approved")),
    ],
)
def test_a_yes_to_a_calm_result_becomes_calm_and_waits_for_a_new_review(
    before: Any, is_calm: bool, emotion: str, becomes: tuple[bool, str, str]
) -> None:
    person = before.get_model("accounts", "User").objects.create(email="owner@example.com")
    analysis = before.get_model("emotions", "EmotionAnalysis").objects.create(
        owner_id=person.pk, status="done", vector=SAD, is_calm=is_calm
    )
    before.get_model("emotions", "EmotionCorrection").objects.create(
        analysis=analysis, owner_id=person.pk, agrees=False, emotion=emotion, consent=True,
        utterances=["그냥 그래"], status="approved", reviewed_at=timezone.now(),
    )  # fmt: skip
    migrate(AFTER)
    stored = EmotionCorrection.objects.get()
    assert (stored.agrees, stored.emotion, stored.status) == becomes
    assert stored.utterances == ["그냥 그래"]
