"""Replies as CSV and JSONL: known by utterance and answer, checked as the packaged ones."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.results import Result
from import_export.widgets import BooleanWidget
from tablib import Dataset

from backoffice.spreadsheets import GuardedText, SheetResource, require_columns
from chat.forms import FLAW_TEXTS
from chat.intents import LONGEST_UTTERANCE, Answer, flaws
from chat.models import Reply
from chat.versions import recorded


class ReplyResource(SheetResource):
    kind = Field("kind", "kind", widget=GuardedText(), default=Reply.Kind.REPLY)
    topic = Field("topic", "topic", widget=GuardedText())
    utterance = Field("utterance", "utterance", widget=GuardedText())
    text = Field("text", "text", widget=GuardedText())
    follow_up = Field("follow_up", "follow_up", widget=GuardedText())
    is_active = Field("is_active", "is_active", widget=BooleanWidget(), default=True)

    class Meta:
        model = Reply
        fields = ["kind", "topic", "utterance", "text", "follow_up", "is_active"]
        import_id_fields = ["utterance", "text"]
        clean_model_instances = True
        skip_unchanged = True

    def __init__(self, by: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._by = by

    def import_data(self, dataset: Dataset, *args: Any, **kwargs: Any) -> Result:
        """All rows as one version, or none where one is wrong."""
        with recorded(by=self._by, note=_("파일에서 가져왔어요")):
            return super().import_data(dataset, *args, **kwargs)

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        require_columns(dataset, ["utterance", "text"])

    def after_init_instance(
        self, instance: Reply, new: bool, row: dict[str, str], **kwargs: Any
    ) -> None:
        if new:
            instance.is_active = True

    def before_save_instance(self, instance: Reply, row: dict[str, str], **kwargs: Any) -> None:
        if len(instance.utterance) > LONGEST_UTTERANCE:
            raise ValidationError(_("이런 말에: %(most)d자까지예요.") % {"most": LONGEST_UTTERANCE})
        for flaw in flaws(Answer(instance.text, instance.follow_up)):
            raise ValidationError(FLAW_TEXTS[flaw])
