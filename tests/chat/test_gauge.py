import pytest

from chat.gauge import Gauge, meaningful_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("   \n\t", 0),
        ("오늘 힘들었어", 6),
        ("ㅋㅋㅋㅋㅋㅋㅋㅋ", 1),
        ("아아아아 힘들다", 4),
        ("힘들어 힘들어 힘들어", 3),
        ("ㅎㅇㅎㅇㅎㅇ", 2),
        ("\u200b\u200d\ufe0f", 0),
        ("😢😢😢", 1),
        ("가" * 1000, 1),
        ("각", 1),
        ("\u1100\u1161\u11a8", 1),
    ],
)
def test_only_what_says_something_counts(text: str, length: int) -> None:
    assert meaningful_length(text) == length


@pytest.mark.parametrize(("value", "percent"), [(0, 0), (1, 1), (99, 99), (100, 100), (250, 100)])
def test_the_gauge_ends_at_a_hundred_percent(value: int, percent: int) -> None:
    gauge = Gauge(value, full=100)
    assert gauge.percent == percent
    assert gauge.is_full == (value >= 100)
