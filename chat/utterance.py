"""What may be said: text made storable, or refused in words the person understands."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from texts.clean import is_blank, normalised

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and lone surrogates; tabs and line breaks stay."""


class Refused(Exception):
    """Something said was not taken; the message is for the person, `code` for programs."""

    code = "refused"
    retry_after: int | None = None
    """Seconds after which the same would be taken; None where it never would."""


class NothingSaid(Refused):
    code = "empty"


class TooLong(Refused):
    code = "too_long"


class TooFast(Refused):
    code = "too_fast"

    def __init__(self, text: str, *, retry_after: int) -> None:
        super().__init__(text)
        self.retry_after = retry_after


def clean(text: str) -> str:
    """`text` in the form it is stored in: composed, without what cannot be stored or seen.

    Raises:
        NothingSaid: where nothing is left that can be seen.
        TooLong: beyond `settings.MESSAGE_MAX_LENGTH` characters.
    """
    cleaned = normalised(_UNSTORABLE.sub("", text).replace("\r\n", "\n"))
    if is_blank(cleaned):
        raise NothingSaid(_("아직 적은 말이 없어요. 한마디라도 편하게 적어 주세요."))
    if len(cleaned) > settings.MESSAGE_MAX_LENGTH:
        raise TooLong(
            _("한 번에 %(most)d자까지 보낼 수 있어요. 조금 나누어서 들려주세요.")
            % {"most": settings.MESSAGE_MAX_LENGTH}
        )
    return cleaned
