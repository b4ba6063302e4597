"""What comes with the repository is kept up to date, beside what staff wrote."""

import pytest

from chat.models import Reply
from chat.teaching import review

pytestmark = pytest.mark.django_db


def packaged(*utterances: str, text: str = "빗소리가 들리네요.") -> list[Reply]:
    return [Reply(topic="rain", utterance=utterance, text=text) for utterance in utterances]


def utterances() -> set[str]:
    return set(Reply.objects.values_list("utterance", flat=True))


def test_what_is_new_is_added_once() -> None:
    assert review.load_replies(packaged("비가 와", "비 온다")) == 2
    assert review.load_replies(packaged("비가 와", "비 온다", "비다")) == 1
    assert utterances() == {"비가 와", "비 온다", "비다"}


def test_what_the_repository_has_no_more_goes() -> None:
    review.load_replies(packaged("비가 와", "비 온다"))
    review.load_replies(packaged("비가 와"))
    assert utterances() == {"비가 와"}


def test_a_changed_answer_replaces_the_old_one() -> None:
    review.load_replies(packaged("비가 와"))
    review.load_replies(packaged("비가 와", text="비 냄새가 나네요."))
    assert Reply.objects.get().text == "비 냄새가 나네요."


def test_what_staff_wrote_changed_or_switched_off_stays() -> None:
    review.load_replies(packaged("비가 와", "비 온다"))
    Reply.objects.filter(utterance="비가 와").update(text="직원의 말이에요.")
    Reply.objects.filter(utterance="비 온다").update(is_active=False)
    Reply.objects.create(topic="rain", utterance="소나기다", text="우산은 있어요.")
    review.load_replies(packaged("비가 와", "비 온다"))
    review.load_replies([])
    assert utterances() == {"비가 와", "비 온다", "소나기다"}
    assert Reply.objects.get(utterance="비가 와").text == "직원의 말이에요."
    assert not Reply.objects.get(utterance="비 온다").is_active
