"""Staff listen to a song, tell how it sounds, and find it on the map."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site

EMAIL, PASSWORD = "curator@example.com", "sol-bandi-93-bom"


def test_staff_tell_how_a_song_sounds_with_a_slider(
    page: Page, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (("EMAIL", EMAIL), ("PASSWORD", PASSWORD), ("ROLE", "curator")):
        monkeypatch.setenv(f"STAFF_{name}", value)
    site.manage("make_staff")
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto("/admin/recommendations/song/?q=무릎")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")

    page.get_by_role("link", name="무릎", exact=True).click()
    number = page.locator("#id_valence")
    slider = page.get_by_role("slider", name="밝기")
    assert slider.input_value() == number.input_value()
    slider.press("ArrowRight")
    expect(number).to_have_value("0.205")
    page.locator(".player .lyt-playbtn").click()
    frame = page.locator(".player iframe")
    expect(frame).to_have_attribute("src", re.compile(r"youtube-nocookie\.com/embed/"))
    page.screenshot(path=tmp_path / "song.png", full_page=True)
    page.locator("[name=_continue]").click()
    expect(page.locator(".field-sound_told")).to_contain_text(EMAIL)

    page.goto("/admin/recommendations/song/map/")
    expect(page.get_by_text("잔잔하고 밝은 곡이 2곡뿐이에요.")).to_be_visible()
    page.screenshot(path=tmp_path / "map.png", full_page=True)
    page.locator("svg a", has_text="무릎").click()
    expect(page.locator("#id_title")).to_have_value("무릎")
