"""An utterance made ready to be analysed: without signs of feeling, with plain endings."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""Letters up to which what was said can be given back in one breath."""

_SIGNS = re.compile(r"[^\w\s.,?!%~·:/-]|[ㄱ-ㅎㅏ-ㅣ]+|_")
"""Emoji, kaomoji, quotation marks, ㅠㅠ and ㅋㅋ."""

_LEADS = re.compile(
    r"^(?:(?:근데|그런데|그래서|그리고|그래도|그래가지고|그러니까|그니까|그랬더니|그러다가?|그러고는?|"
    r"사실은?|솔직히|솔까|암튼|아무튼|어쨌든|그냥|막|아니요?|글쎄요?|있잖아요?|음+|아+|어+|흠+|휴+|에휴|하+|"
    r"하지만|그치만|그렇지만|예를 들어|예를 들면|특히|되게|약간|이제|진짜로?|정말(?:이지|로)?|좀|"
    r"또한|물론|게다가|하여튼|여튼|뭐랄까|그런데도|왜냐하면|그러다 보니까?|그러다보니까?|"
    r"이젠|말 그대로|한마디로|그러더니(?: 하는 말이)?|[내제] 생각에는?|"
    r"그게 아니라|그런 게 아니라|으+|저기|뭐(?! ?하)|네|응|넵|맞아요?|야|헐|진심|와|문제는|"
    r"(?:진짜 )?(?:웃긴|황당한|신기한|이상한) [게건])"
    r"[\s,.!]+(?!그런지|난 |나서|보니|말[았고]))+"
)

_CORRECTED = re.compile(r"^.*(?:그게 아니라|그런 게 아니라|그건 아니고)[\s,.]+(?=\S+ )")
"""What somebody takes back before they say what they mean."""

_PAST = "".join(chr(code) for code in range(ord("갔"), ord("힣"), 28))
"""Every syllable that ends in ㅆ."""

_ENDS = (
    (
        r"^((?!.*(?:님|남편|아내|엄마|아빠|언니|오빠|동생|친구|걔|사람|의사)"
        r"(?:이|가|은|는|도|께서|한테|에게)\s).*다)고 했(?:는데|잖아|다고)요?$",
        r"\1",
    ),
    (rf"(?<=[{_PAST}])지 ?뭐(?:야|예요|에요|냐)?$", "어"),
    (r"는 거 ?(?:있지|있죠)$", "는 거야"),
    (r"단 말이\S*$", "다"),
    (rf"(?<![{_PAST}])다는 [거것](?:야|예요|에요|죠|지|지요|이다)$", "다"),
    (r"다고 (?:해야 ?(?:하나|되나|할까)|할까)요?$", "다"),
    (r"다니(?:까|깐)요?$", "다"),
    (r"(?<=[가-힣])기도하(?=[고는며여]|$)", "기도 하"),
    (r"라는 거(?:야|예요|에요)$", "래"),
    (r"틀림 없", "틀림없"),
    (r"되요$", "돼요"),
    (r"(?<=[어아해여워와춰려])가지고요?$", "서"),
    (r"(?<=데) 말이(?:야|죠|에요|예요)$", ""),
    (r"(?<=까) ?봐(?:서)?요?$", " 봐"),
    (r"같애(요?)$", r"같아\1"),
    (r"시러(요?)$", r"싫어\1"),
    (r"힘듬$", "힘듦"),
    (r"(?<=[어아해와돼져워려])[여욤영]$", "요"),
    (r"(?<=[어아해와돼])용$", "요"),
    (r"(?<=[있없많낮높하되지프쁘가오았었했])구(요?)$", r"고\1"),
    (r"더라구(요?)$", r"더라고\1"),
    (r"거든여$", "거든요"),
    (r"습니당$", "습니다"),
    (r"는뎅$", "는데"),
    (r"슴다$", "습니다"),
)
_TYPING = str.maketrans(
    {"엇": "었", "햇": "했", "됬": "됐", "갓": "갔", "왓": "왔", "웟": "웠", "졋": "졌"}
)
_TYPED = re.compile(r"[엇햇됬갓왓웟졋](?=[어는지다던네거더으습])")

_TOLD_ANYWAY = re.compile(
    r"(다니(?:까|깐)요?|거 ?있(?:지|죠)요?|다고 해야 ?(?:하나|되나)요?|더라[고구]?요?)\?+$"
)
"""Endings that tell something, even with a question mark."""
_SOFTENED = (
    (r"(\S+에)(?:만|서)? ?(?:처박혀|쳐박혀)서? ?(?=있|살|지내)", r"\1만 "),
    (r"처먹|쳐먹", "먹"),
    (r"사랑해(?= [했하])", "사랑한다고"),
    (r"인간들", "사람들"),
    (r"(?<![가-힣])애기(?=[를가는들한만도 ])|(?<![가-힣])애(?=를 (?:낳|가[졌지질]))", "아기"),
    (r"(?<=[가-힣] )뭐 (?=(?:\S+ )?\S*(?:려고|하려|해 ?보))", ""),
    (r"(?<=에 )어디 (?=\S+(?:이|가|랑|하고) )", ""),
    (r"게(?=[되됐돼])", "게 "),
    (r"(?<=고)(?=싶)|(?<=기)(?=싫)", " "),
    (r"(?<=[가-힣]긴)(?=[해했])", " "),
    (r"(?<=[가-힣]까)(?=봐)", " "),
    (r"(?:(?<=\s)|^)(\S+도 \S+째) (?=\S+(?:님|이|가) )", r"\1. "),
    (r"(?<![가-힣])그만 (?=[두뒀둬])", "그만"),
    (r"(?<![가-힣])지(?=가 )", "자기"),
    (r"(?<=[ ,])(?:하|아|어|음|휴|에휴|와), ", ""),
)
"""Rough words a listener would not take up."""

_UNSPACED = re.compile(
    r"(?<![가-힣])(?:안(?=와|왔|오[는더]|해|했|하[는더고네]|먹|자[고는요]|잤|가[고는요]|갔|나[와오]|되[는네]|돼|됐|좋|함|받|읽|씹|그[러래랬]|울|웃|믿|만나)"
    r"|못(?=챙|와|왔|먹|자[고는요겠]|잤|가[고는요겠]|갔|나[와가]|들|참|견|받|읽|믿|만나))"
)


def tidied(text: str) -> str:
    """`text` in one line of plain Korean."""
    text = unicodedata.normalize("NFC", text)
    text = _SIGNS.sub(" ", text).replace("\n", ". ")
    text = re.sub(r"(?<!\d)~|~(?!\d)", " ", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s*([.,!?])", r"\1", text)
    text = _TOLD_ANYWAY.sub(r"\1", without_lead(_CORRECTED.sub("", text)))
    for pattern, plain in _SOFTENED:
        text = re.sub(pattern, plain, text)
    text = _TYPED.sub(lambda typed: typed[0].translate(_TYPING), text)
    text = _UNSPACED.sub(r"\g<0> ", text)
    body = text.rstrip(" .,!?")
    signs = text[len(body) :]
    for pattern, plain in _ENDS:
        body = re.sub(pattern, plain, body)
    return body + signs


def without_lead(text: str) -> str:
    """`text` without the words one only begins with: "근데", "아니", "그래서"."""
    return _LEADS.sub("", text)


def letters(text: str) -> int:
    return sum(char.isalnum() for char in text)
