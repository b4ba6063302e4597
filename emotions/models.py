"""What a person feels, as computed from what they wrote."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emotions.fields import EmotionVectorField


class EmotionAnalysis(models.Model):
    """One classification of a person's side of a talk.

    `utterances` are kept only until the analysis is done, so that a failed one can be retried.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("기다리는 중")
        DONE = "done", _("완료")
        FAILED = "failed", _("실패")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="analyses"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    utterances = ArrayField(models.TextField(), default=list, blank=True)
    vector = EmotionVectorField(null=True, blank=True)
    classifier = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("감정 분석")
        verbose_name_plural = _("감정 분석")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="analysis_done_has_vector",
                condition=~Q(status="done") | Q(vector__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.created_at:%Y-%m-%d %H:%M}"
