"""What was told need not be asked."""

import pytest

from chat.dialogue.told import was_told


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("작년 겨울부터 그래", "언제부터 그랬어요?"),
        ("3년째 이래", "얼마나 됐어요?"),
        ("어제 싸웠어", "언제 화가 났어요?"),
        ("한 달 됐어요", "메스꺼운 건 얼마나 됐어요?"),
        ("너무 불안해요", "그럴 때는 어떤 마음이 들어요?"),
        ("팀장님 때문에 속상해", "그때는 어떤 마음이었어요?"),
        ("더 괴로웠어", "그때 마음은 어땠어요?"),
    ],
)
def test_what_was_told_is_known(text: str, question: str) -> None:
    assert was_told(text, question)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("잠이 안 와", "언제부터 그랬어요?"),
        ("팀장님이 비웃었어", "그때는 어떤 마음이었어요?"),
        ("너무 불안해요", "언제부터 그랬어요?"),
        ("어제부터 그래", "그럴 때는 어떤 마음이 들어요?"),
        ("너무 불안해요", "그 이야기를 조금 더 들려줄래요?"),
    ],
)
def test_what_was_not_told_may_be_asked(text: str, question: str) -> None:
    assert not was_told(text, question)
