"""What staff teach is known soon to every web process, and forgotten soon when undone."""

import time

from tests.site import Site, Visitor

TEACH = """
from chat.teaching import versions
from chat.models import Intent
with versions.recorded(by=None, note="test"):
    cranes = Intent.objects.create(topic="test/cranes", title="종이학")
    cranes.answers.create(say="차곡차곡 접는 손이 보여요.")
    for number in range(3):
        cranes.utterances.create(text=f"종이학을 {number}개 접었어")
"""
UNDO = "from chat.teaching import versions; versions.undo(by=None)"
ASKED = "종이학을 4개 접었어"
SOON = 30
"""Seconds; without other work it takes one or two."""


def answer(visitor: Visitor) -> str:
    """What a new talk gets."""
    talk = visitor.new_talk()
    visitor.post(f"/talks/{talk}/say/", message=ASKED)
    said = visitor.get(f"/api/v1/talks/{talk}/messages/").json()["results"]
    text: str = said[-1]["text"]
    return text


def is_soon_known(visitor: Visitor, known: bool) -> bool:
    """Whether a new talk is answered by what was taught, or no longer is; no answer ever fails."""
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        if ("차곡차곡" in answer(visitor)) is known:
            return True
        time.sleep(1)  # more would be refused as too fast
    return False


def test_every_web_process_answers_by_the_present_replies(site: Site) -> None:
    with site.second_web() as second:
        visitors = [site.sign_up(), second.sign_up()]
        assert not any("차곡차곡" in answer(visitor) for visitor in visitors)
        site.manage("shell", "-c", TEACH)
        assert all(is_soon_known(visitor, True) for visitor in visitors)
        site.manage("shell", "-c", UNDO)
        assert all(is_soon_known(visitor, False) for visitor in visitors)
