"""What is ranked, for whom and when, as arrays; row i is the same song in all of them."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from recommendations.ranking.baseline import JOY, Floats, Mask

Ints = npt.NDArray[np.int_]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """n songs.

    Attributes:
        ids: (n,) what names each song outside.
        emotions: (n, 5) what each makes one feel, in the order of `emotions.vector.EMOTIONS`.
        lyrics: (n, 5) emotions of the words alone, by which the prototype chose.
        valence: (n,) how glad it sounds, 0 to 1; NaN where nobody knows.
        energy: (n,) how lively it sounds, likewise.
        artist: (n,) a number for each artist; -1 where it is not known.
        work: (n,) the same number for all versions of one song.
        content: (n, d) unit vectors of what the words are about; zeros where they are not known.
    """

    ids: Ints
    emotions: Floats
    lyrics: Floats
    valence: Floats
    energy: Floats
    artist: Ints
    work: Ints
    content: Floats

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Moment:
    """How somebody feels, (5,), what is asked for, and what was talked about, (d,) or None.

    `opposite`: a song is to turn the mood; else it is to feel the same. `wished`: the valence
    and energy that songs should have whatever the mood, each None where the mood tells.
    """

    mood: Floats
    opposite: bool
    talk: Floats | None = None
    wished: tuple[float | None, float | None] = (None, None)

    @property
    def joyful(self) -> bool:
        """Whether joy is strongest; a tie counts for joy, as in the prototype's rule."""
        return bool(self.mood[JOY] >= np.delete(self.mood, JOY).max())


@dataclass(frozen=True, eq=False)
class Heard:
    """What the person has heard, (n,) each unless said otherwise.

    Attributes:
        recent: rows of the songs of this talk, the oldest first.
        times_here: how often each song was shown in this talk.
        times_before: how often in earlier talks.
        on_screen: True for songs the person is looking at.
        at_rest: True for songs the person disliked of late.
    """

    recent: Ints
    times_here: Ints
    times_before: Ints
    on_screen: Mask
    at_rest: Mask

    @classmethod
    def nothing(cls, songs: int) -> "Heard":
        never, no = np.zeros(songs, int), np.zeros(songs, bool)
        return cls(np.zeros(0, int), never, never, no, no)


@dataclass(frozen=True, eq=False)
class Opinions:
    """Ratings of one person, (r,) each: the rows of the songs, and whether they liked them."""

    rows: Ints = field(default_factory=lambda: np.zeros(0, int))
    liked: Mask = field(default_factory=lambda: np.zeros(0, bool))

    def __len__(self) -> int:
        return len(self.rows)
