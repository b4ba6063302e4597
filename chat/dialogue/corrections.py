"""Whether a person takes back what 공감이 took them for. Pure."""

from __future__ import annotations

import re

_NOT_SO = re.compile(
    r"^(?:아니[요오]?|아뇨|엥|네\?|응\?|뭐래)?[\s,.~!?]*(?:아니[요오]?|아뇨)?[\s,.~!]*"
    r"(?:그게|그건|그런 게|그런게|그런 뜻이|그 말이|내 말은|제 말은)\s*(?:아니|그게 아니)"
    r"|^[가-힣\s]{1,14}(?:게|뜻은|뜻이|말이|말은)\s?아니(?:라(?!고)|고|구|에요|예요|야|었)"
    r"|(?:^|\s)그런 (?:말|얘기|이야기|사람|적)(?:은|을|이)? (?:한 )?(?:적|말)?(?:이|은)?\s?"
    r"(?:안|없|아닌)"
    r"|(?:잘못|이상하게) (?:알아|이해|들)"
    r"|^(?:\?+|[네엥응뭐]\?+|엥|아니)[\s,.~;]*.{1,20}[다라]고[요]?\s?(?:했|말했)"
    r"|^.{1,16}리가 (?:있|없)"
)
_UP_TO = re.compile(r"^.*?(?:아니(?:라|고|구|에요|예요|야|었어요?)|아뇨|아니[요오])[\s,.~!]*")


def corrects(text: str) -> bool:
    """Whether `text` says that it was not so."""
    return _NOT_SO.search(text.strip()) is not None


def what_was_meant(text: str) -> str:
    """What stands after the correction, or ""."""
    return _UP_TO.sub("", text.strip(), count=1).strip()
