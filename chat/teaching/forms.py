"""The form with which staff teach an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.dialogue.intents import LONGEST_UTTERANCE, Answer, Flaw, flaws
from chat.models import Reply
from chat.teaching import review

FLAW_TEXTS = {
    Flaw.TOO_LONG: _("너무 길어요. 짧게 두 문장까지만 써 주세요."),
    Flaw.TOO_MANY_SENTENCES: _("두 문장까지만 써 주세요."),
    Flaw.QUESTION_WITHIN: _("묻는 말은 ‘이어서 묻는 말’ 칸에 적어 주세요."),
    Flaw.NO_QUESTION_MARK: _("이어서 묻는 말은 물음표로 끝나야 해요."),
    Flaw.EMPTY_COMFORT: _("힘내라는 말, 괜찮아질 거라는 말은 이야기를 닫아요. 다르게 써 주세요."),
}


class TeachForm(forms.Form):
    """Wordings, and either an answer of their own or an intent whose answers fit.

    `replies` of a valid form are what is to be taught.
    """

    replies: list[Reply]

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
        help_text=_("비워 두면 새 주제가 돼요. 같은 주제의 답변들은 번갈아 쓰여요."),
    )
    text = forms.CharField(
        label=_("이렇게 답해요"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    follow_up = forms.CharField(label=_("이어서 묻는 말"), max_length=300, required=False)
    trial = forms.CharField(label=_("시험해 볼 말"), max_length=300, required=False)

    def clean_utterances(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["utterances"].splitlines()]
        utterances = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > LONGEST_UTTERANCE for line in utterances):
            raise forms.ValidationError(
                _("한 줄은 %(most)d자까지예요. 긴 말은 줄여 주세요.") % {"most": LONGEST_UTTERANCE}
            )
        return utterances

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answer = Answer(cleaned.get("text", ""), cleaned.get("follow_up", ""))
        for flaw in flaws(answer):
            field = "follow_up" if flaw is Flaw.NO_QUESTION_MARK else "text"
            self.add_error(field, FLAW_TEXTS[flaw])
        if not self.errors:
            self.replies = self._replies(answer, cleaned)
        return cleaned

    def _replies(self, answer: Answer, cleaned: dict[str, Any]) -> list[Reply]:
        """What is to be taught: an answer of one's own, or those of the topic."""
        utterances, topic = cleaned["utterances"], cleaned["topic"]
        if answer.say:
            return review.own_answer(utterances, text=answer.say, topic=topic, follow_up=answer.ask)
        try:
            return review.answers_of_topic(utterances, topic)
        except review.UnknownTopic as error:
            raise forms.ValidationError(_("답을 적거나, 있는 주제를 골라 주세요.")) from error
