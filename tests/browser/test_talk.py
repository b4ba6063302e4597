"""The page of a talk: its box, its socket, and what waits when either is slow, dead or away."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import redis
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.browser.conftest import WAIT_MILLISECONDS
from tests.browser.test_journey import begin_talk, say, sign_up
from tests.site import Site

SOCKET = re.compile(r"/ws/chat/")
PERSON = "#messages [data-sender=person]"
RETURN_MILLISECONDS = 1100
"""Within a second of its start a socket takes events for those of one return."""


@dataclass
class Wires:
    """The sockets of a page; a dead one carries nothing, and looks open."""

    dead: set[int] = field(default_factory=set)
    count: int = 0

    def watch(self, page: Page) -> None:
        page.route_web_socket(SOCKET, self._connect)

    def die(self) -> None:
        self.dead.add(self.count)

    def _connect(self, route: WebSocketRoute) -> None:
        self.count += 1
        number = self.count
        server = route.connect_to_server()
        route.on_message(self._wire(number, server))
        server.on_message(self._wire(number, route))

    def _wire(self, number: int, to: WebSocketRoute) -> Callable[[str | bytes], None]:
        def carry(frame: str | bytes) -> None:
            if number not in self.dead:
                to.send(frame)

        return carry


def said(page: Page) -> list[str]:
    """What the person said, in the order of the page, without the name before it."""
    bubbles = page.locator(f"{PERSON} .bubble").all_inner_texts()
    return [text.split(":", 1)[1].strip() for text in bubbles]


@pytest.fixture
def wires(page: Page) -> Wires:
    wires = Wires()
    wires.watch(page)
    return wires


@pytest.fixture
def talk(page: Page, wires: Wires) -> Page:
    """A page with a talk just begun, over wires that can be cut."""
    sign_up(page)
    begin_talk(page)
    say(page, "안녕하세요")
    return page


def test_a_message_to_a_dead_socket_arrives_once_over_a_new_one(talk: Page, wires: Wires) -> None:
    wires.die()
    box = talk.locator("#message")
    box.fill("들리나요")
    box.press("Enter")
    expect(talk.locator(PERSON)).to_have_count(2, timeout=WAIT_MILLISECONDS)
    expect(talk.locator("#outgoing li")).to_have_count(0)
    assert wires.count == 2
    talk.reload()
    expect(talk.locator(PERSON)).to_have_count(2)


RETURNS = {
    "visibilitychange": "document.dispatchEvent(new Event('visibilitychange'))",
    "pageshow": "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))",
    "online": "dispatchEvent(new Event('online'))",
}


@pytest.mark.parametrize("event", RETURNS)
def test_a_page_that_comes_back_shows_what_it_missed(
    talk: Page, wires: Wires, context: BrowserContext, event: str
) -> None:
    wires.die()
    other = context.new_page()
    other.goto(talk.url)
    say(other, "다른 창에서 이어 간 말이에요")
    expect(talk.locator(PERSON)).to_have_count(1)
    talk.wait_for_timeout(RETURN_MILLISECONDS)
    talk.evaluate(RETURNS[event])
    expect(talk.locator("#messages")).to_contain_text("다른 창에서", timeout=5000)
    assert wires.count == 2


def test_more_than_a_page_of_missed_messages_is_shown_whole_and_in_order(
    talk: Page, wires: Wires, context: BrowserContext
) -> None:
    wires.die()
    other = context.new_page()
    other.goto(talk.url)
    for number in range(28):  # with their answers more than fifty
        say(other, f"{number}번째 이야기")
    talk.evaluate(RETURNS["online"])
    expect(talk.locator(PERSON)).to_have_count(29, timeout=WAIT_MILLISECONDS)
    assert said(talk)[1:] == [f"{number}번째 이야기" for number in range(28)]


def test_what_is_said_into_the_void_goes_in_order_when_there_is_a_socket_again(
    talk: Page, wires: Wires
) -> None:
    wires.die()
    box = talk.locator("#message")
    for text in ("하나", "둘", "셋"):
        box.fill(text)
        box.press("Enter")
    expect(talk.locator(PERSON)).to_have_count(4, timeout=WAIT_MILLISECONDS)
    assert said(talk)[1:] == ["하나", "둘", "셋"]


def test_more_than_a_minute_takes_waits_in_sight_and_goes_by_itself_in_order(
    page: Page, site: Site
) -> None:
    page.clock.install()
    sign_up(page)
    begin_talk(page)
    box = page.locator("#message")
    for number in range(42):
        box.fill(f"{number}번째")
        box.press("Enter")
    outgoing = page.locator("#outgoing li")
    expect(page.locator(PERSON)).to_have_count(40, timeout=WAIT_MILLISECONDS)
    expect(outgoing).to_have_count(2)
    expect(outgoing.first).to_contain_text(re.compile(r"\d+초 뒤에 보낼게요"))
    expect(page.locator("#outgoing button:visible")).to_have_count(0)
    with redis.Redis.from_url(f"unix://{site.var}/run/redis.sock") as client:
        client.delete(*client.keys("window:messages:*"))  # the minute has passed
    page.clock.run_for(60_000)
    expect(page.locator(PERSON)).to_have_count(42, timeout=WAIT_MILLISECONDS)
    expect(outgoing).to_have_count(0)
    assert said(page) == [f"{number}번째" for number in range(42)]


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=site.url,
        locale="ko-KR",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    yield context.new_page()
    context.close()


def test_tapping_send_keeps_the_focus_in_the_box(phone: Page) -> None:
    sign_up(phone)
    begin_talk(phone)
    box = phone.locator("#message")
    box.tap()
    box.fill("자판이 닫히지 않아요")
    phone.evaluate(
        "document.getElementById('message').addEventListener('blur', () => { window.lost = true })"
    )
    phone.locator(".send").tap()
    expect(phone.locator(PERSON)).to_have_count(1)
    expect(box).to_be_focused()
    assert not phone.evaluate("window.lost")


def test_enter_sends_and_shift_enter_breaks_the_line(talk: Page) -> None:
    box = talk.locator("#message")
    box.fill("첫 줄")
    box.press("Shift+Enter")
    box.press_sequentially("둘째 줄")
    assert box.input_value() == "첫 줄\n둘째 줄"
    box.press("Enter")
    expect(talk.locator(PERSON)).to_have_count(2)
    assert box.input_value() == ""


@dataclass
class Ime:
    """What a Korean input method makes Chromium do, by its debugging protocol."""

    page: Page

    def __post_init__(self) -> None:
        self.session = self.page.context.new_cdp_session(self.page)

    def compose(self, text: str) -> None:
        """The syllable as it stands, underlined."""
        place = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.session.send("Input.imeSetComposition", {"text": text, **place})

    def commit(self, text: str) -> None:
        self.session.send("Input.insertText", {"text": text})

    def key(self, kind: str, code: int) -> None:
        key = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": code}
        self.session.send("Input.dispatchKeyEvent", key)


PLAIN, IN_SYLLABLE = 13, 229


def end_after_key(ime: Ime) -> None:
    ime.key("rawKeyDown", IN_SYLLABLE)
    ime.commit("요")
    ime.key("keyUp", PLAIN)


def end_after_key_and_key_again(ime: Ime) -> None:
    ime.key("rawKeyDown", IN_SYLLABLE)
    ime.commit("요")
    ime.key("rawKeyDown", PLAIN)
    ime.key("keyUp", PLAIN)


def end_before_key(ime: Ime) -> None:
    ime.commit("요")
    ime.key("rawKeyDown", IN_SYLLABLE)
    ime.key("keyUp", IN_SYLLABLE)


def end_before_plain_key(ime: Ime) -> None:
    ime.commit("요")
    ime.key("rawKeyDown", PLAIN)
    ime.key("keyUp", PLAIN)


def key_alone(ime: Ime) -> None:
    ime.compose("요")
    ime.key("rawKeyDown", IN_SYLLABLE)


@pytest.mark.parametrize(
    "events",
    [end_after_key, end_after_key_and_key_again, end_before_key, end_before_plain_key, key_alone],
)
def test_one_enter_sends_the_finished_korean_text_once(
    talk: Page, events: Callable[[Ime], None]
) -> None:
    box = talk.locator("#message")
    box.press_sequentially("안녕하세")
    ime = Ime(talk)
    for syllable in ("ㅇ", "요"):
        ime.compose(syllable)
    events(ime)
    expect(talk.locator(PERSON)).to_have_count(2)
    assert box.input_value() == ""
    say(talk, "그다음 말이에요")
    assert said(talk)[1:] == ["안녕하세요", "그다음 말이에요"]


def test_text_beyond_the_limit_is_never_cut_and_says_how_much_is_too_much(talk: Page) -> None:
    box = talk.locator("#message")
    text = "가나다라마바사아자차" * 120
    box.focus()
    talk.keyboard.insert_text(text)
    assert box.input_value() == text
    expect(talk.locator("#counter")).to_contain_text("200자가 넘쳤어요")
    box.press("Enter")
    assert box.input_value() == text
    box.fill(text[:1000])
    box.press("Enter")
    expect(talk.locator(f"{PERSON} .bubble").last).to_contain_text(text[:1000])


def test_the_gauge_shows_what_the_server_counts(talk: Page) -> None:
    say(talk, "오늘은 회사에서 조금 힘들었어요 😀😀😀😀 ㅋㅋㅋㅋㅋㅋ")
    path = talk.url.rstrip("/").rsplit("/", 1)[-1]
    counted = talk.request.get(f"/api/v1/talks/{path}/").json()["gauge"]
    assert counted > 0
    expect(talk.locator("#gauge")).to_have_attribute("data-percent", str(min(100, counted)))
    talk.reload()
    expect(talk.locator("#gauge")).to_have_attribute("data-percent", str(min(100, counted)))
