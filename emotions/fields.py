"""An emotion vector as a database column."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from emotions.vector import EMOTIONS, EmotionVector

Set = TypeVar("Set")
Get = TypeVar("Get")


class EmotionVectorField(ArrayField[Set, Get]):
    """Five floats in PostgreSQL, an `EmotionVector` in Python."""

    # What may be assigned and what is read, for django-stubs, which adds None where null=True.
    _pyi_private_set_type: EmotionVector | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: EmotionVector  # type: ignore[assignment]

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs.update(verbose_name=verbose_name, base_field=models.FloatField(), size=len(EMOTIONS))
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["base_field"], kwargs["size"]
        return name, path, args, kwargs

    def from_db_value(
        self, value: list[float] | None, expression: object, connection: object
    ) -> EmotionVector | None:
        return None if value is None else EmotionVector(tuple(value))

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if value is None or isinstance(value, EmotionVector):
            return value
        try:
            return EmotionVector(tuple(value))
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error)) from error

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, EmotionVector):
            value = list(value)
        return super().get_db_prep_value(value, connection, prepared)
