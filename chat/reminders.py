"""What staff are told of when it piles up."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from chat.models import UnmatchedUtterance
from notifications import Notice, notify

REMINDED_KEY = "reminded-of-unmatched"
PAUSE = timedelta(days=1)


def remind_of_unmatched() -> bool:
    """Tell staff that many utterances wait for an answer; at most once in `PAUSE`."""
    waiting = UnmatchedUtterance.objects.filter(status=UnmatchedUtterance.Status.OPEN).count()
    if waiting < settings.MANY_UTTERANCES:
        return False
    if not cache.add(REMINDED_KEY, True, PAUSE.total_seconds()):
        return False
    subject = _("음악쉼표: 답을 기다리는 말이 %(count)d개 있어요") % {"count": waiting}
    text = _("관리 화면의 ‘답하지 못한 말’에서 ‘답 가르치기’를 눌러 공감이에게 가르쳐 주세요.")
    notify(Notice(subject, text))
    return True
