"""From sign-up to a liked song, as a newcomer does it."""

import uuid

from playwright.sync_api import Page, expect

from tests.integration.test_talk import LONG
from tests.site import PASSWORD


def sign_up(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.locator("input[name=email]").fill(f"{uuid.uuid4().hex[:12]}@example.com")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("input[name=terms]").check()
    page.locator("input[name=sensitive]").check()
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url("/talks/")


def begin_talk(page: Page) -> None:
    page.goto("/talks/")
    page.locator("form[action='/talks/'] button").first.click()
    page.wait_for_url("**/talks/*-*/")


def say(page: Page, text: str) -> None:
    answers = page.locator("#messages [data-sender=bot]")
    before = answers.count()
    box = page.locator("textarea[name=message]")
    box.fill(text)
    box.press("Enter")
    expect(page.locator("#messages")).to_contain_text(text)
    expect(answers).not_to_have_count(before)


def test_a_newcomer_finds_a_song_they_liked_again(page: Page) -> None:
    sign_up(page)
    begin_talk(page)
    for text in LONG:
        say(page, text)
    page.locator("#result-link a").click()
    page.wait_for_url("**/result/")
    expect(page.locator("#donut svg, #donut canvas").first).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("기쁨")

    card = page.locator("#song-similar")
    title = card.locator("[data-song-title]").inner_text()
    card.get_by_role("button", name="표현해 줘요").first.click()
    expect(card.locator("[data-song-title]")).not_to_have_text(title)

    page.goto("/songs/liked/")
    expect(page.locator("main")).to_contain_text(title)
    page.goto("/history/")
    expect(page.locator("main")).to_contain_text(title)


def test_markup_in_a_message_stays_text(page: Page) -> None:
    sign_up(page)
    begin_talk(page)
    say(page, "<img src=x onerror=alert(1)> <b>굵게</b>")
    expect(page.locator("#messages img, #messages b")).to_have_count(0)
    page.reload()
    expect(page.locator("#messages img, #messages b")).to_have_count(0)
