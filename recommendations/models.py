"""Songs, which of them were recommended, and what people thought of them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from emotions.fields import EmotionVectorField
from emotions.models import EmotionAnalysis
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import naming
from recommendations.sound import Sound, TempoName, felt


class Kind(models.TextChoices):
    """Why a song is recommended: it feels the same, or it turns the mood."""

    SIMILAR = "similar", _("지금 마음과 닮은 곡")
    OPPOSITE = "opposite", _("기분을 바꿔 줄 곡")


class Derived(models.TextField[str, str]):
    """What is computed from a row's names whenever it is stored."""

    def __init__(self, compute: Callable[[Any], str] = str, **kwargs: Any) -> None:
        self.compute = compute
        kwargs.update(editable=False, default="")
        super().__init__(**kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.compute(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """For migrations it is what it is for the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def derive(row: models.Model) -> list[str]:
    """Compute what is derived, as `save` does and `bulk_update` does not; names of the fields."""
    derived = [field for field in row._meta.concrete_fields if isinstance(field, Derived)]
    for field in derived:
        field.pre_save(row, add=False)
    return [field.name for field in derived]


def _search_key(row: "Artist | Song") -> str:
    return "\n".join(naming.key(name) for name in row.names)


def _initials(row: "Artist | Song") -> str:
    return "\n".join(naming.initials(name) for name in row.names)


def _work(song: "Song") -> str:
    return naming.work(song.title, song.performer.name if song.performer else song.artist)


class Artist(models.Model):
    """Who sings, under every name they are known by; songs show the name that stands on them."""

    name = models.CharField(_("이름"), max_length=200, unique=True)
    other_names = models.TextField(
        _("다른 이름"), blank=True, help_text=_("한 줄에 하나씩 적어요. 검색할 때 함께 찾아요.")
    )
    search_key = Derived(_search_key)
    initials = Derived(_initials)

    class Meta:
        verbose_name = _("가수")
        verbose_name_plural = _("가수")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        return [self.name, *filter(None, map(str.strip, self.other_names.splitlines()))]


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


def _share(label: Any) -> "models.FloatField[float | None, float | None]":
    """A column between 0 and 1; null where it is not known."""
    limits = [MinValueValidator(0), MaxValueValidator(1)]
    return models.FloatField(label, null=True, blank=True, validators=limits)


class Song(models.Model):
    """`content` is what its lyrics are about: a vector of the encoder named by its fingerprint.

    `search_key` and `initials` are title and artist as `recommendations.naming` compares them, and
    `work` is the same for all versions of one song. `artist` is what stands on the song;
    `performer` is the first of those it names.
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

    class Tempo(models.TextChoices):
        SLOW = "slow", _("느림")
        MIDDLE = "middle", _("보통")
        FAST = "fast", _("빠름")

    class SoundSource(models.TextChoices):
        """Who told how a song sounds; only what the catalogue told is renewed with it."""

        CATALOGUE = "catalogue", _("기본 목록")
        CURATED = "curated", _("직원")
        ANALYSED = "analysed", _("음원 분석")

    class Language(models.TextChoices):
        KOREAN = "ko", _("한국어")
        ENGLISH = "en", _("영어")
        MIXED = "mixed", _("한국어와 영어")
        OTHER = "other", _("그 밖의 말")

    title = models.CharField(_("제목"), max_length=200)
    artist = models.CharField(_("가수"), max_length=200, blank=True)
    youtube_id = models.CharField(
        _("유튜브 ID"),
        max_length=11,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{11}\Z", _("유튜브 ID는 글자 11개예요."))],
    )
    performer = models.ForeignKey(
        Artist, models.SET_NULL, null=True, blank=True, related_name="songs",
        verbose_name=_("가수 정보"),
    )  # fmt: skip
    search_key = Derived(_search_key)
    initials = Derived(_initials)
    work = Derived(_work)
    vector = EmotionVectorField(_("감정 벡터"), null=True, blank=True)
    vector_source = models.CharField(
        _("벡터의 출처"), max_length=10, choices=VectorSource, blank=True
    )
    classifier = models.CharField(_("벡터를 계산한 모델"), max_length=64, blank=True)
    content = VectorField(null=True, editable=False)
    content_encoder = models.CharField(max_length=64, blank=True, editable=False)
    lyrics = models.TextField(_("가사"), blank=True)
    keep_lyrics = models.BooleanField(_("가사 보관"), default=False)
    valence = _share(_("밝기"))
    energy = _share(_("힘"))
    tempo = models.CharField(_("빠르기"), max_length=6, choices=Tempo, blank=True)
    acousticness = _share(_("어쿠스틱"))
    sound_source = models.CharField(_("소리의 출처"), max_length=9, choices=SoundSource, blank=True)
    sound_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+", verbose_name=_("소리를 적은 직원"),
    )  # fmt: skip
    sound_disputed = models.BooleanField(_("소리를 다시 들어 봐야 함"), default=False)
    is_explicit = models.BooleanField(_("노랫말의 수위가 높음"), null=True, blank=True)
    language = models.CharField(_("노랫말의 언어"), max_length=5, choices=Language, blank=True)
    year = models.PositiveSmallIntegerField(
        _("나온 해"), null=True, blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )  # fmt: skip
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
        constraints = [
            models.CheckConstraint(
                name=f"song_{name}_is_a_share", condition=Q(**{f"{name}__range": (0, 1)})
            )
            for name in ("valence", "energy", "acousticness")
        ]

    def __str__(self) -> str:
        return f"{self.artist} - {self.title}" if self.artist else self.title

    @property
    def names(self) -> list[str]:
        return [self.title, self.artist]

    @property
    def sound(self) -> Sound:
        return Sound(
            self.valence, self.energy, cast(TempoName, self.tempo), self.acousticness,
            self.sound_disputed,
        )  # fmt: skip

    def sound_was_set(self, *, by: "AbstractBaseUser | None", before: Sound) -> None:
        """Note that staff told how it sounds, where they did: no later catalogue changes it then.

        Who changes a value has listened, so that nobody else need.
        """
        if self.sound == before:
            return
        if before.disputed:
            self.sound_disputed = False
        self.sound_source = self.SoundSource.CURATED
        self.sound_set_by = cast(Any, by)

    @property
    def felt(self) -> EmotionVector | None:
        """What the song makes one feel: its lyrics, and its sound as far as that is known."""
        return felt(self.vector, self.valence, self.energy) if self.vector else None


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
