"""Whether somebody wishes for a song, and for which. Pure.

A wish is what ends in one: "아이유 노래 틀어줘", "밤편지 듣고 싶다", "비 오는 날 노래", "다른 노래
없어?". A story in which songs occur is none: "그 노래 들으면 네 생각이 나".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from recommendations.wishes.moods import Mood, mood_in, without_moods
from texts.clean import normalised


class Named(Enum):
    """How sure it is that `Wish.name` is the name of a song or an artist."""

    SURELY = "surely"
    """A song was asked for by it."""
    PERHAPS = "perhaps"
    """It was only wished to be heard or played: it may be no song at all."""
    IF_KNOWN = "if known"
    """Only where the catalogue has it."""


@dataclass(frozen=True)
class Wish:
    """A song that somebody wishes for.

    `name` is an artist, a title, or both; `whole` is all that stood in its place, since titles may
    look like clauses. `another` wishes for one more of what was played before, and `is_bare` says
    that nothing but that tells of songs.
    """

    name: str = ""
    whole: str = ""
    named: Named = Named.SURELY
    mood: Mood | None = None
    another: bool = False
    is_bare: bool = False


_NOUN = (
    r"(?:노래(?!방|자랑|교실|하|학원|대회|를\s*못)|음악(?!회|학원|선생|시간|수업|대회)"
    r"|(?<![가-힣])곡(?!식|선|해)|신곡|댄스곡|추천곡|발라드|뮤직|bgm|브금|플레이리스트|플리"
    r"|팝송|자장가)"
)
_POLITE = r"(?:요|용|욥|여|염)?"
_GIVE = (
    rf"(?:줘|주라|주세요|주세용|주십시오|줄래|주실래|줄\s*수\s*있(?:어|나|니|을까)"
    rf"|주실\s*수\s*있(?:나|을까|어)"
    rf"|주면\s*(?:안\s*돼|안\s*될까|좋겠(?:어|다|네))|주시면\s*(?:좋겠어|안\s*될까"
    rf"|감사하겠습니다)|달라|다오|봐|봐봐|죠|조)"
    rf"{_POLITE}"
)
_PLAY = r"(?:틀어|깔아|재생해|재생\s*시켜|플레이해|불러|들려)"
_CHOOSE = r"(?:추천해|추천|골라|찾아|알려|권해|소개해|선곡해|꺼내|보내|선물해)"
_END = r"(?:\s*(?:좀|제발|부탁해|부탁|플리즈|얼른|빨리|당장|지금))*\s*$"

_PLAYED = re.compile(rf"(?P<body>.*?){_PLAY}\s*{_GIVE}{_END}")
_CHOSEN = re.compile(
    rf"(?P<body>.*?)(?:{_CHOOSE}\s*{_GIVE}|추천(?:\s*(?:좀|부탁\S*|바라\S*|바랍\S*|받고\s*싶\S*"
    rf"|가능\S*"
    rf"|해{_POLITE}))?|부탁(?:해|드려|드립니다|할게)?{_POLITE}){_END}"
)
_GIVEN = re.compile(
    rf"(?P<body>.*{_NOUN})(?:을|를|나|도|만)?\s*(?:하나|한\s*곡|좀)?\s*{_GIVE}{_END}"
)
_HEARD = re.compile(
    rf"(?P<body>.*?)(?:듣고\s*(?:싶|시프|프)(?:다|어|네|당|은데|습니다|음)?|들을래|듣고파"
    rf"|듣자){_POLITE}{_END}"
)
_ASKED = re.compile(
    rf"(?P<body>.*{_NOUN})\s*(?:은|는|이|가|로|중에)?\s*(?:뭐|좀|더|또|혹시)?\s*"
    rf"(?:있|없)(?:어|나|니|을까|냐|음|으려나){_POLITE}{_END}"
)
_WONDERED = re.compile(
    rf"(?P<body>.*(?:무슨|어떤|뭔)\s*{_NOUN})(?:를|을)?\s*(?:들을까|들으면\s*좋\S*|들어야\s*\S+"
    rf"|좋을까){_POLITE}{_END}"
)
_NOUN_ALONE = re.compile(rf"(?P<body>.+{_NOUN})\s*(?:하나|하나만|한\s*곡|좀)?{_END}")
_HAS_NOUN = re.compile(_NOUN)

_ANOTHER = re.compile(
    rf"(?:다른|또\s*다른|딴|다음)\s*{_NOUN}|{_NOUN}\s*(?:또|더|하나\s*더|다른\s*거)"
    rf"|한\s*곡\s*(?:만\s*)?더"
)
_BARE_ANOTHER = re.compile(
    r"(?:(?:다른|딴)\s*(?:거|것|걸|걸로)(?:는|은)?\s*(?:(?:없|있)(?:어|나|니|을까)(?:요)?"
    r"|(?:틀어|들려|골라)\s*(?:줘|주세요)(?:요)?)?"
    r"|(?:하나|한\s*곡)\s*더(?:\s*(?:틀어|들려|골라|추천해)?\s*(?:줘|주세요)(?:요)?)?)$"
)
_THING = re.compile(
    r"(?:거|것|걸|걸로|거로|걸루|쪽으로|느낌으로)(?:\s*(?:하나|한\s*곡|좀|만))*\s*$"
)
_FOR_HEARING = re.compile(
    r"(?:(?<!\S)(?:들을|듣기|들으면)|(?:때|날|에서?|며|면서)\s*듣는)(?!\S*\s*(?:말|얘기|이야기|수업|강의))"
)

_SERVICE = re.compile(
    r"기준|방법|원리|어떻게|누가|언제|왜|공짜|무료|저장|준비|나왔|나와|안\s*들|골라\s*준"
    r"|추천해\s*준|추천한|추천\s*노래"
    r"|되나|가능한가|평가|중에서|추천\s*기능|그만|싫|말\s*고\s*(?:이야기|얘기|대화)"
)
_POINTS = re.compile(
    rf"(?:(?<!\S)(?:그|저|이|내|우리|최애|걔|그때|그런|저런)|던|준|만든|찜한|저장한|담아\s*둔|쓴|배운|나오는|나온"
    rf"|부르는|부른|좋아하는|즐겨\s*듣는"
    rf"|(?:요즘|요새|매일|맨날|자주|항상|늘)(?:에)?\s*듣는)\s*{_NOUN}"
)
_SOMEBODY = re.compile(
    r"(?<!\S)(?:우리\s*)?(?:엄마|아빠|어머니|아버지|남편|아내|와이프|남친|여친|남자\s*친구"
    r"|여자\s*친구|남자친구|여자친구|친구|언니|오빠"
    r"|누나|형|동생|애|아이|애들|아기|딸|아들|선생님|교수님|팀장님?|사장님?|걔|그\s*사람|기사님"
    r"|할머니|할아버지|사람들|애인|가게|카페)"
    r"(?:이|가|는|은|도|께서|에서|들이)(?!\S)"
)
_NO_SONGS = re.compile(
    r"(?<!\S)(?:\S*(?:목소리|소리)|\S*이야기|말|말씀|한마디|칭찬|위로|소식|얘기|대답|답|답변"
    r"|사과|설명|강의|수업|전공|과목|교양|의견|조언|응원|진심"
    r"|고백|변명|욕|뉴스|라디오|방송|이유|결과|생각|후기|에어컨|선풍기|보일러|히터|난로|가습기"
    r"|티비|tv|텔레비전|영화|드라마|유튜브|영상|넷플"
    r"|물|불|수도|가스|전기|컴퓨터|게임|예능|축구|야구|중계|asmr|백색소음|팟캐스트|오디오북|책"
    r"|강연|농담|비밀|사연|벨|종|확답|인사|안부|애칭"
    r"|이름|뭐|무엇|네|너|니|당신|누구|누군가)(?:이|가|을|를|은|는|도|만|나|라도|한테|에게"
    r"|에게서|한테서|부터)?(?!\S)"
)
_DOING = re.compile(r"(?:는|던|은|한|인)\s*(?:거|것|걸)$")
"""What somebody does is heard of, not played."""
_FILLER = frozenset((Path(__file__).parent / "fillers.txt").read_text("utf-8").split())
"""Words beside a wish that are part of no name."""
_CLAUSE = re.compile(
    r"(?:는데|은데|ㄴ데|한데|던데|인데|어서|아서|여서|니까|지만|면서|려고|거든|했어|았어|었어"
    r"|였어|해서|라서|네요|어요|아요|해요|예요|다고|라고|는|던|적인|같은)$"
)
_PARTICLE = re.compile(r"(?<=[가-힣a-z0-9)])(?:의|을|를|꺼)$")
_NOISE = re.compile(
    r"[ㄱ-ㅎㅏ-ㅣ]+|[~…♡♥^\"'‘’“”()\[\]/·]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"
)
_SENTENCE = re.compile(r"[.!?\n。？！]+")
NAME_WORDS, NAME_LETTERS = 3, 24
"""No longer than this is a name that the catalogue does not have."""


def wished(text: str) -> Wish | None:
    """The wish for a song in `text`, its last sentence that is one; None where there is none."""
    sentences = [_plain(part) for part in _SENTENCE.split(normalised(text).lower())]
    sentences = [sentence for sentence in sentences if sentence]
    for place in range(len(sentences) - 1, -1, -1):
        is_alone = len(sentences) == 1
        found = _wish_in(sentences[place], is_alone=is_alone)
        if found is not None:
            return found
    return None


def _plain(sentence: str) -> str:
    return " ".join(_NOISE.sub(" ", sentence.replace(",", " ")).split())


def _wish_in(sentence: str, *, is_alone: bool) -> Wish | None:
    kept = re.split(r"말고(?:는)?\s+", sentence)[-1]
    if _SERVICE.search(kept) or _POINTS.search(kept):
        return None
    if _BARE_ANOTHER.fullmatch(kept):
        return Wish(another=True, is_bare=True)
    for pattern, read in _READINGS:
        matched = pattern.fullmatch(kept)
        if matched:
            body = next(group for group in matched.groups() if group is not None).strip()
            return read(body, sentence)
    alone = _NOUN_ALONE.fullmatch(kept) if is_alone else None
    return _noun_phrase(alone["body"].strip()) if alone else None


def _played(body: str, sentence: str) -> Wish | None:
    """ "… 틀어줘": a song where one is named or described; else what may be a title."""
    if _SOMEBODY.search(body):
        return None
    if _HAS_NOUN.search(body):
        return _with_noun(body)
    mood = mood_in(body)
    if mood and _THING.search(body):
        return Wish(mood=mood)
    named = Named.IF_KNOWN if re.search(r"(?:들려|불러|깔아)\s*\S+$", sentence) else Named.PERHAPS
    return _by_name(body, named)


def _chosen(body: str, sentence: str) -> Wish | None:
    """ "… 추천해줘": only where it is a song that is to be chosen."""
    if _HAS_NOUN.search(body):
        return None if _SOMEBODY.search(body) else _with_noun(body)
    mood = mood_in(body)
    if _FOR_HEARING.search(body):
        return Wish(mood=mood)
    return Wish(mood=mood) if mood and _THING.search(body) and not _NO_SONGS.search(body) else None


def _heard(body: str, sentence: str) -> Wish | None:
    """ "… 듣고 싶다"."""
    if _HAS_NOUN.search(body):
        return _with_noun(body)
    mood = mood_in(body)
    if mood and _THING.search(body):
        return Wish(mood=mood)
    return _by_name(body, Named.PERHAPS)


def _asked(body: str, sentence: str) -> Wish | None:
    """ "… 노래 없어?"."""
    wish = _with_noun(body)
    described = wish.mood or wish.another or wish.name or _FOR_HEARING.search(body)
    return wish if described else None


def _noun_phrase(body: str) -> Wish | None:
    """ "비 오는 날 노래", "아이유 노래": names only those that the catalogue has."""
    wish = _with_noun(body, named=Named.IF_KNOWN)
    if wish.another or wish.mood or _FOR_HEARING.search(body):
        return wish
    return wish if wish.name else None


_READINGS = (
    (_PLAYED, _played), (_CHOSEN, _chosen), (_HEARD, _heard), (_ASKED, _asked),
    (_GIVEN, _played),
    (_WONDERED, lambda body, _sentence: _with_noun(body)),
)  # fmt: skip


def _with_noun(body: str, *, named: Named = Named.SURELY) -> Wish:
    """What stands before the word for song: names, moods, or nothing."""
    nouns = list(_HAS_NOUN.finditer(body))
    before, after = body[: nouns[-1].start()], body[nouns[-1].end() :]
    words = f"{before} {nouns[-1][0]}" if nouns[-1][0] in ("발라드", "자장가", "댄스곡") else before
    mood, whole = mood_in(f"{words} {after}".strip()), _trimmed(before)
    if mood and whole != _PARTICLE.sub("", before.strip()):
        whole = ""  # words of the mood are left over, no title
    return Wish(
        name=_name(before),
        whole=whole,
        named=named,
        mood=mood,
        another=bool(_ANOTHER.search(body)),
    )


def _by_name(body: str, named: Named) -> Wish | None:
    """What may be a title or an artist, since it is wished to be heard."""
    if not body or any(one.search(body) for one in (_NO_SONGS, _SOMEBODY, _DOING)):
        return None
    body = re.sub(r"\s+(?:거|꺼|것|걸로|걸|좀|하나|한번|한\s*번만?|다시)$", "", body)
    name, whole = _name(body), _trimmed(body)
    if not whole:
        return None
    is_long = len(whole.split()) > NAME_WORDS or len(whole) > NAME_LETTERS or name != whole
    return Wish(name=name, whole=whole, named=Named.IF_KNOWN if is_long else named)


def _name(words: str) -> str:
    """The last words before a song's noun that can be a name; "" where there are none."""
    taken: list[str] = []
    for word in reversed(without_moods(words).split()):
        if _CLAUSE.search(word) or word in _FILLER:
            if taken:
                break
            continue
        taken.insert(0, _PARTICLE.sub("", word))
    name = " ".join(taken)
    return name if len(taken) <= NAME_WORDS and len(name) <= NAME_LETTERS else ""


def _trimmed(words: str) -> str:
    """`words` without the fillers around them and the particle behind."""
    kept = words.split()
    while kept and kept[0] in _FILLER:
        kept.pop(0)
    while kept and kept[-1] in _FILLER:
        kept.pop()
    return _PARTICLE.sub("", " ".join(kept))
