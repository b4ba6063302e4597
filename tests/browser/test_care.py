"""A talk in care in a browser: help is at hand, and the talk stays in sight on small screens."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import begin_talk, say, sign_up

SCREENS = {
    "phone": (390, 844),
    "phone with its keyboard": (390, 430),
    "phone on its side": (844, 390),
    "on its side with its keyboard": (740, 240),
    "200 %": (640, 400),
}
LEAST_SEEN = 0.25
"""Share of the screen that messages keep."""


def test_help_folds_and_messages_and_the_box_stay_in_sight(page: Page) -> None:
    sign_up(page)
    begin_talk(page)
    say(page, "이제 그만 살고 싶어요")
    panel = page.locator("#care")
    expect(panel.get_by_role("link", name="109")).to_be_visible()
    for name, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#message").click()
        box, messages = page.locator("#composer"), page.locator("#talk-scroll")
        expect(box).to_be_in_viewport(ratio=0.99)
        expect(panel.get_by_role("link", name="109")).to_be_in_viewport(ratio=0.99)
        seen = messages.bounding_box()
        assert seen is not None
        assert seen["height"] >= LEAST_SEEN * height, (name, seen)


def test_all_numbers_unfold(page: Page) -> None:
    sign_up(page)
    begin_talk(page)
    say(page, "이제 그만 살고 싶어요")
    number = page.locator("#care .care-links").get_by_text("1366")
    expect(number).to_be_hidden()
    page.get_by_text("도움받을 곳 모두").click()
    expect(number).to_be_visible()


@pytest.mark.parametrize("by", ["button", "words"])
def test_an_alarm_is_taken_back(page: Page, by: str) -> None:
    sign_up(page)
    begin_talk(page)
    say(page, "아기가 울면 저도 죽고 싶어요")
    expect(page.locator("#care")).to_be_visible()
    if by == "button":
        page.get_by_role("button", name="잘못 들었어요").click()
    else:
        say(page, "네? 그런 말 한 적 없는데요")
    expect(page.locator("#care")).to_be_hidden()
