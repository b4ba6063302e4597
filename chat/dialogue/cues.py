"""Signs in an utterance that turn its meaning round: a negation, another person's story. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chat.dialogue.persons import somebody_acts

KEPT = 50_000
"""So many utterances have their cues remembered."""
_NEGATED = re.compile(
    r"(?:^|\s)(?:안|못|별로|전혀)\s?(?=[가-힣])|(?:지|질|진|지는|지도|질랑)\s?(?:않|못|안|말)|"
    r"[가-힣](?:잖|찮)(?=[가-힣])|(?:^|\s|[가-힣])없(?=[가-힣\s]|$)|"
    r"아니(?=[고에야지라었였]|다|$|\s)|(?:게|건|은|는|이|가)\s?아니"
)
_NOT_NEGATIONS = re.compile(
    r"괜찮|귀찮|점잖|만만찮|하찮|못지\s?않|어쩔 수 없|다름없|끊임없|어이\s?없|틀림없|안녕|안정|안전"
    r"|안심|안경|안내|안부|않아도|않을까|잖아|못된|못돼|못생|안쓰|안타|안도|안 되겠|편찮"
    r"|안(?:에|으로|쪽|방|과)|^아니\s(?!고|야)"
)


@dataclass(frozen=True, slots=True)
class Cues:
    """Whether something is negated, and whether somebody other than the speaker acts."""

    negated: bool
    of_somebody: bool

    def contradict(self, others: Sequence[Cues]) -> bool:
        """Whether none of `others` shares a cue of this one, or all have one that it lacks."""
        return any(
            mine not in {getattr(one, name) for one in others}
            for name, mine in (("negated", self.negated), ("of_somebody", self.of_somebody))
        )


@lru_cache(maxsize=KEPT)
def cues_of(text: str) -> Cues:
    """The cues of one utterance; those of the table are asked for again and again."""
    return Cues(
        negated=_NEGATED.search(_NOT_NEGATIONS.sub("", text)) is not None,
        of_somebody=somebody_acts(text),
    )
