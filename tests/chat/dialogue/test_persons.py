"""Who is named in an utterance."""

import pytest

from chat.dialogue.persons import named


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("팀장님이 회의에서 비웃었어", ["팀장님"]),
        ("엄마한테 전화했는데 아빠가 받았어", ["엄마", "아빠"]),
        ("우리 남편은 코 골고 자요", ["남편"]),
        ("남자친구랑 헤어졌어", ["남자친구"]),
        ("형편이 어려워", []),
        ("형이 또 돈을 빌려 갔어", ["형"]),
        ("딸기 먹었어", []),
        ("사람들이 다 나를 봐", []),
        ("시어머니께서 오신대", ["시어머니"]),
        ("친구, 동생 다 왔어", ["친구", "동생"]),
    ],
)
def test_people_are_named_by_what_they_are(text: str, persons: list[str]) -> None:
    assert named(text) == persons
