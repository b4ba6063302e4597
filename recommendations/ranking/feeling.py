"""Signal: what people who felt likewise thought of a song. Pure.

Likes and dislikes are counted for each song, kind and cell of a grid over emotion vectors. For one
mood they weigh by how near their cell is to it, and make of what is expected of a song (its prior)
a Beta distribution; its draws are Thompson's rule: who is little known is tried now and then.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from recommendations.ranking.arrays import Ints
from recommendations.ranking.baseline import Floats, Mask

CELL = 0.1
"""Width of a cell: moods nearer than that hardly differ."""
WIDTH = 0.2
"""Standard deviation of the kernel, as a distance between emotion vectors."""
FAR = 0.02
"""What an opinion counts besides that was given in a mood far away."""
OTHER_KIND = 0.2
"""What an opinion counts that was given of the song as one of the other kind."""
QUALITY_PRIOR = 10.0
"""So many opinions the average song counts for in what is thought of a song anywhere."""
PRIOR = 16.0
"""So many opinions the expectation counts for."""


@dataclass(frozen=True, eq=False)
class Likes:
    """Opinions in cells: (m, 5) moods and, for each kind, (2n, m) numbers: likes, then dislikes."""

    cells: Floats
    counts: tuple[csr_array, csr_array]
    rate: float
    """Share of likes in all, held near a half while there are few."""
    quality: Floats
    """(n,) how much more each song is liked than songs are, whatever the mood and the kind."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Weighted numbers of likes and dislikes of each song, (n,) each, seen from one mood."""

    likes: Floats
    dislikes: Floats

    @property
    def total(self) -> Floats:
        return self.likes + self.dislikes


def count(songs: int, *, rows: Ints, moods: Floats, opposite: Mask, liked: Mask) -> Likes:
    """Opinions, (r,) each with moods (r, 5), of n = `songs` songs."""
    cells, cell = np.unique(np.rint(moods / CELL).astype(np.int8), axis=0, return_inverse=True)
    places = np.where(liked, rows, rows + songs)
    shape = (2 * songs, len(cells))
    similar, turned = (
        csr_array((np.ones(int(of.sum())), (places[of], cell.ravel()[of])), shape=shape)
        for of in (~opposite, opposite)
    )
    rate = (float(liked.sum()) + PRIOR / 2) / (len(liked) + PRIOR)
    return Likes(
        cells.astype(np.float64) * CELL, (similar, turned), rate, _quality(songs, rows, liked, rate)
    )


def none_yet(songs: int) -> Likes:
    no = np.zeros(0, bool)
    return count(songs, rows=np.zeros(0, int), moods=np.zeros((0, 5)), opposite=no, liked=no)


def evidence(likes: Likes, mood: Floats, *, opposite: bool) -> Evidence:
    """What the opinions amount to for somebody in `mood`, (5,), and for one kind."""
    apart = ((likes.cells - mood) ** 2).sum(axis=1)
    kernel = FAR + (1 - FAR) * np.exp(-apart / (2 * WIDTH**2))
    same, other = likes.counts[opposite], likes.counts[not opposite]
    weighed = same @ kernel + OTHER_KIND * (other @ kernel)
    liked, disliked = np.split(weighed, 2)
    return Evidence(liked, disliked)


def expected(prior: Floats, found: Evidence) -> Floats:
    """(n,) share of likes to expect."""
    return (PRIOR * prior + found.likes) / (PRIOR + found.total)


def sampled(prior: Floats, found: Evidence, *, draws: int, rng: np.random.Generator) -> Floats:
    """(draws, n) shares of likes as they may be."""
    likes = PRIOR * prior + found.likes
    return rng.beta(likes, PRIOR + found.total - likes, (draws, len(prior)))


def _quality(songs: int, rows: Ints, liked: Mask, rate: float) -> Floats:
    likes = np.bincount(rows[liked], minlength=songs)
    of_song: Floats = (likes + QUALITY_PRIOR * rate) / (
        np.bincount(rows, minlength=songs) + QUALITY_PRIOR
    )
    return of_song - rate
