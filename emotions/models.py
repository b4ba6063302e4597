"""What a person feels, as computed from what they wrote."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emotions.fields import EmotionVectorField
from emotions.vector import CALM, EMOTIONS


class EmotionAnalysis(models.Model):
    """One classification of a person's side of a talk.

    `utterances` are kept only until the analysis is done, so that a failed one can be retried.
    `is_calm`: there was too little feeling for the strongest emotion to be called the person's.
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
    is_calm = models.BooleanField(_("담담함"), default=False)
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

    @property
    def feeling(self) -> str | None:
        """The strongest emotion, or `CALM`; None until the analysis is done."""
        if self.vector is None:
            return None
        return CALM if self.is_calm else self.vector.top


class EmotionCorrection(models.Model):
    """What a person says about the result of an analysis: that it is right, or what would be.

    `utterances` are kept only with consent, masked by `emotions.privacy`, and only until the review
    rejects them or the person takes the consent back.
    """

    class Status(models.TextChoices):
        KEPT = "kept", _("학습에 쓰지 않음")
        WAITING = "waiting", _("대기")
        APPROVED = "approved", _("승인")
        REJECTED = "rejected", _("반려")

    analysis = models.OneToOneField(
        EmotionAnalysis, on_delete=models.CASCADE, related_name="correction"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="corrections"
    )
    agrees = models.BooleanField(_("결과와 맞음"))
    emotion = models.CharField(
        _("알려 준 감정"),
        max_length=10,
        choices=[*((name, _(name)) for name in EMOTIONS), (CALM, _("담담함"))],
    )
    consent = models.BooleanField(_("학습에 쓰는 데 동의"), default=False)
    utterances = ArrayField(models.TextField(), default=list, blank=True)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.KEPT)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("감정 결과에 대한 답")
        verbose_name_plural = _("감정 결과에 대한 답")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="correction_words_need_consent",
                condition=Q(consent=True) | Q(utterances=[]),
            ),
            models.CheckConstraint(
                name="correction_approved_was_reviewed",
                condition=~Q(status="approved") | Q(reviewed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.created_at:%Y-%m-%d %H:%M}"


class ClassifierVersion(models.Model):
    """A trained classifier with its files; at most one serves, see `emotions.versions`."""

    class Source(models.TextChoices):
        SHIPPED = "shipped", _("함께 배포됨")
        TRAINED = "trained", _("여기서 학습함")

    name = models.CharField(_("이름"), max_length=64, unique=True)
    source = models.CharField(_("출처"), max_length=10, choices=Source)
    manifest = models.JSONField(_("명세"))
    is_serving = models.BooleanField(_("사용 중"), default=False)
    problem = models.CharField(_("문제"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("등록한 때"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("감정 분류기")
        verbose_name_plural = _("감정 분류기")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="classifier_one_serves", fields=["is_serving"], condition=Q(is_serving=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClassifierFile(models.Model):
    """One file of a version, in the database so that every worker on every machine has it."""

    version = models.ForeignKey(ClassifierVersion, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="classifier_file_once", fields=["version", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Promotion(models.Model):
    """One time that a version began to serve, who had it so, and why."""

    class Kind(models.TextChoices):
        BETTER = "better", _("더 나은 점수")
        OVERRIDE = "override", _("사람의 판단")
        ROLLBACK = "rollback", _("되돌림")
        SHIPPED = "shipped", _("배포")

    version = models.ForeignKey(
        ClassifierVersion,
        on_delete=models.CASCADE,
        related_name="promotions",
        verbose_name=_("감정 분류기"),
    )
    kind = models.CharField(_("까닭"), max_length=10, choices=Kind)
    reason = models.CharField(_("설명"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("담당자"),
    )
    created_at = models.DateTimeField(_("때"), auto_now_add=True)

    class Meta:
        verbose_name = _("분류기 교체")
        verbose_name_plural = _("분류기 교체 기록")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="promotion_override_has_reason",
                condition=~Q(kind="override") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.get_kind_display()}"


class TrainingRun(models.Model):
    """One training on the `training` queue, from being asked for to its end."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("기다리는 중")
        RUNNING = "running", _("학습 중")
        DONE = "done", _("완료")
        FAILED = "failed", _("실패")

    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.QUEUED)
    progress = models.PositiveSmallIntegerField(_("진행률"), default=0)
    step = models.CharField(_("단계"), max_length=60, blank=True)
    error = models.CharField(_("오류"), max_length=300, blank=True)
    version = models.ForeignKey(
        ClassifierVersion,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="runs",
        verbose_name=_("감정 분류기"),
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("담당자"),
    )
    created_at = models.DateTimeField(_("요청한 때"), auto_now_add=True)
    changed_at = models.DateTimeField(_("마지막 소식"), auto_now=True)

    active = models.GeneratedField(
        expression=Q(status__in=["queued", "running"]),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("분류기 학습")
        verbose_name_plural = _("분류기 학습")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="training_one_at_a_time",
                fields=["active"],
                condition=Q(active=True),
            ),
            models.CheckConstraint(
                name="training_progress_is_percent", condition=Q(progress__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.progress} %"
