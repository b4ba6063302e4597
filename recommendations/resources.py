"""Songs as CSV for staff: known by YouTube id, and imported all or nothing."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.results import Result
from import_export.widgets import BooleanWidget
from tablib import Dataset

from backoffice.spreadsheets import (
    GuardedText,
    SheetResource,
    YesOrNo,
    rename_columns,
    require_columns,
)
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import curation
from recommendations.catalogue import FACTS, SOUND
from recommendations.models import Song
from recommendations.youtube import video_id
from texts.clean import normalised

OTHER_NAMES = {
    "title": "title", "제목": "title", "곡명": "title", "노래": "title", "노래 제목": "title",
    "artist": "artist", "가수": "artist", "아티스트": "artist",
    "youtube_id": "youtube_id", "YouTube ID": "youtube_id", "유튜브 ID": "youtube_id",
    "유튜브": "youtube_id", "YouTube": "youtube_id", "링크": "youtube_id", "주소": "youtube_id",
    "link": "youtube_id", "url": "youtube_id",
    "valence": "valence", "밝기": "valence", "energy": "energy", "힘": "energy",
    "tempo": "tempo", "빠르기": "tempo", "acousticness": "acousticness", "어쿠스틱": "acousticness",
    "disputed": "disputed", "다시 들어 봐야 함": "disputed",
    "explicit": "explicit", "노랫말의 수위가 높음": "explicit",
    "language": "language", "언어": "language", "노랫말의 언어": "language",
    "year": "year", "나온 해": "year", "연도": "year", "발매 연도": "year",
    "is_active": "is_active", "추천에 사용": "is_active", "사용": "is_active",
    **{emotion: emotion for emotion in EMOTIONS},
}  # fmt: skip
"""What staff call the columns; case, width and spaces do not count."""


class Name(GuardedText):
    """A title or an artist, in one spelling."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return normalised(super().clean(value, row, **kwargs))


class Share(Field):
    """One probability of a song's vector; `SongResource` imports all five at once."""

    def __init__(self, emotion: str) -> None:
        super().__init__(column_name=emotion, readonly=True)

    def get_value(self, instance: Song) -> float | None:
        return instance.vector.as_dict()[self.column_name] if instance.vector else None


class Measure(Field):
    """A number that is left as it is where the cell is blank."""

    def clean(self, row: Mapping[str, Any], **kwargs: Any) -> float | None:
        cell = GuardedText().clean(row[self.column_name])
        if not cell:
            return None
        try:
            number = float(cell)
        except ValueError as error:
            raise ValidationError(
                _("%(column)s: ‘%(cell)s’은(는) 수가 아니에요.")
                % {"column": self.column_name, "cell": cell[:20]}
            ) from error
        return self._checked(number)

    def save(self, instance: Any, row: Any, *args: Any, **kwargs: Any) -> None:
        if self.clean(row) is not None:
            super().save(instance, row, *args, **kwargs)

    def _checked(self, number: float) -> float:
        if not 0 <= number <= 1:
            raise ValidationError(
                _("%(column)s: 0과 1 사이의 수로 적어 주세요.") % {"column": self.column_name}
            )
        return number


class Year(Measure):
    def _checked(self, number: float) -> float:
        if not number.is_integer():
            raise ValidationError(
                _("%(column)s: 해를 네 자리로 적어 주세요.") % {"column": self.column_name}
            )
        return int(number)


class OneOf(Field):
    """One of some words, in the language of the page or as it is stored; blank changes nothing."""

    def __init__(self, choices: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = {
            str(word).casefold(): one.value for one in choices for word in (one, one.label)
        }

    def clean(self, row: Mapping[str, Any], **kwargs: Any) -> str:
        cell = GuardedText().clean(row[self.column_name])
        if cell and cell.casefold() not in self.words:
            raise ValidationError(
                _("%(column)s: ‘%(cell)s’ 대신 %(words)s 가운데 하나로 적어 주세요.")
                % {
                    "column": self.column_name,
                    "cell": cell[:20],
                    "words": ", ".join(dict.fromkeys(self.words.values())),
                }
            )
        return self.words.get(cell.casefold(), "")

    def save(self, instance: Any, row: Any, *args: Any, **kwargs: Any) -> None:
        if self.clean(row):
            super().save(instance, row, *args, **kwargs)


class SongResource(SheetResource):
    title = Field("title", "title", widget=Name())
    artist = Field("artist", "artist", widget=Name())
    youtube_id = Field("youtube_id", "youtube_id", widget=GuardedText())
    valence = Measure("valence", "valence")
    energy = Measure("energy", "energy")
    tempo = OneOf(Song.Tempo, attribute="tempo", column_name="tempo")
    acousticness = Measure("acousticness", "acousticness")
    disputed = YesOrNo("sound_disputed", "disputed", widget=BooleanWidget())
    explicit = YesOrNo("is_explicit", "explicit", widget=BooleanWidget())
    language = OneOf(Song.Language, attribute="language", column_name="language")
    year = Year("year", "year")
    is_active = YesOrNo("is_active", "is_active", widget=BooleanWidget())

    class Meta:
        model = Song
        fields = ["title", "artist", "youtube_id", *EMOTIONS, *SOUND, *FACTS, "is_active"]
        import_id_fields = ["youtube_id"]
        clean_model_instances = True
        skip_diff = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields |= {emotion: Share(emotion) for emotion in EMOTIONS}

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        rename_columns(dataset, OTHER_NAMES)
        required = ["title", "youtube_id"]
        has_emotions = not set(EMOTIONS).isdisjoint(dataset.headers)
        require_columns(dataset, required + (list(EMOTIONS) if has_emotions else []))

    def before_import_row(self, row: dict[str, str], **kwargs: Any) -> None:
        try:
            row["youtube_id"] = video_id(GuardedText().clean(row["youtube_id"]))
        except ValueError as error:
            raise ValidationError(_("youtube_id에 유튜브 영상의 ID나 주소가 없어요.")) from error

    def import_instance(self, instance: Song, row: dict[str, str], **kwargs: Any) -> None:
        before = instance.sound
        artist = instance.artist
        super().import_instance(instance, row, **kwargs)
        if instance.artist != artist:
            instance.performer = None  # whom it names now is looked up when all rows are in
        instance.sound_was_set(by=self.user, before=before)
        vector = _vector(row)
        if vector is not None and vector != instance.vector:
            instance.vector = vector
            instance.vector_source = Song.VectorSource.IMPORT
            instance.classifier = ""

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        curation.link_performers()


def _vector(row: Mapping[str, str]) -> EmotionVector | None:
    """The five probabilities of a row; None where all are empty, which leaves a song's as it is."""
    cells = [row.get(emotion, "").strip() for emotion in EMOTIONS]
    if not any(cells):
        return None
    try:
        return EmotionVector(tuple(float(cell) for cell in cells))
    except ValueError as error:
        raise ValidationError(
            _("감정 다섯 칸은 0과 1 사이의 수이고 더해서 1이어야 해요.")
        ) from error
