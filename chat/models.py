"""Talks, what is said in them, and the replies 공감이 knows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from emotions.models import EmotionAnalysis


class Conversation(models.Model):
    """One talk of one person with 공감이.

    `gauge` counts meaningful characters written; `care` is where the talk stands in care
    (`chat.care.state.Care`), empty where there was no crisis.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations"
    )
    gauge = models.PositiveIntegerField(default=0)
    care = models.JSONField(default=dict, blank=True, editable=False)
    analysis = models.OneToOneField(
        EmotionAnalysis,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="conversation",
    )
    started_at = models.DateTimeField(auto_now_add=True)
    last_message_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("대화")
        verbose_name_plural = _("대화")
        ordering = ["-last_message_at"]
        indexes = [models.Index(fields=["owner", "-last_message_at"])]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class Reply(models.Model):
    """An utterance 공감이 understands and what it answers; topic names the intent.

    `origin` tells as what it came with the repository; it is empty where staff wrote it.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("공감")
        SMALLTALK = "smalltalk", _("일상 대화")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REPLY)
    topic = models.CharField(_("주제"), max_length=80, blank=True)
    utterance = models.CharField(_("이런 말에"), max_length=300)
    text = models.CharField(_("이렇게 답해요"), max_length=500)
    follow_up = models.CharField(_("이어서 묻는 말"), max_length=300, blank=True)
    is_active = models.BooleanField(_("사용"), default=True)
    origin = models.CharField(max_length=64, blank=True, editable=False)
    embedding = VectorField(null=True, blank=True, editable=False)
    encoder = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("답변")
        verbose_name_plural = _("답변")
        ordering = ["kind", "topic", "id"]
        constraints = [
            models.UniqueConstraint(fields=["utterance", "text"], name="reply_unique_pair"),
        ]

    def __str__(self) -> str:
        return self.utterance


class ReplyVersion(models.Model):
    """One change of the reply table, such that it can be undone.

    `changes` is a list of {"id", "before", "after"}: a reply's fields, null where there is none.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("무엇을 바꿨나요"), max_length=200)
    changes = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("답변 자료의 판")
        verbose_name_plural = _("답변 자료의 판")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.note}"


class Helpline(models.Model):
    """A number that people in danger are shown; the one place where numbers live."""

    number = models.CharField(_("번호"), max_length=20, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    when = models.CharField(_("언제"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=100)
    is_active = models.BooleanField(_("사용"), default=True)
    checked_on = models.DateField(_("마지막으로 확인한 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("도움받을 곳")
        verbose_name_plural = _("도움받을 곳")
        ordering = ["position", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def digits(self) -> str:
        """The number as a telephone dials it."""
        return "".join(char for char in self.number if char.isdigit())


class CareAlarm(models.Model):
    """A crisis that was heard in a talk, and whether the person took it back. Holds no words."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="alarms")
    level = models.CharField(max_length=10)
    situation = models.CharField(max_length=10)
    raised_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("위기 알림")
        verbose_name_plural = _("위기 알림")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.level} {self.situation}"


class Message(models.Model):
    """One bubble of a talk. `client_id` makes sending the same message twice harmless."""

    class Sender(models.TextChoices):
        PERSON = "person", _("나")
        BOT = "bot", _("공감이")

    class Source(models.TextChoices):
        REPLY = "reply", _("공감")
        SMALLTALK = "smalltalk", _("일상 대화")
        FALLBACK = "fallback", _("되물음")
        CRISIS = "crisis", _("위기 안내")
        CARE = "care", _("곁에 있기")

    class Opinion(models.TextChoices):
        GOOD = "good", _("좋았어요")
        BAD = "bad", _("아쉬웠어요")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    sender = models.CharField(max_length=10, choices=Sender)
    text = models.TextField()
    client_id = models.UUIDField(null=True, blank=True)
    answers = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answer"
    )
    source = models.CharField(max_length=10, choices=Source, blank=True)
    similarity = models.FloatField(null=True, blank=True)
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.SET_NULL)
    opinion = models.CharField(max_length=4, choices=Opinion, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("메시지")
        verbose_name_plural = _("메시지")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "client_id"], name="message_unique_client_id"
            ),
            models.CheckConstraint(
                name="message_bot_has_source",
                condition=Q(sender="person", source="") | (Q(sender="bot") & ~Q(source="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.pk}"


class UnmatchedUtterance(models.Model):
    """A message that no reply was near enough to; staff may answer it without its author.

    `text` is the message without personal data; of one marked as private it is empty.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("대기")
        ANSWERED = "answered", _("답변함")
        DISMISSED = "dismissed", _("넘김")
        PRIVATE = "private", _("비공개")

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="unmatched")
    text = models.TextField(blank=True)
    embedding = VectorField(null=True, blank=True, editable=False)
    encoder = models.CharField(max_length=64, blank=True, editable=False)
    nearest_reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    similarity = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answered_with = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("답하지 못한 말")
        verbose_name_plural = _("답하지 못한 말")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.created_at:%Y-%m-%d %H:%M}"
