"""What a person says of their account: a name, what they agree to, that all may go."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.fields import NameField
from accounts.models import User


class NameForm(forms.Form):
    """What 공감이 calls the person; kept in `User.first_name`."""

    name = NameField(
        label=_("공감이가 부를 이름 (적지 않아도 돼요)"), max_length=20, required=False
    )


class AgreeForm(forms.Form):
    """Terms, and separately the processing of sensitive data: named as in `Consent.Kind`."""

    terms = forms.BooleanField(
        label=_("이용약관에 동의해요."),
        error_messages={"required": _("이용약관에 동의해야 가입할 수 있어요.")},
    )
    sensitive = forms.BooleanField(
        label=_("대화에 적은 마음과 감정(민감정보)을 분석에 쓰는 데 동의해요."),
        error_messages={
            "required": _("대화 내용을 분석하려면 민감정보 처리 동의가 꼭 필요해요."),
        },
    )

    def ask_only(self, kinds: Collection[str]) -> None:
        """Leave out what was agreed to already."""
        for name in set(self.fields) - set(kinds):
            del self.fields[name]


class ConsentForm(NameForm, AgreeForm):
    """Base of allauth's sign-up forms."""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists."""
        services.record_consents(user=user)
        services.rename(user=user, name=self.cleaned_data["name"])


class DeleteAccountForm(forms.Form):
    """Asks for the e-mail address once more before everything is deleted."""

    email = forms.EmailField(label=_("확인을 위해 이메일을 한 번 더 적어 주세요"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise forms.ValidationError(_("가입한 이메일과 달라요. 다시 확인해 주세요."))
        return email
