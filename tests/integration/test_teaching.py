"""What staff teach is known at once to every web process, and forgotten at once when undone."""

from tests.site import Site, Visitor

TEACH = """
from chat.teaching import versions
from chat.models import Reply
with versions.recorded(by=None, note="test"):
    for number in range(3):
        Reply.objects.create(topic="test/cranes", utterance=f"종이학을 {number}개 접었어",
                             text="차곡차곡 접는 손이 보여요.")
"""
UNDO = "from chat import versions; versions.undo(by=None)"
ASKED = "종이학을 4개 접었어"


def answer(visitor: Visitor) -> str:
    """What a new talk gets."""
    talk = visitor.new_talk()
    visitor.post(f"/talks/{talk}/say/", message=ASKED)
    said = visitor.get(f"/api/v1/talks/{talk}/messages/").json()["results"]
    text: str = said[-1]["text"]
    return text


def test_every_web_process_answers_by_the_present_replies(site: Site) -> None:
    with site.second_web() as second:
        visitors = [site.sign_up(), second.sign_up()]
        assert not any("차곡차곡" in answer(visitor) for visitor in visitors)
        site.manage("shell", "-c", TEACH)
        assert all("차곡차곡" in answer(visitor) for visitor in visitors)
        site.manage("shell", "-c", UNDO)
        assert not any("차곡차곡" in answer(visitor) for visitor in visitors)
