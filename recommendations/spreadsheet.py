"""CSV for spreadsheets: cells that run nothing there, and rows that keep their numbers."""

import csv
import re
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import CSV
from import_export.widgets import Widget
from tablib import Dataset

FIRST_SONG_ROW = 2
"""The heading is row 1, as spreadsheets count."""

_TOO_MANY = gettext_lazy(
    "%(row)s행의 칸이 머리글보다 많아요. 쉼표가 든 글은 큰따옴표로 감싸 주세요."
)
_BROKEN = gettext_lazy("%(row)s행에서 파일을 읽지 못했어요.")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def guard(text: str) -> str:
    """`text` such that no spreadsheet takes it for a formula: those get an apostrophe before."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given, without control characters and outer spaces."""
    is_guarded = cell.startswith("'") and _FORMULA.match(cell)
    return _CONTROL.sub(" ", cell[1:] if is_guarded else cell).strip()


class GuardedText(Widget):
    """A column of text that people wrote."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return unguard(str(value or ""))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return guard(str(value or ""))


class StrictCSV(CSV):
    """CSV that names a row with too many cells, and keeps blank rows so that numbers hold."""

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        """Every row, padded to the heading's width.

        Raises:
            UnicodeDecodeError: where the file is not UTF-8.
            ValidationError: naming the row with more cells than the heading, or broken quotes.
        """
        text = in_stream.decode(self.encoding) if isinstance(in_stream, bytes) else in_stream
        rows = csv.reader(StringIO(text, newline=""), strict=True)
        try:
            heading = [name.strip() for name in next(rows, [])]
            found = Dataset(headers=heading or [""])
            for number, row in enumerate(rows, start=FIRST_SONG_ROW):
                if any(row[len(heading) :]):
                    raise ValidationError(_TOO_MANY % {"row": number})
                cells = row[: len(heading)]
                found.append(cells + [""] * (len(heading) - len(cells)))
        except csv.Error as error:
            raise ValidationError(_BROKEN % {"row": rows.line_num}) from error
        return found
