"""Talks, what is said in them, and the replies 공감이 knows."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from chat import helplines
from chat.dialogue.repertoire import SMALLTALK_FIELDS, field_of
from emotions.models import EmotionAnalysis
from texts.clean import normalised


class Conversation(models.Model):
    """One talk of one person with 공감이.

    `gauge` counts meaningful characters written, `story` is what is remembered of the talk
    (`chat.dialogue.story.Story`), `care` where it stands in care (`chat.care.state.Care`), empty
    where there was no crisis.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations"
    )
    gauge = models.PositiveIntegerField(default=0)
    story = models.JSONField(default=dict, blank=True, editable=False)
    care = models.JSONField(default=dict, blank=True, editable=False)
    analysis = models.OneToOneField(
        EmotionAnalysis,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="conversation",
    )
    earlier = models.ManyToManyField(EmotionAnalysis, blank=True, related_name="+", editable=False)
    """Analyses from before the talk was read again."""
    started_at = models.DateTimeField(auto_now_add=True)
    last_message_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("대화")
        verbose_name_plural = _("대화")
        ordering = ["-last_message_at"]
        indexes = [models.Index(fields=["owner", "-last_message_at"])]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class OneLine(models.CharField[str, str]):
    """Text in one line and in one spelling, whichever door it came by: what is stored, looked for
    and compared is the same where the same is meant."""

    def to_python(self, value: Any) -> Any:
        return one_line(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return one_line(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = one_line(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """For migrations it is what it is for the database, so that none needs this class."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def one_line(value: Any) -> Any:
    return " ".join(normalised(value).split()) if isinstance(value, str) else value


NAMED_IN_FIELD = RegexValidator(r"^[^/\s][^/]*/\S.*$", _("‘분야/이름’처럼 적어 주세요."))


class Family(models.Model):
    """Intents of one matter, and answers that fit each of them; `name` is "field/name".

    Here and below `origin` tells as what a row came with the repository; it is empty where staff
    made it.
    """

    name = OneLine(_("이름"), max_length=80, unique=True, validators=[NAMED_IN_FIELD])
    title = OneLine(_("제목"), max_length=80)
    origin = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("주제 묶음")
        verbose_name_plural = _("주제 묶음")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Intent(models.Model):
    """One thing that people mean; `topic` is "field/name".

    `link` is the name of the address of the page that it is about, shown below the answer.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("공감")
        SMALLTALK = "smalltalk", _("일상 대화")

    class Tone(models.TextChoices):
        HEAVY = "heavy", _("무거움")
        LIGHT = "light", _("가벼움")
        PLAIN = "plain", _("덤덤함")

    topic = OneLine(_("주제"), max_length=80, unique=True, validators=[NAMED_IN_FIELD])
    title = OneLine(_("제목"), max_length=80)
    kind = models.CharField(_("종류"), max_length=10, choices=Kind, default=Kind.REPLY)
    tone = models.CharField(_("무게"), max_length=5, choices=Tone, default=Tone.HEAVY)
    family = models.ForeignKey(
        Family,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="intents",
        verbose_name=_("주제 묶음"),
    )
    link = models.CharField(max_length=80, blank=True, editable=False)
    is_active = models.BooleanField(_("사용"), default=True)
    origin = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("주제")
        verbose_name_plural = _("주제")
        ordering = ["topic"]

    def __str__(self) -> str:
        return self.topic

    @classmethod
    def kind_of(cls, topic: str) -> Intent.Kind:
        """What the field of a topic says."""
        is_smalltalk = field_of(topic) in SMALLTALK_FIELDS
        return cls.Kind.SMALLTALK if is_smalltalk else cls.Kind.REPLY


class Utterance(models.Model):
    """Something people say; it belongs to one intent."""

    intent = models.ForeignKey(
        Intent, on_delete=models.CASCADE, related_name="utterances", verbose_name=_("주제")
    )
    text = OneLine(_("이런 말에"), max_length=300, unique=True)
    is_active = models.BooleanField(_("사용"), default=True)
    origin = models.CharField(max_length=64, blank=True, editable=False)
    embedding = VectorField(null=True, blank=True, editable=False)
    encoder = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("사람들의 말")
        verbose_name_plural = _("사람들의 말")
        ordering = ["intent", "id"]

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """What 공감이 says to an intent, or to all of a family, and what it may ask then."""

    intent = models.ForeignKey(
        Intent,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("주제"),
    )
    family = models.ForeignKey(
        Family,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("주제 묶음"),
    )
    say = OneLine(_("이렇게 답해요"), max_length=500)
    ask = OneLine(_("이어서 묻는 말"), max_length=300, blank=True)
    is_active = models.BooleanField(_("사용"), default=True)
    origin = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("답변")
        verbose_name_plural = _("답변")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["intent", "say"], name="answer_unique_in_intent"),
            models.UniqueConstraint(fields=["family", "say"], name="answer_unique_in_family"),
            models.CheckConstraint(
                name="answer_of_intent_or_family",
                condition=Q(intent=None, family__isnull=False)
                | Q(intent__isnull=False, family=None),
                violation_error_message=_("주제나 주제 묶음 가운데 하나만 골라 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return self.say


class ReplyVersion(models.Model):
    """One change of families, intents, utterances and answers, such that it can be undone.

    `changes` is a list of {"table", "id", "before", "after"}: a row's fields, null where there is
    none. Those of the time when one table paired utterances with answers name no table.
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


class ReplyImport(models.Model):
    """A file of utterances or answers that staff sent: looked through first, then taken whole.

    `found` counts what it would change, `problems` says why it cannot be taken, a line each.
    """

    class Kind(models.TextChoices):
        UTTERANCES = "utterances", _("사람들의 말")
        ANSWERS = "answers", _("답변")

    class Status(models.TextChoices):
        CHECKING = "checking", _("살펴보는 중")
        READY = "ready", _("가져올 수 있음")
        APPLYING = "applying", _("가져오는 중")
        DONE = "done", _("가져옴")
        REFUSED = "refused", _("고칠 곳이 있음")
        FAILED = "failed", _("가져오지 못함")

    kind = models.CharField(_("무엇을"), max_length=10, choices=Kind)
    status = models.CharField(_("상태"), max_length=8, choices=Status, default=Status.CHECKING)
    progress = models.PositiveSmallIntegerField(_("진행률"), default=0)
    file_name = models.CharField(_("파일"), max_length=200)
    content = models.BinaryField(editable=False)
    found = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.ForeignKey(
        ReplyVersion, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("가져오기")
        verbose_name_plural = _("가져오기")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.status in (self.Status.CHECKING, self.Status.APPLYING)


class IntentTraining(models.Model):
    """One training of the intent classifier on the tables, from being asked for to its end.

    `figures` are those on held-out wordings: {"asked": how many, "before": of what served then,
    absent where there was none, "after": of what was trained}. `lesson` is a hash of what was
    learnt. `weights` are kept only while they serve, which at most one training's do.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("기다리는 중")
        RUNNING = "running", _("배우는 중")
        TAKEN = "taken", _("새로 배운 것으로 바꿈")
        KEPT = "kept", _("더 못해서 쓰던 것을 그대로 둠")
        FAILED = "failed", _("배우지 못함")

    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.QUEUED)
    error = models.CharField(_("오류"), max_length=300, blank=True)
    figures = models.JSONField(default=dict)
    lesson = models.CharField(max_length=64, blank=True)
    encoder = models.CharField(max_length=64, blank=True)
    weights = models.BinaryField(default=b"")
    is_serving = models.BooleanField(default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    active = models.GeneratedField(
        expression=Q(status__in=["queued", "running"]),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("말뜻 학습")
        verbose_name_plural = _("말뜻 학습")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="intent_training_one_at_a_time", fields=["active"], condition=Q(active=True)
            ),
            models.UniqueConstraint(
                name="intent_training_one_serves",
                fields=["is_serving"],
                condition=Q(is_serving=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.created_at:%Y-%m-%d %H:%M}"


class Helpline(models.Model):
    """A number that people in danger are shown; loaded from `chat/data/helplines.csv`."""

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
        return helplines.digits(self.number)


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
    """One bubble of a talk. `client_id` makes sending the same message twice harmless.

    Of an answer `topic` names the intent or family that was answered, `act` what kind of answer it
    is, `note` says how far the gauge is, `link` names the address of a page that helps, and `card`
    is what is shown beside the words: {"kind": "song", "song_id", "title", "artist", "youtube_id",
    "url", "emotion"}. Each is empty where there is none.
    """

    class Sender(models.TextChoices):
        PERSON = "person", _("나")
        BOT = "bot", _("공감이")

    class Source(models.TextChoices):
        REPLY = "reply", _("공감")
        SMALLTALK = "smalltalk", _("일상 대화")
        MIRROR = "mirror", _("되비춤")
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
    note = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=80, blank=True)
    client_id = models.UUIDField(null=True, blank=True)
    answers = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answer"
    )
    source = models.CharField(max_length=10, choices=Source, blank=True)
    similarity = models.FloatField(null=True, blank=True)
    topic = models.CharField(max_length=80, blank=True)
    act = models.CharField(max_length=20, blank=True)
    card = models.JSONField(null=True, blank=True, editable=False)
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
    """A message that no intent was near enough to; staff may answer it without its author.

    `text` is the message without personal data; of one marked as private it is empty. `version` is
    what taught the answer.
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
    nearest_intent = models.ForeignKey(
        Intent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    similarity = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answered_with = models.ForeignKey(
        Intent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.ForeignKey(
        ReplyVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
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
