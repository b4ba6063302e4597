"""What of a text may be stored, and what may be read by those who review it."""

import unicodedata

import pytest

from emotions.privacy import MASK, masked, storable


@pytest.mark.parametrize(
    "secret",
    [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "(010) 1234 - 5678",
        "010.1234.5678",
        "+82 10-1234-5678",
        "02-123-4567",
        "1588-1234",
        "010\u200b1234\u200b5678",
        "０１０-１２３４-５６７８",
        "０１０－１２３４－５６７８",
        "０１０　１２３４　５６７８",
        "010−1234−5678",
        "010ㅡ1234ㅡ5678",
        "010ー1234ー5678",
        "010‑1234‑5678",
        "①⓪①②③④⑤⑥⑦⑧",
        "𝟎𝟏𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "⁰¹⁰-¹²³⁴-⁵⁶⁷⁸",
        "٠١٠-١٢٣٤-٥٦٧٨",
        "〇一〇-一二三四-五六七八",
        "0️⃣1️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "010-일이삼사-오육칠팔",
        "ｓｏｍｅｏｎｅ＠ｎａｖｅｒ．ｃｏｍ",
        "９００１０１－１＊＊＊＊＊＊",
        "공일공 일이삼사 오육칠팔",
        "공일공일이삼사오육칠팔",
        "900101-1234567",
        "900101 1234567",
        "9001011234567",
        "900101-1******",
        "900101-*******",
        "110-234-567890",
        "1234 5678 9012 3456",
        "123456",
        "someone@example.com",
        "some.one+x@mail.example.co.kr",
        "someone ＠ naver.com",
        "someone@naver",
        "https://example.com/a?b=c#d",
        "http://한국.kr/길",
        "www.example.com",
        "open.kakao.com/o/abcDEF",
        "youtu.be/abc",
        "@some_one.x",
        "＠someone",
        "@홍길동",
    ],
)
def test_personal_data_is_masked_wherever_it_stands(secret: str) -> None:
    assert masked(secret) == MASK
    assert masked(f"제 것은 {secret} 예요") == f"제 것은 {MASK} 예요"
    assert secret not in masked(f"연락은{secret}로")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("메일은abc@example.com이에요", f"메일은{MASK}이에요"),
        ("example.com에서 봤어요", f"{MASK}에서 봤어요"),
        ("01012345678로 전화했어요", f"{MASK}로 전화했어요"),
        ("010-1234-5678, 010-8765-4321", f"{MASK}, {MASK}"),
    ],
)
def test_the_words_around_it_stay(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "오늘은 너무 슬펐어요...",
        "3시 30분에 5명이 10년 만에 만났어요",
        "2024년 11월 23일에 헤어졌어요",
        "109에 전화해 볼까요?",
        "월세가 50만 원, 보증금이 5,000,000원이에요",
        "일이 너무 많아요. 이 일 저 일 다 해요",
        "ㅠㅠ 괜찮아요ㅋㅋ 100% 제 탓이에요",
        "그랬어요.그런데 no.1이 아니래요",
        "",
    ],
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert masked(text) == text


def test_what_a_database_cannot_hold_goes() -> None:
    assert storable("안\x00녕\ud800") == "안녕"
    assert masked("010-\x001234-5678") == MASK


def test_decomposed_hangul_is_masked_like_composed() -> None:
    """What some phones and Macs send."""
    text = "지우가 마포구 월드컵로 25에 살아"
    assert masked(unicodedata.normalize("NFD", text), ["지우"]) == masked(text, ["지우"])
    assert masked(text, [unicodedata.normalize("NFD", "지우")]).startswith(MASK)


def test_a_long_text_is_masked_at_once() -> None:
    assert masked("1 2" * 50_000) == MASK
    assert masked("a" * 100_000 + "@").startswith("aaa")
    assert masked("a." * 50_000).startswith("a.a")
