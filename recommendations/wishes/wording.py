"""What is said with a song that somebody wished for: one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MOODS = {
    "rain": gettext_noop("비 오는 날 창가에 어울릴 만한 노래를 골라 봤어요."),
    "snow": gettext_noop("찬 바람 부는 날 곁에 두기 좋은 노래예요."),
    "sleep": gettext_noop("잠이 오기를 기다리며 들을 만한 노래를 골라 봤어요."),
    "move": gettext_noop("몸을 움직일 때 힘이 될 만한 노래를 골라 봤어요."),
    "work": gettext_noop("하는 일 옆에 가만히 틀어 둘 만한 노래를 골라 봤어요."),
    "way": gettext_noop("가는 길에 함께하면 좋을 노래를 골라 봤어요."),
    "morning": gettext_noop("움직이기 시작할 때 들으면 가뿐해질 만한 노래예요."),
    "evening": gettext_noop("하루를 내려놓으며 들을 만한 노래를 골라 봤어요."),
    "parted": gettext_noop("헤어진 마음을 알아줄 만한 노래를 골라 봤어요."),
    "love": gettext_noop("사랑하는 마음이 담긴 노래로 골라 봤어요."),
    "bright": gettext_noop("기분이 밝아질 만한 노래로 골라 봤어요."),
    "console": gettext_noop("마음을 다독여 줄 만한 노래를 골라 봤어요."),
    "calm": gettext_noop("잔잔히 들을 만한 노래를 골라 봤어요."),
    "angry": gettext_noop("속에 있는 화를 같이 내 줄 만한 노래예요."),
    "sad": gettext_noop("슬픈 마음 곁에 있어 줄 만한 노래를 골라 봤어요."),
    "wistful": gettext_noop("그리운 마음이 드는 때에 어울릴 만한 노래예요."),
    "spring": gettext_noop("계절을 느끼며 들을 만한 노래를 골라 봤어요."),
}
"""By the names of `recommendations.wishes.moods`."""


def for_mood(name: str) -> str:
    return _(MOODS[name])


def for_title() -> str:
    return _("말씀하신 노래, 여기 있어요.")


def for_artist(artist: str) -> str:
    return _("%(artist)s 님 노래로 골라 봤어요.") % {"artist": artist}


def for_another() -> str:
    return _("그럼 이 노래도 한번 들어 보세요.")


def for_nothing_named() -> str:
    return _("지금 들려드리고 싶은 노래를 하나 골라 봤어요.")


def for_present_feeling() -> str:
    return _("들려주신 마음과 닮은 노래를 하나 골라 봤어요.")


def without_the_title(artist: str) -> str:
    return _("찾으시는 노래는 아직 제 목록에 없어서, %(artist)s 님의 다른 노래를 골라 봤어요.") % {
        "artist": artist
    }


def without_the_name(name: str) -> str:
    return _(
        "‘%(name)s’, 아직 제 목록에서는 찾을 수 없어서 지금 들을 만한 다른 노래를 골라 봤어요."
    ) % {"name": name}


def no_more_of(artist: str) -> str:
    return _(
        "제가 아는 %(artist)s 님 노래는 다 들려드려서, 분위기가 가까운 노래를 골라 봤어요."
    ) % {"artist": artist}
