"""The form with which staff answer an utterance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.models import Reply


class AnswerForm(forms.ModelForm[Reply]):
    """A new reply for an utterance that had none."""

    class Meta:
        model = Reply
        fields = ["utterance", "text", "topic", "follow_up"]
        widgets = {
            "utterance": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "utterance": _("이름, 장소처럼 누구인지 알 수 있는 말은 빼거나 바꿔 주세요."),
            "topic": _("같은 주제의 답변들은 서로 번갈아 쓰여요. 예: exam_failure"),
        }
