"""Goodbyes and thanks that are plain to see, whatever stands beside them. Pure."""

from __future__ import annotations

import re

GOODBYE, GOODNIGHT, THANKS = "smalltalk/goodbye", "smalltalk/greeting_night", "smalltalk/thanks"

_GOODNIGHT = re.compile(
    r"(?:자러|자야|자 볼|자볼|잘게|잘래|잘라고|잠이나 잘|자려고|잔다)"
    r"(?:요|겠[어다]\S*|지|게\S*)?[\s.!~ㅎㅋㅠ]*"
    r"(?:$|간다|갈게|감$|가요|안녕|ㅂㅂ|ㅃㅃ|바이)"
    r"|굿나잇|굿밤|안녕히 주무|잘 ?자(?:요|라)?[\s.!~ㅎㅋ]*$"
)
_GOODBYE = re.compile(
    r"(?:간다|갈게|가볼게|가 볼게|가봐야|가 봐야|나간다|나갈게|이만 갈|들어가볼게)"
    r"(?:요|지|겠[어다]\S*)?[\s.!~ㅎㅋㅂ]*(?:안녕)?[\s.!~ㅎㅋ]*$"
    r"|또 올게|또 봐|또 봬|다음에 (?:올|봐|봬)|담에 (?:올|봐)|수고해|수고하|안녕히 계|ㅂㅂ|ㅃㅃ|ㅂ2"
    r"|바이바이|빠이|^(?:good ?)?bye\b|see you"
)
_THANKS = re.compile(
    r"고마(?:워|웠|운|버|우|어)|고맙|감사(?:해|합|했|드)|땡큐|ㄱㅅ|고마(?:$|[.!~ㅠㅎ])|덕분에"
)
_OF_OTHERS = re.compile(
    r"(?:한테|에게|께|분들?|이가|엄마|아빠|남편|친구|선생님|사람)\S*\s.*(?:고마|고맙|감사)"
    r"|(?:고마|고맙|감사)\S*\s?(?:도|를|는|할|하지|인사|말씀|생각)|안 고마|안 고맙"
    r"|고맙(?:긴|기는|지만)|고마운데|고마웠는데|감사(?:하긴|하지만|한데)"
)
_LONGEST = 32


def courtesy(text: str) -> str:
    """The topic of a goodbye or of thanks to 공감이, or ""."""
    said = text.strip().lower()
    if len(said) > _LONGEST or said.endswith("?"):
        return ""
    if _GOODNIGHT.search(said):
        return GOODNIGHT
    if _GOODBYE.search(said):
        return GOODBYE
    return THANKS if _THANKS.search(said) and not _OF_OTHERS.search(said) else ""
