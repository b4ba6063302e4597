"""`make bench`: the time of one turn, of its whole round over the socket, of one analysis and one
recommendation, warm.

Each line is JSON: median and 95th percentile in milliseconds, and the median as a ratio to a fixed
piece of NumPy work on the same machine, by which machines and versions can be compared.
"""

import asyncio
import json
import os
import statistics
import time
import uuid
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicrest_site.settings")
os.environ["MESSAGES_PER_MINUTE"] = "1000000"

from musicrest_site.embedded import ensure_engines

ensure_engines()

import django

django.setup()

import numpy as np
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from accounts.services import record_consents
from chat import services as chat
from chat.frames import JSON_PROTOCOL
from chat.routing import websocket_urlpatterns
from emotions import services as emotions
from emotions.models import EmotionAnalysis
from recommendations import services as recommendations
from recommendations.models import Kind

ROUNDS = 60
WARM_UP = 5
SENTENCES = [
    "오늘 회사에서 실수를 해서 하루 종일 마음이 무거웠어요",
    "친구랑 다퉜는데 먼저 연락하기가 어려워요",
    "드디어 합격해서 너무 기뻐요!",
    "요즘 잠이 잘 안 와서 새벽까지 깨어 있어요",
]


def times(work: Callable[[int], object]) -> list[float]:
    """Milliseconds of each round, the first few left out."""
    taken = []
    for number in range(WARM_UP + ROUNDS):
        began = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[WARM_UP:]


async def rounds(owner: User) -> list[float]:
    """Milliseconds from a message sent over the socket to its answer and gauge, through Redis."""
    talk = await sync_to_async(chat.start_conversation)(owner=owner)
    socket = WebsocketCommunicator(
        URLRouter(websocket_urlpatterns), f"/ws/chat/{talk.pk}/", subprotocols=[JSON_PROTOCOL]
    )
    socket.scope.update(user=owner, cookies={})
    await socket.connect()
    taken = []
    for number in range(WARM_UP + ROUNDS):
        text = f"{SENTENCES[number % len(SENTENCES)]} {number}"
        began = time.perf_counter()
        await socket.send_to(json.dumps({"message": text, "client_id": str(uuid.uuid4())}))
        while json.loads(await socket.receive_from(timeout=30))["type"] != "gauge":
            pass
        taken.append((time.perf_counter() - began) * 1000)
    await socket.disconnect()
    return taken[WARM_UP:]


def report(name: str, taken: list[float], reference: float) -> None:
    median = statistics.median(taken)
    line = {
        "what": name,
        "p50_ms": round(median, 2),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 2),
        "ratio": round(median / reference, 2),
    }
    print(json.dumps(line), flush=True)


def main() -> None:
    matrix = np.random.default_rng(0).standard_normal((512, 512))
    reference = statistics.median(times(lambda _: matrix @ matrix))
    print(json.dumps({"what": "reference: 512×512 product", "p50_ms": round(reference, 2)}))
    owner = User.objects.create_user(f"bench-{uuid.uuid4().hex[:8]}@example.com")
    record_consents(user=owner)
    talk = chat.start_conversation(owner=owner)

    def one_turn(number: int) -> None:
        text = f"{SENTENCES[number % len(SENTENCES)]} {number}"
        chat.say(conversation=talk, text=text, client_id=uuid.uuid4())

    report("turn", times(one_turn), reference)
    report("reply", asyncio.run(rounds(owner)), reference)

    def one_analysis(number: int) -> None:
        pending = EmotionAnalysis.objects.create(owner=owner, utterances=SENTENCES)
        emotions.run_analysis(pending.pk)

    def one_recommendation(number: int) -> None:
        shown = recommendations.recommend(analysis=done, kind=Kind.SIMILAR)
        assert shown is not None
        recommendations.skip_and_next(recommendation=shown)

    report("analysis", times(one_analysis), reference)
    done = EmotionAnalysis.objects.filter(owner=owner, status="done").latest("created_at")
    report("recommendation", times(one_recommendation), reference)


def in_a_database_of_its_own() -> None:
    """Run on a test database, loaded as the site's is, and drop it afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_catalogue", verbosity=0)
        call_command("load_replies", verbosity=0)
        main()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    in_a_database_of_its_own()
