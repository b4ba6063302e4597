"""No reason is given that the numbers do not bear out."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.ranking import mixing
from recommendations.ranking.arrays import Catalogue, Heard, Moment, Opinions
from recommendations.ranking.mixing import Chosen, Learned, Weights
from recommendations.ranking.sound import of_mood
from recommendations.ranking.why import Case, Reason, holds, why
from tests.recommendations.ranking.songs import (
    HAPPY,
    SAD,
    catalogues,
    moments,
    seeded,
    some_learned,
    some_opinions,
    songs,
)


@given(catalogues(), moments(), st.integers(0, 2**32 - 1), st.data())
def test_a_reason_holds_and_its_signal_lifted_the_song(
    catalogue: Catalogue, moment: Moment, seed: int, data: st.DataObject
) -> None:
    rng, n = seeded(seed), len(catalogue)
    opinions, learned = some_opinions(rng, n), some_learned(rng, n)
    found = mixing.score(
        catalogue,
        moment,
        heard=Heard.nothing(n),
        opinions=opinions,
        learned=learned,
        weights=Weights(),
        rng=rng,
    )
    row = data.draw(st.integers(0, n - 1))
    case = Case(catalogue, moment, found, opinions, row)
    chosen = mixing.chosen(found, row, Weights())
    reason = why(case, chosen)
    assert holds(reason, case)
    _bears_out(reason, case, chosen)


def _bears_out(reason: Reason, case: Case, chosen: Chosen) -> None:
    """What each sentence claims, said once more in plain numbers."""
    songs, row = case.catalogue, case.row
    valence, energy = of_mood(case.moment.mood)
    opposite = case.moment.opposite
    claims: dict[Reason, Callable[[], object]] = {
        Reason.LIKED_IN_THIS_MOOD: lambda: (
            case.scored.evidence.likes[row] >= 3
            and case.scored.evidence.likes[row] >= case.scored.evidence.dislikes[row]
            and chosen.shares["feeling"] > 0
        ),
        Reason.LIKE_YOUR_STORY: lambda: (
            case.moment.talk is not None
            and songs.content[row].any()
            and chosen.shares["content"] > 0
        ),
        Reason.LIKE_WHAT_YOU_LIKE: lambda: (
            case.opinions.liked.any() and chosen.shares["person"] > 0
        ),
        Reason.SOUNDS_LIKE_THE_MOOD: lambda: (
            not opposite and abs(songs.valence[row] - valence) <= 0.25
        ),
        Reason.A_LITTLE_BRIGHTER: lambda: opposite and 0 < songs.valence[row] - valence <= 0.4,
        Reason.BRIGHTER: lambda: opposite and songs.valence[row] - valence > 0.4,
        Reason.CALMER: lambda: opposite and songs.energy[row] < energy,
        Reason.FEELS_THE_SAME: lambda: not opposite and chosen.shares["emotion"] > 0,
        Reason.MORE_JOY: lambda: opposite and songs.emotions[row, 0] > case.moment.mood[0],
        Reason.ANOTHER_COLOUR: lambda: True,
    }
    assert claims[reason]()


@pytest.mark.parametrize(
    ("valence", "reason"),
    [(0.55, Reason.A_LITTLE_BRIGHTER), (0.9, Reason.BRIGHTER), (np.nan, Reason.ANOTHER_COLOUR)],
)
def test_a_song_that_turns_the_mood_is_called_brighter_as_far_as_it_is(
    valence: float, reason: Reason
) -> None:
    catalogue = songs([SAD, SAD], valence=[valence, 0.1], energy=[0.4, 0.4])
    assert reason_of(catalogue, Moment(SAD, True), signal="sound") == reason


def test_words_that_hold_more_joy_are_said_to() -> None:
    assert reason_of(songs([HAPPY, SAD]), Moment(SAD, True), signal="emotion") == Reason.MORE_JOY


def reason_of(catalogue: Catalogue, moment: Moment, signal: str) -> Reason:
    """The reason of the first song, where one signal lifted it alone."""
    n = len(catalogue)
    found = mixing.score(
        catalogue,
        moment,
        heard=Heard.nothing(n),
        opinions=Opinions(),
        learned=Learned.nothing(n),
        weights=Weights(),
        rng=seeded(),
    )
    chosen = Chosen(0, 0.5, 0.5, {signal: 0.1})
    return why(Case(catalogue, moment, found, Opinions(), 0), chosen)
