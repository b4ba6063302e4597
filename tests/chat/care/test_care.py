"""After a crisis: numbers stay on the page, and cheer steps back."""

import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat import services
from chat.models import Conversation, Helpline
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(owner: User) -> Conversation:
    call_command("load_replies", verbosity=0)
    return services.start_conversation(owner=owner)


def say(talk: Conversation, text: str) -> services.Turn:
    return services.say(conversation=talk, text=text, client_id=uuid.uuid4())


def page(client: Client, talk: Conversation, name: str = "chat:talk") -> str:
    client.force_login(talk.owner)
    return client.get(reverse(name, args=[talk.pk])).content.decode()


def test_numbers_are_shown_from_the_crisis_on(client: Client, talk: Conversation) -> None:
    say(talk, "오늘은 좀 지쳤어요")
    assert 'href="tel:15770199"' not in page(client, talk)
    say(talk, "이제 그만 살고 싶어요")
    say(talk, "그냥 하는 말이에요")
    shown = page(client, talk)
    for digits in ("109", "15770199", "1388", "1366", "112", "119"):
        assert f'href="tel:{digits}"' in shown


def test_staff_decide_which_numbers_are_shown(client: Client, talk: Conversation) -> None:
    Helpline.objects.filter(number="1388").update(is_active=False)
    say(talk, "이제 그만 살고 싶어요")
    assert "tel:1388" not in page(client, talk)


def test_no_song_is_to_turn_the_mood_after_a_crisis(client: Client, talk: Conversation) -> None:
    call_command("load_catalogue", verbosity=0)
    say(talk, "이제 그만 살고 싶어요")
    talk.analysis = EmotionAnalysis.objects.create(
        owner=talk.owner,
        status=EmotionAnalysis.Status.DONE,
        vector=EmotionVector((0.1, 0.1, 0.1, 0.1, 0.6)),
    )
    talk.save()
    shown = page(client, talk, "recommendations:result")
    assert "tel:109" in shown
    kinds = talk.analysis.recommendations.values_list("kind", flat=True)
    assert list(kinds) == ["similar"]
