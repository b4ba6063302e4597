"""The staff's map of songs by how bright and how lively they sound; `admin` has its address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emotions.vector import EMOTIONS
from recommendations import song_map
from recommendations.models import Song
from recommendations.song_map import BORDERS, PARTS, Field

if TYPE_CHECKING:
    from accounts.http import PersonRequest

SIZE = 600
"""Of the drawing, in units of its own, without the margin for what the axes are called."""
DRAWN = 2000
"""Songs that are drawn and listed at most: more would be a cloud. All are counted."""

VALENCES = (gettext_lazy("어두운"), gettext_lazy("밝기가 중간인"), gettext_lazy("밝은"))
ENERGIES = (gettext_lazy("잔잔하고"), gettext_lazy("힘이 중간이고"), gettext_lazy("힘차고"))


class Dot(NamedTuple):
    song: Song
    x: float
    y: float
    emotion: str


def show(request: PersonRequest) -> HttpResponse:
    """All songs in use whose sound is known, what kinds are few, and how many are unknown."""
    if not request.user.has_perm("recommendations.view_song"):
        raise PermissionDenied
    songs = Song.objects.filter(is_active=True)
    placed = songs.filter(valence__isnull=False, energy__isnull=False)
    sounds = cast("Iterable[tuple[float, float]]", placed.values_list("valence", "energy"))
    counts = song_map.counted(sounds)
    context = {
        **admin.site.each_context(request),
        "title": _("노래 지도"),
        "opts": Song._meta,
        "size": SIZE,
        "borders": [border * SIZE for border in BORDERS],
        "dots": [_dot(song) for song in placed.light().order_by("-valence", "pk")[:DRAWN]],
        "emotions": EMOTIONS,
        "rows": _rows(counts),
        "valences": VALENCES,
        "gaps": [_told(field, count) for field, count in song_map.gaps(counts).items()],
        "known": sum(counts.values()),
        "unknown": songs.count() - sum(counts.values()),
    }
    return TemplateResponse(request, "admin/recommendations/song/map.html", context)


def _dot(song: Song) -> Dot:
    x, y = (song.valence or 0) * SIZE, (1 - (song.energy or 0)) * SIZE
    return Dot(song, round(x, 1), round(y, 1), song.felt.top if song.felt else "")


def _rows(counts: dict[Field, int]) -> list[tuple[Promise, list[int]]]:
    """The nine counts as they lie on the map: lively ones above, bright ones on the right."""
    return [
        (ENERGIES[energy], [counts[Field(valence, energy)] for valence in range(PARTS)])
        for energy in reversed(range(PARTS))
    ]


def _told(field: Field, count: int) -> str:
    words: dict[str, Any] = {
        "energy": ENERGIES[field.energy],
        "valence": VALENCES[field.valence],
        "count": count,
    }
    if count:
        return _("%(energy)s %(valence)s 곡이 %(count)d곡뿐이에요.") % words
    return _("%(energy)s %(valence)s 곡이 아직 없어요.") % words
