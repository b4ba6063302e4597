"""Whether a song's video can still be played here, asked of YouTube's oEmbed address."""

import json
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.models import Song

TIMEOUT_SECONDS = 5
ANSWER_BYTES_MAX = 64 * 1024
GONE = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
}
"""What is answered for a video that does not exist, is private, or may not be embedded."""


class NoAnswer(Exception):
    """YouTube could not be asked; says nothing about the video. Carries a line for staff."""


def check_link(*, song_id: int) -> None:
    """Ask, and store the finding; without an answer only a note is stored."""
    song = Song.objects.get(pk=song_id)
    try:
        playable = _is_playable(song.youtube_id)
    except NoAnswer as error:
        Song.objects.filter(pk=song_id).update(link_note=str(error))
        return
    status = Song.LinkStatus.OK if playable else Song.LinkStatus.BROKEN
    mark_links(song_ids=[song_id], status=status)


def mark_links(*, song_ids: list[int], status: Song.LinkStatus) -> int:
    """Store the finding for songs checked by hand or machine; their number."""
    return Song.objects.filter(pk__in=song_ids).update(
        link_status=status, link_checked_at=timezone.now(), link_note=""
    )


def _is_playable(youtube_id: str) -> bool:
    video = f"https://www.youtube.com/watch?v={youtube_id}"
    address = f"{settings.YOUTUBE_OEMBED_URL}?{urlencode({'url': video, 'format': 'json'})}"
    try:
        with urlopen(address, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - ours
            json.loads(answer.read(ANSWER_BYTES_MAX))
            return True
    except HTTPError as error:
        error.close()
        if error.code in GONE:
            return False
        raise NoAnswer(
            _("유튜브가 %(code)s로 답해서 확인하지 못했어요.") % {"code": error.code}
        ) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(_("유튜브에 연결하지 못해서 확인하지 못했어요.")) from error
