"""Songs, moods and people as hypothesis draws them."""

import numpy as np
from hypothesis import strategies as st

from recommendations.ranking.arrays import Catalogue, Heard, Moment, Opinions
from recommendations.ranking.baseline import Floats
from recommendations.ranking.feeling import count
from recommendations.ranking.mixing import Learned
from recommendations.ranking.person import unknown

SAD = np.array([0.05, 0.05, 0.2, 0.2, 0.5])
HAPPY = np.array([0.9, 0.02, 0.03, 0.02, 0.03])
CONTENT = 4


def seeded(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def songs(
    emotions: list[Floats],
    *,
    valence: list[float] | None = None,
    energy: list[float] | None = None,
    artist: list[int] | None = None,
    work: list[int] | None = None,
    content: Floats | None = None,
) -> Catalogue:
    """As many songs as `emotions`; what is not given is unknown."""
    n = len(emotions)
    return Catalogue(
        ids=np.arange(n) + 100,
        emotions=np.array(emotions),
        lyrics=np.array(emotions),
        valence=np.array(valence or [np.nan] * n),
        energy=np.array(energy or [np.nan] * n),
        artist=np.array(artist or [-1] * n),
        work=np.array(work or range(n)),
        content=np.zeros((n, CONTENT)) if content is None else content,
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """One to forty songs; the sound and words of some are unknown."""
    rng, n = seeded(draw(st.integers(0, 2**32 - 1))), draw(st.integers(1, 40))
    sounds, known = rng.random((n, 2)), rng.random(n) < draw(st.sampled_from([0, 0.8, 1]))
    content = rng.normal(size=(n, CONTENT))
    content /= np.linalg.norm(content, axis=1, keepdims=True)
    return songs(
        list(rng.dirichlet([0.7] * 5, n)),
        valence=list(np.where(known, sounds[:, 0], np.nan)),
        energy=list(np.where(known, sounds[:, 1], np.nan)),
        artist=list(rng.integers(-1, max(n // 2, 1), n)),
        work=list(rng.integers(0, n, n)),
        content=np.where(known[:, None], content, 0),
    )


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    rng = seeded(draw(st.integers(0, 2**32 - 1)))
    talk = rng.normal(size=CONTENT)
    has_talk = draw(st.booleans())
    return Moment(
        rng.dirichlet([0.5] * 5),
        draw(st.booleans()),
        talk / np.linalg.norm(talk) if has_talk else None,
    )


def some_heard(rng: np.random.Generator, n: int) -> Heard:
    """Part of a talk: some songs shown, the last two of them on the screen, some at rest."""
    recent = rng.permutation(n)[: rng.integers(0, min(n, 6) + 1)]
    return Heard(
        recent=recent,
        times_here=np.bincount(recent, minlength=n),
        times_before=rng.integers(0, 3, n),
        on_screen=np.isin(np.arange(n), recent[-2:]),
        at_rest=rng.random(n) < 0.2,
    )


def some_opinions(rng: np.random.Generator, n: int) -> Opinions:
    number = int(rng.integers(0, 12))
    return Opinions(rng.integers(0, n, number), rng.random(number) < 0.5)


def some_learned(rng: np.random.Generator, n: int) -> Learned:
    number = int(rng.integers(0, 200))
    likes = count(
        n,
        rows=rng.integers(0, n, number),
        moods=rng.dirichlet([0.5] * 5, number),
        opposite=rng.random(number) < 0.5,
        liked=rng.random(number) < 0.5,
    )
    return Learned(likes, unknown(n), rng.normal(0, 0.05, n))
