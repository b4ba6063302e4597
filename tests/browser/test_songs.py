"""A song wished for in a talk, on a phone."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_journey import begin_talk, say, sign_up


def test_a_song_is_wished_for_and_played_in_the_talk(page: Page, tmp_path: Path) -> None:
    sign_up(page)
    begin_talk(page)
    say(page, "아이유 노래 틀어줘")
    card = page.locator("#messages .song-card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("아이유")
    expect(card.locator(".lyt-playbtn")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=tmp_path / "card.png")

    say(page, "다른 노래 없어?")
    expect(card).to_have_count(2)
    first, second = (title.inner_text() for title in card.locator(".song-card-title").all())
    assert first != second

    page.reload()
    expect(card).to_have_count(2)
    card.last.locator(".lyt-playbtn").click()
    frame = card.last.locator("iframe")
    expect(frame).to_have_attribute("src", re.compile(r"youtube-nocookie\.com/embed/"))
