"""Lyrics as the verses that a classifier reads as it reads the utterances of a talk. Pure."""

import re

LINES_PER_VERSE = 4
"""Length of a verse where the text does not mark them by blank lines."""


def verses(lyrics: str) -> list[str]:
    """Parts of `lyrics` between blank lines; where there are none, every four lines."""
    blocks = [_lines(block) for block in re.split(r"\n\s*\n", lyrics.replace("\r\n", "\n"))]
    if len(blocks) == 1:
        [lines] = blocks
        blocks = [lines[i : i + LINES_PER_VERSE] for i in range(0, len(lines), LINES_PER_VERSE)]
    return ["\n".join(lines) for lines in blocks if lines]


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]
