"""Numbers of help lines in texts. Pure.

They stand in one table, `data/helplines.csv`. What 공감이 says names one of them as `{109}`, a page
as `{% helpline "109" %}`; a number that is in no table is refused where the text is read.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "helplines.csv"
_NAMED = re.compile(r"\{(\d[\d-]*)\}")


def rows() -> list[dict[str, str]]:
    """`number`, `name` and `when` of each line, in their order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def numbers() -> frozenset[str]:
    """The numbers that may be named."""
    return frozenset(row["number"] for row in rows())


def known(number: str) -> str:
    """`number`. Raises KeyError where it is not in the table."""
    if number not in numbers():
        raise KeyError(f"{number} is no help line: add it to {TABLE.name}, or name another")
    return number


def with_numbers(text: str) -> str:
    """`text` with each `{number}` as it is dialled. Raises KeyError for one not in the table."""
    return _NAMED.sub(lambda named: known(named[1]), text)


def digits(number: str) -> str:
    """A number as a telephone dials it."""
    return "".join(char for char in number if char.isdigit())
