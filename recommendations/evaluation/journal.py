"""What people have rated so far, as arrays that grow, and what is learned of it. Pure."""

from dataclasses import dataclass

import numpy as np

from recommendations.ranking import diversity, factorising, feeling
from recommendations.ranking.arrays import Ints, Opinions
from recommendations.ranking.baseline import Floats
from recommendations.ranking.mixing import Learned

DISLIKED, LIKED, SKIPPED = 0, 1, 2


@dataclass(frozen=True)
class Event:
    """One song shown: to whom, in which mood, and what came of it."""

    person: int
    row: int
    mood: Floats
    opposite: bool
    came_of_it: int


class Journal:
    """Events in order. `seen` (p, n): how often each person was shown each song."""

    def __init__(self, people: int, songs: int) -> None:
        self.songs = songs
        self.events: list[Event] = []
        self.seen = np.zeros((people, songs), int)
        self.disliked = np.zeros((people, songs), bool)
        self._of: list[list[Event]] = [[] for _ in range(people)]

    def add(self, event: Event) -> None:
        self.events.append(event)
        self._of[event.person].append(event)
        self.seen[event.person, event.row] += 1
        self.disliked[event.person, event.row] |= event.came_of_it == DISLIKED

    def opinions(self, person: int) -> Opinions:
        rated = [event for event in self._of[person] if event.came_of_it != SKIPPED]
        return Opinions(
            np.array([event.row for event in rated], int),
            np.array([event.came_of_it == LIKED for event in rated], bool),
        )

    def learn(self) -> Learned:
        """As the task does that runs now and then."""
        rated = [event for event in self.events if event.came_of_it != SKIPPED]
        if not rated:
            return Learned.nothing(self.songs)
        rows, liked = self._rows(rated), np.array([e.came_of_it == LIKED for e in rated])
        likes = feeling.count(
            self.songs,
            rows=rows,
            moods=np.array([event.mood for event in rated]),
            opposite=np.array([event.opposite for event in rated]),
            liked=liked,
        )
        people = np.array([event.person for event in rated])
        factors = factorising.learn(self.songs, people=people, rows=rows, liked=liked)
        skipped = [event for event in self.events if event.came_of_it == SKIPPED]
        rates = diversity.skip_rates(self._times(skipped), self._times(self.events))
        return Learned(likes, factors, rates)

    def like_rates(self) -> Floats:
        """(n,) share of likes of each song, held near the overall share while they are few."""
        rated = [event for event in self.events if event.came_of_it != SKIPPED]
        liked = [event for event in rated if event.came_of_it == LIKED]
        overall = len(liked) / len(rated) if rated else 0.5
        rates: Floats = (self._times(liked) + 10 * overall) / (self._times(rated) + 10)
        return rates

    def _rows(self, events: list[Event]) -> Ints:
        return np.array([event.row for event in events], int)

    def _times(self, events: list[Event]) -> Floats:
        return np.bincount(self._rows(events), minlength=self.songs).astype(float)
