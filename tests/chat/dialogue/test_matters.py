import pytest

from chat.dialogue.matters import named


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("우리 고양이가 왜 그러는 걸까?", "고양이"),
        ("회사가 그런 데지 뭐", "회사"),
        ("그런 생각이 드는 때가 있지", ""),
        ("나는 왜 이럴까", ""),
        ("걱정하지 말라던데", ""),
    ],
)
def test_a_thing_is_named_by_its_noun(text: str, matter: str) -> None:
    assert named(text) == matter
