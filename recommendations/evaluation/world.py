"""Simulated people who like songs or do not. Pure.

Nobody knows how people choose; this says what is assumed instead. A person's chance of liking a
song is the logistic function of a sum of terms, each of which has mean 0 and deviation 1 over songs
and is multiplied by its number in `Assumptions`:

- *felt emotions*: half the lyrics' emotions, half those of the sound, near to the mood (similar) or
  to a brighter one (opposite; after joy, to a quieter one). The recommender joins them otherwise.
- *sound*: near to the mood's, or a step from it; each person takes a step of their own length.
- *hidden fit*: each song suits each emotion and kind by chance; only ratings can tell.
- *taste*: six latent factors of songs, half from emotions and sound, half by chance, and of people.
- *quality*: each song is liked more or less by everybody.

Besides, people are more and less generous, tire of a song each time it comes again, and of songs
the later one comes in a talk. Songs whose sound is unknown to the recommender sound somehow.
"""

from dataclasses import dataclass

import numpy as np

from recommendations.ranking import sound
from recommendations.ranking.arrays import Catalogue, Ints
from recommendations.ranking.baseline import JOY, Floats

TASTES = 6
MOOD_CONCENTRATION = (0.6, 0.5, 0.6, 0.5, 0.8)
"""Of the Dirichlet distribution that moods come from: one or two emotions lead."""


@dataclass(frozen=True)
class Assumptions:
    """How much each term counts, in logits for one standard deviation of it."""

    name: str
    emotion: float
    sound: float
    hidden: float
    taste: float
    quality: float
    generosity: float = 0.4
    boredom: float = 0.6
    place: float = 0.05
    level: float = -0.3
    """Logit of the average song for the average person."""
    skips: float = 0.3
    """Chance that a song that is not liked is skipped rather than disliked."""


MOODS_MATTER = Assumptions("moods matter", 0.6, 0.6, 0.5, 0.8, 0.5)
"""Mood, sound and taste all count."""
TASTE_ALONE = Assumptions("taste alone", 0.0, 0.0, 0.0, 1.0, 0.8)
"""What people like has nothing to do with how they feel."""


class World:
    """n songs, p people and m moods; what each of these people likes in each of these moods."""

    def __init__(
        self, catalogue: Catalogue, assumed: Assumptions, *, people: int, rng: np.random.Generator
    ) -> None:
        n = len(catalogue)
        self.assumed = assumed
        self._sounds = _true_sounds(catalogue, rng)
        self._felt = _felt(catalogue.lyrics, self._sounds)
        known = _standard(np.hstack([catalogue.lyrics, self._sounds]), axis=0)
        by_kind = known @ rng.normal(size=(known.shape[1], TASTES)) / np.sqrt(known.shape[1])
        self._songs = (by_kind + rng.normal(size=(n, TASTES))) / np.sqrt(2)
        self._people = rng.normal(size=(people, TASTES))
        self._hidden = rng.normal(size=(2, n, 5))
        self._quality = rng.normal(size=n)
        self._generous = rng.normal(size=people) * assumed.generosity
        self._step = np.clip(rng.normal(sound.STEP, 0.12, people), 0.05, 0.7)

    def chances(
        self, person: int, mood: Floats, *, opposite: bool, times_heard: Ints, place: int
    ) -> Floats:
        """(n,) probability that the person likes each song as the `place`-th of a talk."""
        assumed = self.assumed
        logits = (
            assumed.level
            + self._generous[person]
            + assumed.emotion * self._emotion(mood, opposite)
            + assumed.sound * self._sound(person, mood, opposite)
            + assumed.hidden * _standard(self._hidden[int(opposite)] @ mood)
            + assumed.taste * _standard(self._songs @ self._people[person])
            + assumed.quality * self._quality
            - assumed.boredom * times_heard
            - assumed.place * place
        )
        chances: Floats = 1 / (1 + np.exp(-logits))
        return chances

    def _emotion(self, mood: Floats, opposite: bool) -> Floats:
        wanted = mood
        if opposite:
            quieter = np.array([0.2, 0.05, 0.15, 0.2, 0.4])
            brighter = np.array([0.8, 0.05, 0.05, 0.05, 0.05])
            wanted = quieter if mood[JOY] == mood.max() else (mood + brighter) / 2
        return _standard(-np.abs(self._felt - wanted).sum(axis=1))

    def _sound(self, person: int, mood: Floats, opposite: bool) -> Floats:
        valence, energy = mood @ sound.OF_EMOTION
        if opposite:
            step = self._step[person]
            valence += -step if mood[JOY] == mood.max() else step
        apart = np.hypot(self._sounds[:, 0] - valence, self._sounds[:, 1] - energy)
        return _standard(-apart)


def moods(number: int, rng: np.random.Generator) -> Floats:
    """(number, 5)"""
    return rng.dirichlet(MOOD_CONCENTRATION, number)


def invented(songs: int, rng: np.random.Generator) -> Catalogue:
    """A catalogue of as many songs, by half as many artists; one in eight sounds unknown."""
    emotions = rng.dirichlet((1.2, 0.5, 0.5, 0.8, 1.1), songs)
    sounds = np.clip(emotions @ sound.OF_EMOTION + rng.normal(0, 0.18, (songs, 2)), 0, 1)
    sounds[rng.random(songs) < 1 / 8] = np.nan
    content = rng.normal(size=(songs, 16))
    return Catalogue(
        ids=np.arange(songs),
        emotions=emotions,
        lyrics=emotions,
        valence=sounds[:, 0],
        energy=sounds[:, 1],
        artist=rng.integers(0, max(songs // 2, 1), songs),
        work=np.arange(songs),
        content=content / np.linalg.norm(content, axis=1, keepdims=True),
    )


def _true_sounds(catalogue: Catalogue, rng: np.random.Generator) -> Floats:
    """(n, 2) valence and energy, drawn about those of the lyrics where they are not known."""
    known = np.column_stack([catalogue.valence, catalogue.energy])
    drawn = catalogue.lyrics @ sound.OF_EMOTION + rng.normal(0, 0.2, known.shape)
    return np.where(np.isnan(known), np.clip(drawn, 0, 1), known)


def _felt(lyrics: Floats, sounds: Floats) -> Floats:
    """(n, 5) emotions as they are felt: half the lyrics', half those whose sound is near."""
    apart = ((sounds[:, None, :] - sound.OF_EMOTION[None]) ** 2).sum(axis=2)
    near = np.exp(-apart / (2 * 0.2**2))
    by_sound = near / near.sum(axis=1, keepdims=True)
    felt: Floats = (lyrics + by_sound) / 2
    return felt


def _standard(values: Floats, axis: int | None = None) -> Floats:
    spread = values.std(axis=axis)
    standard: Floats = (values - values.mean(axis=axis)) / np.where(spread > 0, spread, 1)
    return standard
