"""A talk over the real socket, broker, worker and database."""

import json
import time
import uuid
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from tests.site import Site, Visitor

LONG = [
    "오늘 회사에서 큰 실수를 해서 하루 종일 마음이 무거웠어요.",
    "팀장님이 사람들 앞에서 크게 혼을 내셔서 너무 창피하고 속상했어요.",
    "내가 이 일을 계속할 수 있을지 모르겠고 내일 출근하기가 정말 두려워요.",
    "집에 와서도 계속 그 장면이 떠올라서 눈물이 났어요. 잠도 잘 안 올 것 같아요.",
]
WAIT_SECONDS = 40
NOT_FOUND = 4404


def send(socket: ClientConnection, text: str, client_id: str | None = None) -> str:
    client_id = client_id or str(uuid.uuid4())
    socket.send(json.dumps({"message": text, "client_id": client_id}))
    return client_id


def receive_until(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next frame of one type, others passed over."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=WAIT_SECONDS))
        if frame["type"] == kind:
            return frame
    raise AssertionError(f"no {kind} frame came")


def messages_of(visitor: Visitor, talk: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = visitor.get(f"/api/v1/talks/{talk}/messages/").json()["results"]
    return listed


def analysis_of(visitor: Visitor, talk: str) -> dict[str, Any]:
    """The finished analysis of a talk, waited for."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        analysis_id = visitor.get(f"/api/v1/talks/{talk}/").json()["analysis"]
        if analysis_id:
            analysis: dict[str, Any] = visitor.get(f"/api/v1/analyses/{analysis_id}/").json()
            if analysis["status"] == "done":
                return analysis
        time.sleep(0.8)  # the API answers 120 times a minute
    raise AssertionError("the analysis was not done in time")


def test_a_message_is_answered_and_stays_on_reload(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as socket:
        send(socket, "요즘 잠이 잘 안 와요")
        receive_until(socket, "gauge")
    stored = messages_of(visitor, talk)
    assert stored[0]["text"] == "요즘 잠이 잘 안 와요"
    assert stored[-1]["sender"] == "bot"
    assert "요즘 잠이 잘 안 와요" in visitor.get(f"/talks/{talk}/").text


def test_sending_the_same_message_again_changes_nothing(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as socket:
        client_id = send(socket, "다시 보내도 괜찮을까요")
        receive_until(socket, "gauge")
        send(socket, "다시 보내도 괜찮을까요", client_id)
        receive_until(socket, "gauge")
    assert [m["client_id"] for m in messages_of(visitor, talk)].count(client_id) == 1


def test_what_was_missed_comes_after_reconnecting(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as socket:
        send(socket, "첫 번째 이야기예요")
        receive_until(socket, "gauge")
    last_seen = messages_of(visitor, talk)[-1]["id"]
    with visitor.socket(talk) as elsewhere:
        send(elsewhere, "다른 화면에서 한 이야기예요")
        receive_until(elsewhere, "gauge")
    with visitor.socket(talk) as socket:
        socket.send(json.dumps({"type": "sync", "after": last_seen}))
        assert receive_until(socket, "message")["text"] == "다른 화면에서 한 이야기예요"


def test_a_full_gauge_brings_a_result_without_a_reload(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as socket:
        for text in LONG:
            send(socket, text)
        receive_until(socket, "analysis")
    analysis = analysis_of(visitor, talk)
    assert sum(analysis["emotions"].values()) == pytest.approx(1, abs=1e-3)
    assert visitor.get(f"/talks/{talk}/result/").status_code == 200


@pytest.mark.parametrize(
    "frame", ["not json", "[]", '{"message": 3}', '{"type": "sync", "after": "x"}', b"\x00\xff"]
)
def test_a_malformed_frame_gets_an_error_and_the_talk_goes_on(
    site: Site, frame: str | bytes
) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as socket:
        socket.send(frame)
        assert receive_until(socket, "error")
        send(socket, "그래도 이야기는 이어져요")
        receive_until(socket, "gauge")
    assert len(messages_of(visitor, talk)) >= 2


def test_another_persons_talk_is_as_if_it_were_not_there(site: Site) -> None:
    owner, stranger = site.sign_up(), site.sign_up()
    talk = owner.new_talk()
    for path in (f"/talks/{talk}/", f"/talks/{talk}/result/", f"/api/v1/talks/{talk}/"):
        assert stranger.get(path).status_code == 404, path
    codes = []
    for unseen in (talk, str(uuid.uuid4())):
        with stranger.socket(unseen) as socket, pytest.raises(ConnectionClosed) as refused:
            socket.recv(timeout=WAIT_SECONDS)
        assert refused.value.rcvd is not None
        codes.append(refused.value.rcvd.code)
    assert codes == [NOT_FOUND, NOT_FOUND]


def test_a_foreign_origin_is_refused(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with pytest.raises(InvalidStatus):
        visitor.socket(talk, origin="https://evil.example")


def test_an_analysis_waits_for_a_worker_that_is_away(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with site.worker_away(), visitor.socket(talk) as socket:
        for text in LONG:
            send(socket, text)
        assert receive_until(socket, "analysis")["status"] == "pending"
        analysis_id = visitor.get(f"/api/v1/talks/{talk}/").json()["analysis"]
        waiting = visitor.get(f"/api/v1/analyses/{analysis_id}/").json()
        assert waiting["status"] == "pending"
    assert analysis_of(visitor, talk)["top"]


def test_an_idle_socket_hears_other_pages(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as idle, visitor.socket(talk) as other:
        idle.send('{"type": "sync"}')
        receive_until(idle, "synced")
        send(other, "오랜만에 건넨 말이에요")
        receive_until(other, "gauge")
        assert receive_until(idle, "message")["text"] == "오랜만에 건넨 말이에요"


def test_pages_of_two_web_processes_hear_each_other(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with site.second_web() as second:
        elsewhere = Visitor(second, visitor.email, visitor.session)
        with visitor.socket(talk) as here, elsewhere.socket(talk) as there:
            there.send('{"type": "sync"}')
            receive_until(there, "synced")
            send(here, "다른 프로세스에서도 들리나요")
            assert receive_until(there, "message")["text"] == "다른 프로세스에서도 들리나요"
