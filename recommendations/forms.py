"""What people and staff send about songs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emotions.vector import CALM, EMOTIONS
from recommendations.models import Song
from recommendations.youtube import video_id
from texts.clean import normalised


class RatingForm(forms.Form):
    """`liked` is "1" or "0"."""

    liked = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class CorrectionForm(forms.Form):
    """Whether a result is right: that one `agrees` with it, or which emotion would be right."""

    agrees = forms.BooleanField(required=False)
    emotion = forms.ChoiceField(
        label=_("어떤 마음에 더 가까웠나요?"),
        required=False,
        choices=[*((name, _(name)) for name in EMOTIONS), (CALM, _("특별한 감정은 없었어요"))],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("보기에 있는 마음 중에서 골라 주세요.")},
    )
    consent = forms.BooleanField(
        label=_("제가 쓴 말을 이름 없이 학습에 써도 좋아요."),
        help_text=_("사람이 먼저 읽어 보고, 언제든 거둘 수 있어요."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned["agrees"] and cleaned.get("emotion") == "":
            message = _("가까운 마음을 하나 골라 주세요. 고르신 다른 것은 그대로 있어요.")
            self.add_error("emotion", message)
        return cleaned


class Level(forms.NumberInput):
    """A number between 0 and 1; `static/js/levels.js` puts a slider beside it."""

    def __init__(self) -> None:
        super().__init__({"data-level": True, "min": 0, "max": 1, "step": 0.005})


class SongForm(forms.ModelForm[Song]):
    """A song for staff: the video may be given by its address; pasted lyrics become a vector."""

    youtube_id = forms.CharField(
        label=_("유튜브 ID"), max_length=500, help_text=_("영상의 주소를 붙여 넣어도 돼요.")
    )

    class Meta:
        model = Song
        fields = [
            "title", "artist", "performer", "youtube_id", "lyrics", "keep_lyrics",
            "valence", "energy", "tempo", "acousticness", "sound_disputed",
            "is_explicit", "language", "year", "is_active",
        ]  # fmt: skip
        widgets = {name: Level() for name in ("valence", "energy", "acousticness")}
        help_texts = {
            "lyrics": _("붙여 넣으면 감정 벡터를 계산한 뒤 지워요."),
            "keep_lyrics": _("계산한 뒤에도 가사를 지우지 않아요. 저작권을 먼저 확인해 주세요."),
            "performer": _("비워 두면 가수의 이름으로 찾아서 이어요."),
            "valence": _("0은 어둡고 1은 밝아요. 모르면 비워 두세요."),
            "energy": _("0은 잔잔하고 1은 힘차요. 모르면 비워 두세요."),
            "acousticness": _("0은 전자음이고 1은 생악기예요. 모르면 비워 두세요."),
            "sound_disputed": _("들어 보고 소리를 고치면 저절로 꺼져요."),
            "is_active": _("끄면 더는 추천하지 않아요. 이미 받은 평가는 남아요."),
        }

    def clean_title(self) -> str:
        return normalised(self.cleaned_data["title"])

    def clean_artist(self) -> str:
        return normalised(self.cleaned_data["artist"])

    def clean_youtube_id(self) -> str:
        try:
            return video_id(self.cleaned_data["youtube_id"])
        except ValueError as error:
            raise forms.ValidationError(_("유튜브 영상의 주소나 ID를 적어 주세요.")) from error

    @property
    def has_new_lyrics(self) -> bool:
        """Whether there are lyrics that a vector must be computed from, or that must go."""
        changed = {"lyrics", "keep_lyrics"}.intersection(self.changed_data)
        lyrics: Any = self.cleaned_data.get("lyrics")
        return bool(lyrics and changed)
