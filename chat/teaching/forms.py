"""The forms with which staff teach, and write utterances and answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.dialogue import repertoire
from chat.dialogue.intents import LONGEST_UTTERANCE, Flaw, flaws
from chat.models import Answer, Utterance, one_line
from chat.teaching import review

FLAW_TEXTS = {
    Flaw.TOO_LONG: _("너무 길어요. 짧게 두 문장까지만 써 주세요."),
    Flaw.TOO_MANY_SENTENCES: _("두 문장까지만 써 주세요."),
    Flaw.QUESTION_WITHIN: _("묻는 말은 ‘이어서 묻는 말’ 칸에 적어 주세요."),
    Flaw.NO_QUESTION_MARK: _("이어서 묻는 말은 물음표로 끝나야 해요."),
    Flaw.EMPTY_COMFORT: _("힘내라는 말, 괜찮아질 거라는 말은 이야기를 닫아요. 다르게 써 주세요."),
}


def lines(rows: int) -> forms.Textarea:
    """A box in which a long text is read whole; it is stored in one line."""
    return forms.Textarea(attrs={"rows": rows, "cols": 60})


class UtteranceForm(forms.ModelForm[Utterance]):
    class Meta:
        model = Utterance
        fields = ["intent", "text", "is_active"]
        widgets = {"text": lines(2)}

    def clean_text(self) -> str:
        text: str = one_line(self.cleaned_data["text"])
        if len(text) > LONGEST_UTTERANCE:
            raise forms.ValidationError(
                _("한 줄은 %(most)d자까지예요. 긴 말은 줄여 주세요.") % {"most": LONGEST_UTTERANCE}
            )
        return text

    def save(self, commit: bool = True) -> Utterance:
        if "text" in self.changed_data:
            self.instance.embedding, self.instance.encoder = None, ""
        return super().save(commit)


class AnswerForm(forms.ModelForm[Answer]):
    class Meta:
        model = Answer
        fields = ["intent", "family", "say", "ask", "is_active"]
        widgets = {"say": lines(3), "ask": lines(2)}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        say, ask = (one_line(cleaned.get(name) or "") for name in ("say", "ask"))
        for flaw in flaws(repertoire.Answer(say, ask)):
            self.add_error("ask" if flaw is Flaw.NO_QUESTION_MARK else "say", FLAW_TEXTS[flaw])
        return cleaned


class ImportForm(forms.Form):
    file = forms.FileField(label=_("파일 (CSV나 JSONL)"))


class TeachForm(forms.Form):
    """Wordings, and either an intent whose answers fit or an answer of their own.

    `lesson` of a valid form is what is to be taught.
    """

    lesson: review.Lesson

    utterances = forms.CharField(
        label=_("이런 말에 (한 줄에 하나)"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("이름, 장소처럼 누구인지 알 수 있는 말은 빼거나 바꿔 주세요."),
    )
    topic = forms.CharField(
        label=_("주제"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
        help_text=_(
            "있는 주제를 고르면 그 주제의 답을 써요. 새 주제라면 비우거나 이름을 지어 주세요."
        ),
    )
    text = forms.CharField(
        label=_("이렇게 답해요"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("새 주제에만 적어요. 있는 주제의 답은 그 주제의 화면에서 고쳐 주세요."),
    )
    follow_up = forms.CharField(label=_("이어서 묻는 말"), max_length=300, required=False)
    trial = forms.CharField(label=_("시험해 볼 말"), max_length=300, required=False)

    def clean_utterances(self) -> list[str]:
        lines = [one_line(line) for line in self.cleaned_data["utterances"].splitlines()]
        utterances = list(dict.fromkeys(line for line in lines if line))
        if not utterances:
            raise forms.ValidationError(_("한 줄은 적어 주세요."))
        if any(len(line) > LONGEST_UTTERANCE for line in utterances):
            raise forms.ValidationError(
                _("한 줄은 %(most)d자까지예요. 긴 말은 줄여 주세요.") % {"most": LONGEST_UTTERANCE}
            )
        return utterances

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said, asked = (one_line(cleaned.get(name, "")) for name in ("text", "follow_up"))
        answer = repertoire.Answer(said, asked)
        for flaw in flaws(answer):
            field = "follow_up" if flaw is Flaw.NO_QUESTION_MARK else "text"
            self.add_error(field, FLAW_TEXTS[flaw])
        if not self.errors:
            self.lesson = self._lesson(cleaned, answer if answer.say else None)
        return cleaned

    def _lesson(self, cleaned: dict[str, Any], answer: repertoire.Answer | None) -> review.Lesson:
        try:
            return review.lesson(cleaned["utterances"], topic=cleaned["topic"], answer=answer)
        except review.UnknownTopic as error:
            raise forms.ValidationError(_("답을 적거나, 있는 주제를 골라 주세요.")) from error
        except review.HasAnswers as error:
            raise forms.ValidationError(
                _("있는 주제에는 이미 답이 있어요. 답을 비우거나 다른 이름의 새 주제로 해 주세요.")
            ) from error
