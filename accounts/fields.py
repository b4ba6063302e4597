"""Fields that hold one form of what people write in many."""

from typing import Any

from django import forms
from django.db import models

from texts.clean import normalised


class LowerCaseEmailField(models.EmailField[str, str]):
    """An e-mail address in small letters, however it came in: form, command, API or query."""

    def to_python(self, value: Any) -> Any:
        return _lower(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = _lower(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        return _lower(super().get_prep_value(value))


class NameField(forms.CharField):
    """A person's name; letters that nobody sees are none, and its length is what is left."""

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value) or "")


def _lower(value: Any) -> Any:
    return normalised(value).lower() if isinstance(value, str) else value
