"""Which classifier serves: versions are registered, promoted and rolled back here.

Every process asks the database which version serves before it classifies, and loads another when
that has changed, so nothing needs a restart.
"""

from __future__ import annotations

import logging
import os
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone

from emotions.classifier import ClassifierError, EmotionClassifier, store
from emotions.classifier.glance import Glance
from emotions.classifier.store import Manifest, StoredClassifier
from emotions.language.encoder import EncoderDamaged, EncoderMissing, get_packaged_encoder
from emotions.models import ClassifierFile, ClassifierVersion, Promotion

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

Kind = Promotion.Kind


class NotBetter(ValueError):
    """A version does not beat the one that serves, and nobody gave a reason to take it still."""


class NoEarlierVersion(ValueError):
    """There is nothing to go back to."""


def register(*, stored: StoredClassifier, source: str) -> ClassifierVersion:
    """Keep a trained classifier; registering it again mends its files.

    Raises:
        ClassifierError: where its files are not those of its manifest.
    """
    stored.check()
    with transaction.atomic():
        version, _created = ClassifierVersion.objects.update_or_create(
            name=stored.manifest.version,
            defaults={"manifest": stored.manifest.to_record(), "problem": ""},
            create_defaults={"manifest": stored.manifest.to_record(), "source": source},
        )
        version.files.all().delete()
        ClassifierFile.objects.bulk_create(
            ClassifierFile(version=version, name=name, content=content)
            for name, content in stored.files.items()
        )
    return version


@transaction.atomic
def promote(*, version: ClassifierVersion, by: User | None, reason: str = "") -> Promotion:
    """Let a version serve: because it is better on the frozen test, or for a person's reason.

    Raises:
        ClassifierError: where it could not be loaded.
        NotBetter: where it has no better score and there is no reason.
    """
    present = _lock_serving()
    if present == version:
        return version.promotions.latest("pk")
    _load(version)
    if beats(version, present):
        return _serve(version, Kind.BETTER, by, reason)
    if not reason.strip():
        raise NotBetter(f"{version} does not beat {present}")
    return _serve(version, Kind.OVERRIDE, by, reason.strip())


@transaction.atomic
def roll_back(*, by: User | None) -> Promotion:
    """Let the version serve that served before the present one.

    Raises:
        NoEarlierVersion, ClassifierError
    """
    present = _lock_serving()
    earlier = next((one for one in _history() if one != present), None)
    if earlier is None:
        raise NoEarlierVersion
    _load(earlier)
    return _serve(earlier, Kind.ROLLBACK, by, "")


def adopt_shipped() -> ClassifierVersion:
    """Register what is in the repository; it serves unless one that was trained here does."""
    version = register(stored=store.read(store.SHIPPED), source=ClassifierVersion.Source.SHIPPED)
    with transaction.atomic():
        present = _lock_serving()
        if present is None or (
            present != version and present.source == ClassifierVersion.Source.SHIPPED
        ):
            _serve(version, Kind.SHIPPED, None, "")
    return version


def beats(version: ClassifierVersion, other: ClassifierVersion | None) -> bool:
    """Whether it has the higher `score` on the same frozen test; anything beats nothing."""
    if other is None:
        return True
    same_test = version.manifest["data"]["test"] == other.manifest["data"]["test"]
    return bool(same_test and score(version) > score(other))


def score(version: ClassifierVersion) -> float:
    """Mean macro-F1 of talks and of first turns on the frozen test, in [0, 1]."""
    figures = version.manifest["figures"]
    return float(figures["talk"]["macro_f1"] + figures["first_turn"]["macro_f1"]) / 2


def can_roll_back() -> bool:
    """Whether there is an earlier version."""
    return len(_history()) > 1


class _Serving(NamedTuple):
    """What this process loaded, and the row it was loaded for."""

    row: tuple[int, datetime] | None
    classifier: EmotionClassifier


_lock = Lock()
_serving: _Serving | None = None


def serving() -> EmotionClassifier:
    """The classifier in use. Where its files are damaged, the latest earlier one that is not.

    Raises:
        ClassifierError: where none can be loaded, not even the one in the repository.
    """
    global _serving
    row = ClassifierVersion.objects.filter(is_serving=True).values_list("pk", "changed_at").first()
    with _lock:
        if _serving is None or _serving.row != row:
            _serving = _Serving(row, _load_first())
        return _serving.classifier


def shipped() -> EmotionClassifier:
    """The classifier of the repository, for work without a database.

    Raises:
        ClassifierError
    """
    return _build(store.read(store.SHIPPED))


def is_shipped_sound() -> bool:
    """Whether the files of the repository are those of its manifest."""
    try:
        store.read(store.SHIPPED).check()
    except ClassifierError:
        return False
    return True


def glance() -> Glance:
    """The quick look of the repository's classifier; where that is damaged, of a copy kept here.

    Raises:
        ClassifierError: where no copy is sound.
    """
    try:
        return Glance.shipped()
    except ClassifierError as error:
        logger.error("the shipped classifier cannot be read: %s", error)
        for version in _history():
            try:
                return Glance.of(_stored(version))
            except ClassifierError as other:
                _note_problem(version, other)
        raise


def _load_first() -> EmotionClassifier:
    for version in _history():
        try:
            return _load(version)
        except ClassifierError as error:
            _note_problem(version, error)
    return shipped()


def _history() -> list[ClassifierVersion]:
    """Versions that have served, each once, the latest first."""
    promotions = Promotion.objects.select_related("version").order_by("-pk")
    return list(dict.fromkeys(promotion.version for promotion in promotions))


def _load(version: ClassifierVersion) -> EmotionClassifier:
    return _build(_stored(version))


def _stored(version: ClassifierVersion) -> StoredClassifier:
    files = {file.name: bytes(file.content) for file in version.files.all()}
    return StoredClassifier(Manifest.of_record(version.manifest), files)


def _build(stored: StoredClassifier) -> EmotionClassifier:
    """With the packaged encoder, which must be the one that the classifier was trained on."""
    try:
        encoder = get_packaged_encoder()
    except (EncoderMissing, EncoderDamaged) as error:
        raise ClassifierError(str(error)) from error
    if encoder.fingerprint != stored.manifest.encoder:
        raise store.ClassifierIncompatible(
            f"{stored.manifest.version} was trained with another encoder: {store.MEND}"
        )
    return EmotionClassifier.load(stored, encoder.encode)


def _note_problem(version: ClassifierVersion, error: ClassifierError) -> None:
    """For staff; the row that serves stays the same, so that mending it is enough."""
    logger.error("classifier %s cannot serve: %s", version, error)
    ClassifierVersion.objects.filter(pk=version.pk).update(problem=str(error)[:300])


def _lock_serving() -> ClassifierVersion | None:
    """The present version; two who promote at once wait for each other."""
    versions = list(ClassifierVersion.objects.select_for_update().order_by("pk"))
    return next((version for version in versions if version.is_serving), None)


def _serve(version: ClassifierVersion, kind: str, by: User | None, reason: str) -> Promotion:
    now = timezone.now()
    ClassifierVersion.objects.filter(is_serving=True).update(is_serving=False, changed_at=now)
    ClassifierVersion.objects.filter(pk=version.pk).update(
        is_serving=True, problem="", changed_at=now
    )
    logger.info("classifier %s serves (%s)", version, kind)
    return Promotion.objects.create(version=version, kind=kind, by=by, reason=reason)


def _forget() -> None:
    """A forked child loads its own."""
    global _lock, _serving
    _lock, _serving = Lock(), None


os.register_at_fork(after_in_child=_forget)
