"""Why a song was recommended, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from emotions.vector import EMOTIONS
from recommendations.ranking.why import Reason

_SENTENCES = {
    Reason.LIKED_IN_THIS_MOOD: gettext_noop("비슷한 마음의 사람들이 자주 좋아한 곡이에요."),
    Reason.LIKE_YOUR_STORY: gettext_noop("들려주신 이야기와 노랫말이 닮은 곡이에요."),
    Reason.LIKE_WHAT_YOU_LIKE: gettext_noop("그동안 좋아하신 곡들과 결이 비슷해요."),
    Reason.SOUNDS_LIKE_THE_MOOD: gettext_noop("지금 마음과 분위기가 가까운 곡이에요."),
    Reason.A_LITTLE_BRIGHTER: gettext_noop("지금 마음보다 조금 더 밝은 곡이에요."),
    Reason.BRIGHTER: gettext_noop("지금 마음보다 밝은 곡이에요."),
    Reason.CALMER: gettext_noop("지금 마음보다 차분한 곡이에요."),
    Reason.FEELS_THE_SAME: gettext_noop("노랫말에 담긴 감정이 지금 마음과 닮았어요."),
    Reason.MORE_JOY: gettext_noop("노랫말에 기쁨이 더 많이 담긴 곡이에요."),
    Reason.ANOTHER_COLOUR: gettext_noop("이런 곡은 어떨지 궁금해서 골라 봤어요."),
}
_BY_FEELING = {
    "기쁨": gettext_noop("지금처럼 기쁨이 큰 날, 비슷한 마음의 사람들이 자주 좋아한 곡이에요."),
    "분노": gettext_noop("지금처럼 분노가 큰 날, 비슷한 마음의 사람들이 자주 좋아한 곡이에요."),
    "불안": gettext_noop("지금처럼 불안이 큰 날, 비슷한 마음의 사람들이 자주 좋아한 곡이에요."),
    "상처": gettext_noop("지금처럼 상처가 큰 날, 비슷한 마음의 사람들이 자주 좋아한 곡이에요."),
    "슬픔": gettext_noop("지금처럼 슬픔이 큰 날, 비슷한 마음의 사람들이 자주 좋아한 곡이에요."),
}


def sentence(why: str, feeling: str | None = None) -> str:
    """The sentence of a reason's code; "" for songs of the time before reasons were kept.

    Args:
        feeling: the strongest emotion of the person, or whatever else was found.
    """
    if why == Reason.LIKED_IN_THIS_MOOD and feeling in EMOTIONS:
        return _(_BY_FEELING[feeling])
    return _(_SENTENCES[Reason(why)]) if why in set(Reason) else ""
