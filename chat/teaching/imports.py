"""Files of utterances or answers: sent, looked through, and taken whole or not at all.

The web process only keeps the file. A task looks through it and says what it would change; when
staff agree, a second one computes the vectors, which takes minutes and holds nobody up, and then
changes the tables in one transaction. Until that is announced everybody is answered as before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerUnreachable

from chat.dialogue import vectors
from chat.models import ReplyImport
from chat.teaching import merging, sheets
from chat.teaching.sheets import UtteranceRow
from chat.teaching.versions import recorded
from emotions.language.encoder import get_encoder

logger = logging.getLogger(__name__)

Kind, Status = ReplyImport.Kind, ReplyImport.Status

CHECK, APPLY = "chat.tasks.check_import", "chat.tasks.apply_import"
MOST_ROWS = 50_000
MOST_BYTES = 20 * 1024**2
PROBLEMS_KEPT = 50
EMBEDDED = 90
"""Percent of the progress at which the vectors are there and the tables are changed."""


def request_import(*, kind: str, file: UploadedFile[bytes], by: Any) -> ReplyImport:
    """Keep a file and have it looked through after commit.

    Raises:
        ValidationError: in words, where it is larger than may be; nothing of it is kept then.
    """
    _check_size(file)
    sent = ReplyImport.objects.create(
        kind=kind, file_name=(file.name or "")[-200:], content=file.read(), requested_by=by
    )
    transaction.on_commit(partial(_queue, CHECK, sent.pk))
    return sent


def agree(*, sent: ReplyImport) -> bool:
    """Have a file taken after commit; False where it is not ready, or was taken already."""
    ready = ReplyImport.objects.filter(pk=sent.pk, status=Status.READY)
    if not ready.update(status=Status.APPLYING, progress=0):
        return False
    transaction.on_commit(partial(_queue, APPLY, sent.pk))
    return True


def check(import_id: int) -> None:
    """Say what a file would change, or what is wrong with it."""
    sent = ReplyImport.objects.filter(pk=import_id, status=Status.CHECKING).first()
    if sent is not None:
        _kept_if_it_fails(sent, _check)


def apply(import_id: int) -> None:
    """Take a file that staff agreed to; done again from the start where a worker died over it."""
    sent = ReplyImport.objects.filter(pk=import_id, status=Status.APPLYING).first()
    if sent is not None:
        _kept_if_it_fails(sent, _apply)


def _check_size(file: UploadedFile[bytes]) -> None:
    if (file.size or 0) > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise ValidationError(_("파일은 %(most)d MB까지예요. 나누어 올려 주세요.") % {"most": most})
    lines = sum(chunk.count(b"\n") for chunk in file.chunks())
    if lines > MOST_ROWS + 1:
        raise ValidationError(
            _("한 번에 %(most)d행까지예요. 이 파일은 %(lines)d행이니 나누어 올려 주세요.")
            % {"most": MOST_ROWS, "lines": lines}
        )
    file.seek(0)


def _check(sent: ReplyImport) -> None:
    rows, problems = _read(sent)
    if problems:
        _end(sent, status=Status.REFUSED, problems=problems[:PROBLEMS_KEPT])
        return
    plan = (
        merging.plan_utterances(rows)
        if sent.kind == Kind.UTTERANCES
        else merging.plan_answers(rows)
    )
    _note(sent, status=Status.READY, found=plan.summary())


def _apply(sent: ReplyImport) -> None:
    rows, problems = _read(sent)
    if problems:  # the rules may have changed since it was looked through
        _end(sent, status=Status.REFUSED, problems=problems[:PROBLEMS_KEPT])
    elif sent.kind == Kind.UTTERANCES:
        _apply_utterances(sent, rows)
    else:
        _merge(sent, partial(merging.merge_answers, rows))


def _apply_utterances(sent: ReplyImport, rows: Sequence[UtteranceRow]) -> None:
    """Vectors first, without the version's lock; then all rows in one transaction."""
    encoder = get_encoder()
    texts = [row.text for row in merging.plan_utterances(rows).new]
    matrix = vectors.encoded(texts, encoder, partial(_note_progress, sent))
    ready = {text: place for place, text in enumerate(texts)}
    _merge(sent, partial(merging.merge_utterances, rows, ready, matrix, encoder))


@transaction.atomic
def _merge(sent: ReplyImport, merge: Callable[[], None]) -> None:
    """All rows as one version, once: a task that takes long may have been given to two workers."""
    waiting = ReplyImport.objects.select_for_update(of=["self"]).defer("content")
    if not waiting.filter(pk=sent.pk, status=Status.APPLYING).exists():
        return
    note = _("파일 %(name)s") % {"name": sent.file_name}
    with recorded(by=sent.requested_by, note=note) as record:
        merge()
    _end(sent, status=Status.DONE, progress=100, version=record.version)


def _read(sent: ReplyImport) -> sheets.Content:
    read = sheets.utterances if sent.kind == Kind.UTTERANCES else sheets.answers
    content = read(sent.file_name, bytes(sent.content))
    if len(content.rows) > MOST_ROWS:
        return sheets.Content([], [_("한 번에 %(most)d행까지예요.") % {"most": MOST_ROWS}])
    return content


def _kept_if_it_fails(sent: ReplyImport, work: Callable[[ReplyImport], None]) -> None:
    """A failure is told on the page; what was at work is rolled back."""
    try:
        work(sent)
    except Exception as error:
        logger.error("import %s failed: %s", sent.pk, type(error).__name__)  # no words of the file
        _end(sent, status=Status.FAILED, problems=[type(error).__name__])


def _queue(task: str, import_id: int) -> None:
    try:
        current_app.send_task(task, args=[import_id], retry=False)
    except BrokerUnreachable as error:
        logger.error("import %s found no broker: %s", import_id, type(error).__name__)
        problem = _("작업을 맡길 곳(Redis)이 답하지 않아요. 켠 뒤에 다시 올려 주세요.")
        _end(ReplyImport(pk=import_id), status=Status.FAILED, problems=[problem])


def _note_progress(sent: ReplyImport, done: int, total: int) -> None:
    _note(sent, progress=EMBEDDED * done // total)


def _end(sent: ReplyImport, **fields: object) -> None:
    """The file itself is needed no more."""
    _note(sent, content=b"", **fields)


def _note(sent: ReplyImport, **fields: object) -> None:
    """Nothing is noted of one that ended meanwhile."""
    at_work = ReplyImport.objects.filter(status__in=[Status.CHECKING, Status.APPLYING])
    at_work.filter(pk=sent.pk).update(**fields)
