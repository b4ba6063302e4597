"""Utterances and answers as CSV and JSONL: what a file's rows say, and the tables as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from backoffice.spreadsheets import JSONLines, Sheet, StrictCSV, guard, require_columns, unguard
from chat.dialogue import repertoire
from chat.dialogue.intents import LONGEST_UTTERANCE, flaws
from chat.models import NAMED_IN_FIELD, Answer, Intent, Utterance, one_line
from chat.teaching.forms import FLAW_TEXTS

UTTERANCE_COLUMNS = ("topic", "utterance")
ANSWER_COLUMNS = ("topic", "family", "say", "ask")
LONGEST_TOPIC = Intent._meta.get_field("topic").max_length or 0


class UtteranceRow(NamedTuple):
    topic: str
    text: str


class AnswerRow(NamedTuple):
    """Of `topic` or of `family`; the other is ""."""

    topic: str
    family: str
    say: str
    ask: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.topic, self.family, self.say


class Content(NamedTuple):
    """Each row once, and what is wrong with the others, naming them as spreadsheets count."""

    rows: list[Any]
    problems: list[str]


def utterances(file_name: str, content: bytes) -> Content:
    """The `UtteranceRow`s of a file."""
    return _content(file_name, content, UTTERANCE_COLUMNS, _utterance)


def answers(file_name: str, content: bytes) -> Content:
    """The `AnswerRow`s of a file."""
    return _content(file_name, content, ("say",), _answer)


def export_utterances() -> Iterator[dict[str, str]]:
    """Those in use, by topic."""
    rows = Utterance.objects.filter(is_active=True, intent__is_active=True)
    for topic, text in _listed(rows.order_by("intent__topic", "pk"), "intent__topic", "text"):
        yield {"topic": topic, "utterance": text}


def export_answers() -> Iterator[dict[str, str]]:
    """Those in use, by topic, then by family."""
    rows = Answer.objects.filter(Q(intent__is_active=True) | Q(intent=None), is_active=True)
    ordered = rows.order_by("intent__topic", "family__name", "pk")
    for values in _listed(ordered, "intent__topic", "family__name", "say", "ask"):
        yield dict(zip(ANSWER_COLUMNS, (value or "" for value in values), strict=True))


def as_csv(rows: Iterable[dict[str, str]], columns: Iterable[str]) -> Iterator[str]:
    """Lines that spreadsheets may open: they read Korean, and take no text for a formula."""
    line = csv.writer(_Echo())
    yield "\ufeff" + line.writerow(columns)
    for row in rows:
        yield line.writerow([guard(value) for value in row.values()])


def as_json_lines(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def _listed(rows: Any, *columns: str) -> Iterable[tuple[Any, ...]]:
    listed: Iterable[tuple[Any, ...]] = rows.values_list(*columns).iterator(chunk_size=2000)
    return listed


def _content(
    file_name: str,
    content: bytes,
    columns: Iterable[str],
    read: Callable[[dict[str, str], dict[Any, Any]], Any],
) -> Content:
    """What `read` makes of each row that is not blank; it raises ValidationError."""
    is_csv = not file_name.lower().endswith((".jsonl", ".json"))
    reader = StrictCSV("utf-8-sig") if is_csv else JSONLines()
    try:
        sheet: Sheet = reader.create_dataset(content)
        require_columns(sheet, columns)
    except ValidationError as error:
        return Content([], error.messages)
    except UnicodeDecodeError:
        return Content([], [_("읽지 못했어요. UTF-8로 저장한 파일인지 확인해 주세요.")])
    seen: dict[Any, Any] = {}
    problems: list[str] = []
    for number, values in enumerate(sheet, start=sheet.first_row):
        texts = map(unguard, values) if is_csv else values
        cells = dict(zip(sheet.headers, map(one_line, texts), strict=True))
        if not any(cells.values()):
            continue
        try:
            read(cells, seen)
        except ValidationError as error:
            problem = " ".join(error.messages)
            problems.append(_("%(row)s행: %(problem)s") % {"row": number, "problem": problem})
    return Content(list(seen.values()), problems)


def _utterance(cells: dict[str, str], seen: dict[str, UtteranceRow]) -> None:
    row = UtteranceRow(cells["topic"], cells["utterance"])
    _check_name(row.topic)
    if not row.text:
        raise ValidationError(_("utterance가 비어 있어요."))
    if len(row.text) > LONGEST_UTTERANCE:
        raise ValidationError(_("utterance는 %(most)d자까지예요.") % {"most": LONGEST_UTTERANCE})
    if seen.setdefault(row.text, row) != row:
        raise ValidationError(_("같은 말이 다른 주제로 앞에 있어요."))


def _answer(cells: dict[str, str], seen: dict[tuple[str, str, str], AnswerRow]) -> None:
    row = AnswerRow(*(cells.get(column, "") for column in ANSWER_COLUMNS))
    if bool(row.topic) == bool(row.family):
        raise ValidationError(_("topic과 family 가운데 하나만 적어 주세요."))
    _check_name(row.topic or row.family)
    if not row.say:
        raise ValidationError(_("say가 비어 있어요."))
    for flaw in flaws(repertoire.Answer(row.say, row.ask)):
        raise ValidationError(FLAW_TEXTS[flaw])
    if seen.setdefault(row.key, row) != row:
        raise ValidationError(_("같은 답이 다른 물음과 함께 앞에 있어요."))


def _check_name(name: str) -> None:
    NAMED_IN_FIELD(name)
    if len(name) > LONGEST_TOPIC:
        raise ValidationError(_("주제는 %(most)d자까지예요.") % {"most": LONGEST_TOPIC})
