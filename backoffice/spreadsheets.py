"""Tables that staff import and export: all rows or none, and CSV that spreadsheets may open.

Knows no app. Cells run nothing in a spreadsheet, and rows keep their numbers.
"""

import codecs
import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import StringIO
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportModelAdmin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, TextFormat
from import_export.resources import ModelResource
from import_export.results import InvalidRow, Result, RowResult
from import_export.widgets import Widget
from tablib import Dataset

from backoffice.admin import DeclaredFilters
from texts.clean import normalised

FIRST_ROW = 2
"""The heading is row 1, as spreadsheets count."""

_TOO_MANY = gettext_lazy(
    "%(row)s행의 칸이 머리글보다 많아요. 쉼표가 든 글은 큰따옴표로 감싸 주세요."
)
_BROKEN = gettext_lazy("%(row)s행에서 파일을 읽지 못했어요.")
_NO_TEXT = gettext_lazy("%(row)s행의 ‘%(column)s’ 값이 글이 아니에요.")
_HALF_LETTER = gettext_lazy("%(row)s행의 ‘%(column)s’ 값에 반쪽짜리 글자가 있어요.")
_NOT_READ = gettext_lazy("읽지 못했어요. UTF-8로 저장한 CSV 파일인지 확인해 주세요.")
_BEFORE = r"'\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff"
"""What a spreadsheet passes over before a formula: spaces of all kinds, and letters unseen."""
_FORMULA = re.compile(rf"[{_BEFORE}]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def guard(text: str) -> str:
    """`text` such that no spreadsheet takes it for a formula: those get an apostrophe before."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given, without control characters and outer spaces."""
    is_guarded = cell.startswith("'") and _FORMULA.match(cell)
    return _CONTROL.sub(" ", cell[1:] if is_guarded else cell).strip()


def decoded(content: bytes) -> str:
    """The text of a file that a spreadsheet wrote: UTF-8, UTF-16 with its mark, or CP949.

    Raises:
        UnicodeDecodeError: where it is in none of them.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp949")  # what Excel writes in Korea unless it is asked otherwise


def _delimiter(text: str) -> str:
    """What stands between the cells of the heading most often; a comma where nothing does."""
    heading = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(",\t;", key=heading.count)


TRUE_WORDS = {"1", "예", "네", "사용", "o", "ㅇ", "참", "y", "yes", "on", "true", "t"}
FALSE_WORDS = {"0", "아니요", "아니오", "미사용", "사용 안 함", "사용안함", "x", "거짓", "n", "no",
               "off", "false", "f"}  # fmt: skip


def truth(cell: str) -> bool | None:
    """What a cell says of yes or no; None where it is blank.

    Raises:
        ValidationError: for any word that is not known.
    """
    word = unicodedata.normalize("NFKC", unguard(cell)).casefold().strip()
    with suppress(ValueError):
        word = f"{float(word):g}"  # spreadsheets write 1 as 1.0
    if not word:
        return None
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise ValidationError(
        _("‘%(word)s’은(는) 알 수 없는 값이에요. ‘예’나 ‘아니요’로 적어 주세요.")
        % {"word": cell.strip()[:20]}
    )


class YesOrNo(Field):
    """A column of yes and no; a blank cell leaves what is stored as it is."""

    def clean(self, row: Any, **kwargs: Any) -> bool | None:
        return truth(str(row[self.column_name] or ""))

    def save(self, instance: Any, row: Any, *args: Any, **kwargs: Any) -> None:
        if self.clean(row) is not None:
            super().save(instance, row, *args, **kwargs)


def rename_columns(dataset: Dataset, names: Mapping[str, str]) -> None:
    """Give columns the names they are read by: `names` by what else they may be called.

    Spaces, case and width do not count. A heading that is there under its own name keeps it.
    """
    known = {_plain(other): name for other, name in names.items()}
    present = {heading.strip() for heading in dataset.headers}
    for place, heading in enumerate(dataset.headers):
        name = known.get(_plain(heading))
        if name is not None and name not in present:
            dataset.headers[place] = name
            present.add(name)


def _plain(heading: str) -> str:
    return "".join(unicodedata.normalize("NFKC", normalised(heading)).casefold().split())


class Sheet(Dataset):
    """Rows that know where they stood; the first one is below the heading of a CSV."""

    first_row = FIRST_ROW


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
            UnicodeDecodeError: where the file is in none of the encodings that spreadsheets write.
            ValidationError: naming the row with more cells than the heading, or broken quotes.
        """
        text = decoded(in_stream) if isinstance(in_stream, bytes) else in_stream
        rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        try:
            heading = [name.strip() for name in next(rows, [])]
            found = Sheet(headers=heading or [""])
            for number, row in enumerate(rows, start=FIRST_ROW):
                if any(row[len(heading) :]):
                    raise ValidationError(_TOO_MANY % {"row": number})
                cells = row[: len(heading)]
                found.append(cells + [""] * (len(heading) - len(cells)))
        except csv.Error as error:
            raise ValidationError(_BROKEN % {"row": rows.line_num}) from error
        return found


class JSONLines(TextFormat):
    """One JSON object a line."""

    TABLIB_MODULE = "tablib.formats._json"  # for its media type; lines are read and written here

    def get_title(self) -> str:
        return "jsonl"

    def get_extension(self) -> str:
        return "jsonl"

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        """A row for each line; those missing a column of the first have "" there.

        Raises:
            UnicodeDecodeError: where the file is not UTF-8.
            ValidationError: naming the line that is no JSON object, or whose values are no text.
        """
        text = in_stream.decode("utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        rows = [_json_object(number, line) for number, line in enumerate(text.split("\n"), start=1)]
        heading = list(dict.fromkeys(name for row in rows for name in row)) or [""]
        found = Sheet(headers=heading)
        found.first_row = 1
        for row in rows:
            found.append([row.get(name, "") for name in heading])
        return found

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in dataset.dict)


class SheetResult(Result):
    first_row = FIRST_ROW

    @property
    def problems(self) -> list[str]:
        """One line for each problem, naming the row as spreadsheets count."""
        if self.base_errors:
            return [_message(problem.error) for problem in self.base_errors]
        failed = [(row.number, _message(row.errors[0].error)) for row in self.error_rows]
        invalid = [(row.number, _invalid(row)) for row in self.invalid_rows]
        return [
            _("%(row)s행: %(problem)s") % {"row": number + self.first_row - 1, "problem": problem}
            for number, problem in sorted(failed + invalid)
        ]


class SheetResource(ModelResource):
    """A table that is imported as a whole or not at all; blank rows are passed over."""

    @classmethod
    def get_result_class(cls) -> type[Result]:
        return SheetResult

    def import_data(self, dataset: Dataset, *args: Any, **kwargs: Any) -> Result:
        """All rows, or none where one is wrong."""
        whole = {"use_transactions": True, "rollback_on_validation_errors": True}
        result = super().import_data(dataset, *args, **(kwargs | whole))
        result.first_row = getattr(dataset, "first_row", FIRST_ROW)
        return result

    def import_row(self, row: dict[str, Any], *args: Any, **kwargs: Any) -> RowResult:
        if any(row.values()):
            return super().import_row(row, *args, **kwargs)
        blank = RowResult()
        blank.import_type = RowResult.IMPORT_TYPE_SKIP
        return blank


class SheetAdmin(ImportExportModelAdmin, DeclaredFilters):
    """Import and export in one step each, by those who may change and see the table."""

    to_encoding = "utf-8-sig"  # so that Excel reads Korean
    skip_import_confirm = True  # one transaction from file to rows
    skip_export_form = True

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def add_data_read_fail_error_to_form(self, form: Form, e: Exception) -> None:
        if not isinstance(e, ValidationError):
            e = ValidationError(_NOT_READ)
        form.add_error("import_file", e)


def require_columns(dataset: Dataset, names: Iterable[str]) -> None:
    """Raises ValidationError naming the columns that are not there."""
    missing = [name for name in names if name not in dataset.headers]
    if missing:
        raise ValidationError(
            _("머리글에 %(columns)s 칸이 없어요.") % {"columns": ", ".join(missing)}
        )


def _json_object(number: int, line: str) -> dict[str, str]:
    if not line.strip():
        return {}
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_BROKEN % {"row": number}) from error
    if not isinstance(found, dict):
        raise ValidationError(_BROKEN % {"row": number})
    return {name: _json_text(number, name, value) for name, value in found.items()}


def _json_text(number: int, name: str, value: object) -> str:
    """Text, a number or a truth value as text, and "" for null."""
    if isinstance(value, dict | list):
        raise ValidationError(_NO_TEXT % {"row": number, "column": name})
    text = "" if value is None else str(value)
    if _SURROGATE.search(name + text):
        column = _SURROGATE.sub("�", name)
        raise ValidationError(_HALF_LETTER % {"row": number, "column": column})
    return text


def _message(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _invalid(row: InvalidRow) -> str:
    return " ".join(
        message if field == NON_FIELD_ERRORS else f"{field}: {message}"
        for field, messages in row.error_dict.items()
        for message in messages
    )
