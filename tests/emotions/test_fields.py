"""The emotion vector as a column of PostgreSQL."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from emotions.fields import EmotionVectorField
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector

VECTOR = EmotionVector((0.1, 0.2, 0.3, 0.25, 0.15))
DONE = EmotionAnalysis.Status.DONE


def test_a_vector_comes_back_as_it_went(owner: User) -> None:
    stored = EmotionAnalysis.objects.create(owner=owner, status=DONE, vector=VECTOR)
    assert EmotionAnalysis.objects.get(pk=stored.pk).vector == VECTOR


def test_an_update_takes_a_vector(owner: User) -> None:
    stored = EmotionAnalysis.objects.create(owner=owner)
    EmotionAnalysis.objects.filter(pk=stored.pk).update(vector=VECTOR, status=DONE)
    stored.refresh_from_db()
    assert stored.vector == VECTOR


def test_no_vector_is_none(owner: User) -> None:
    assert EmotionAnalysis.objects.create(owner=owner).vector is None


def test_a_done_analysis_must_have_a_vector(owner: User) -> None:
    with pytest.raises(IntegrityError, match="analysis_done_has_vector"):
        EmotionAnalysis.objects.create(owner=owner, status=DONE)


@pytest.mark.parametrize("value", [[0.5, 0.5], [0.9] * 5, ["가"] * 5])
def test_what_is_no_vector_fails_validation(value: list[object]) -> None:
    with pytest.raises(ValidationError):
        EmotionVectorField().clean(value, None)


def test_migrations_name_the_field_alone() -> None:
    _, path, args, kwargs = EmotionVectorField("벡터", null=True).deconstruct()
    assert path == "emotions.fields.EmotionVectorField"
    assert (args, kwargs) == ([], {"verbose_name": "벡터", "null": True})
