"""Songs, which of them were recommended, and what people thought of them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from emotions.fields import EmotionVectorField
from emotions.models import EmotionAnalysis
from emotions.vector import EMOTIONS
from recommendations import naming


class Kind(models.TextChoices):
    """Why a song is recommended: it feels the same, or it turns the mood."""

    SIMILAR = "similar", _("지금 마음과 닮은 곡")
    OPPOSITE = "opposite", _("기분을 바꿔 줄 곡")


class Derived(models.TextField[str, str]):
    """What is computed from a song's names whenever it is stored."""

    def __init__(self, compute: Callable[[str], str] = str, **kwargs: Any) -> None:
        self.compute = compute
        kwargs.update(editable=False, default="")
        super().__init__(**kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        song = cast("Song", model_instance)
        value = "\n".join(self.compute(name) for name in (song.title, song.artist))
        setattr(song, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """For migrations it is what it is for the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class SongQuerySet(models.QuerySet["Song"]):
    def recommendable(self) -> "SongQuerySet":
        """Songs in use, with a vector, whose link is not known to be broken."""
        return self.filter(is_active=True, vector__isnull=False).exclude(
            link_status=Song.LinkStatus.BROKEN
        )

    def light(self) -> "SongQuerySet":
        """Without what takes long to load and no page shows."""
        return self.defer(*Song.HEAVY)

    def felt_as(self, emotion: str) -> "SongQuerySet":
        """Songs whose strongest emotion is `emotion`; the first in order where two tie."""
        return self.annotate(top=_PlaceOfGreatest(F("vector"))).filter(
            top=EMOTIONS.index(emotion) + 1
        )


class _PlaceOfGreatest(Func):
    """Place, from 1, of the greatest value of an array column."""

    template = "array_position(%(expressions)s, (SELECT max(p) FROM unnest(%(expressions)s) AS p))"
    output_field = models.IntegerField()


class Song(models.Model):
    """`content` is what its lyrics are about: a vector of the encoder named by its fingerprint.

    `search_key` and `initials` are title and artist as `recommendations.naming` compares them.
    """

    HEAVY = ("content", "lyrics")
    """Fields that are loaded only where they are needed."""

    class LinkStatus(models.TextChoices):
        UNCHECKED = "unchecked", _("확인 전")
        OK = "ok", _("정상")
        BROKEN = "broken", _("끊김")

    class VectorSource(models.TextChoices):
        """Where a vector came from; only one from the catalogue is renewed with the catalogue."""

        CATALOGUE = "catalogue", _("기본 목록")
        LYRICS = "lyrics", _("가사")
        IMPORT = "import", _("CSV")

    title = models.CharField(_("제목"), max_length=200)
    artist = models.CharField(_("가수"), max_length=200, blank=True)
    youtube_id = models.CharField(
        _("유튜브 ID"),
        max_length=11,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{11}\Z", _("유튜브 ID는 글자 11개예요."))],
    )
    search_key = Derived(naming.key)
    initials = Derived(naming.initials)
    vector = EmotionVectorField(_("감정 벡터"), null=True, blank=True)
    vector_source = models.CharField(
        _("벡터의 출처"), max_length=10, choices=VectorSource, blank=True
    )
    classifier = models.CharField(_("벡터를 계산한 모델"), max_length=64, blank=True)
    content = VectorField(null=True, editable=False)
    content_encoder = models.CharField(max_length=64, blank=True, editable=False)
    lyrics = models.TextField(_("가사"), blank=True)
    keep_lyrics = models.BooleanField(_("가사 보관"), default=False)
    is_active = models.BooleanField(_("추천에 사용"), default=True)
    link_status = models.CharField(
        _("링크 상태"), max_length=10, choices=LinkStatus, default=LinkStatus.UNCHECKED
    )
    link_checked_at = models.DateTimeField(_("링크 확인 시각"), null=True, blank=True)
    link_note = models.CharField(_("링크 확인 결과"), max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SongQuerySet.as_manager()

    class Meta:
        verbose_name = _("노래")
        verbose_name_plural = _("노래")
        ordering = ["artist", "title"]

    def __str__(self) -> str:
        return f"{self.artist} - {self.title}" if self.artist else self.title


class Recommendation(models.Model):
    """One song for one analysis: on the screen until it is rated, skipped or falls out of use.

    `propensity` is how probable this choice was, `shares` what each signal added to the score, and
    `why` the code of the reason given (`recommendations.ranking`); songs of the time before that
    was kept have none of them. `left_at` is when it left the screen; unknown for songs of the time
    before that was kept.
    """

    class Status(models.TextChoices):
        SHOWN = "shown", _("보여 주는 중")
        RATED = "rated", _("평가함")
        SKIPPED = "skipped", _("넘김")
        WITHDRAWN = "withdrawn", _("쓰지 않게 됨")

    analysis = models.ForeignKey(
        EmotionAnalysis, on_delete=models.CASCADE, related_name="recommendations"
    )
    kind = models.CharField(_("종류"), max_length=10, choices=Kind)
    song = models.ForeignKey(
        Song, on_delete=models.CASCADE, related_name="recommendations", verbose_name=_("노래")
    )
    score = models.FloatField(_("점수"))
    propensity = models.FloatField(_("고를 확률"), null=True, editable=False)
    shares = models.JSONField(_("신호마다 더한 값"), default=dict, editable=False)
    why = models.CharField(_("고른 까닭"), max_length=30, blank=True, editable=False)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.SHOWN)
    created_at = models.DateTimeField(_("추천한 시각"), auto_now_add=True)
    left_at = models.DateTimeField(_("화면에서 내려간 시각"), null=True, editable=False)

    class Meta:
        verbose_name = _("추천")
        verbose_name_plural = _("추천")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "kind"],
                condition=Q(status="shown"),
                name="recommendation_one_shown_per_kind",
            ),
            models.CheckConstraint(
                name="recommendation_shown_has_not_left",
                condition=~Q(status="shown") | Q(left_at=None),
            ),
            models.CheckConstraint(
                name="recommendation_propensity_is_probable",
                condition=Q(propensity=None) | Q(propensity__gt=0, propensity__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.song_id}"


class Rating(models.Model):
    """What a person thinks of a song, with the emotion vector they had when they said so."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ratings"
    )
    song = models.ForeignKey(
        Song, on_delete=models.CASCADE, related_name="ratings", verbose_name=_("노래")
    )
    kind = models.CharField(_("종류"), max_length=10, choices=Kind)
    liked = models.BooleanField(_("마음에 들었는지"))
    vector = EmotionVectorField()
    created_at = models.DateTimeField(_("처음 평가한 시각"), auto_now_add=True)
    updated_at = models.DateTimeField(_("마지막 평가 시각"), auto_now=True)

    class Meta:
        verbose_name = _("평가")
        verbose_name_plural = _("평가")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "song", "kind"], name="rating_once_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.song_id} {'+' if self.liked else '-'}"


class LearnedState(models.Model):
    """What all ratings taught (`recommendations.ranking.snapshot`); the newest counts."""

    data = models.BinaryField()
    ratings = models.PositiveIntegerField(_("평가 수"))
    created_at = models.DateTimeField(_("배운 시각"), auto_now_add=True)

    class Meta:
        verbose_name = _("배운 것")
        verbose_name_plural = _("배운 것")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.ratings}"


Row = TypeVar("Row", Recommendation, Rating)


def with_light_songs(rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """`rows` with their songs, without what takes long to load of these."""
    return rows.select_related("song").defer(*(f"song__{name}" for name in Song.HEAVY))
