"""Which classifier serves: promoted when better, taken back in one step, replaced when damaged."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from emotions import versions
from emotions.classifier import ClassifierCorrupt, ClassifierIncompatible, store
from emotions.classifier.store import StoredClassifier
from emotions.models import ClassifierVersion, Promotion

pytestmark = pytest.mark.django_db

Source = ClassifierVersion.Source
Kind = Promotion.Kind
Make = Callable[..., ClassifierVersion]


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """As if the process had just started, and nothing left for the next test."""
    versions._forget()
    yield
    versions._forget()


@pytest.fixture
def make(variant: Callable[..., StoredClassifier]) -> Make:
    """`make("name", talk=0.6)` is a registered version with that score."""

    def registered(name: str, **figures: object) -> ClassifierVersion:
        return versions.register(stored=variant(name, **figures), source=Source.TRAINED)

    return registered


def serving_name() -> str:
    return ClassifierVersion.objects.get(is_serving=True).name


def spoil(version: ClassifierVersion, name: str = store.MODEL) -> None:
    version.files.filter(name=name).update(content=b"not what was packed")


def test_what_is_registered_is_what_was_trained(make: Make) -> None:
    version = make("one")
    versions.promote(version=version, by=None)
    classifier = versions.serving()
    assert classifier.version == "one"
    assert classifier.predict(["너무 행복해"])[0].vector.top == "기쁨"


def test_damaged_files_are_not_registered(variant: Callable[..., StoredClassifier]) -> None:
    good = variant("one")
    bad = StoredClassifier(good.manifest, {**good.files, store.MODEL: b"something"})
    with pytest.raises(ClassifierCorrupt, match=r"model\.cbm"):
        versions.register(stored=bad, source=Source.TRAINED)
    assert not ClassifierVersion.objects.exists()


def test_the_better_one_is_promoted(make: Make, staff: User) -> None:
    versions.promote(version=make("one", talk=0.6), by=None)
    promotion = versions.promote(version=make("two", talk=0.7), by=staff)
    assert (promotion.kind, promotion.by) == (Kind.BETTER, staff)
    assert serving_name() == "two"


@pytest.mark.parametrize("score", [0.5, 0.6])
def test_one_that_is_no_better_needs_a_reason(make: Make, staff: User, score: float) -> None:
    versions.promote(version=make("one", talk=0.6), by=None)
    two = make("two", talk=score)
    for reason in ("", "  "):
        with pytest.raises(versions.NotBetter):
            versions.promote(version=two, by=staff, reason=reason)
    assert serving_name() == "one"
    promotion = versions.promote(version=two, by=staff, reason="사투리를 더 잘 읽어요")
    assert (promotion.kind, promotion.reason) == (Kind.OVERRIDE, "사투리를 더 잘 읽어요")
    assert serving_name() == "two"


def test_scores_of_another_test_prove_nothing(make: Make) -> None:
    versions.promote(version=make("one", talk=0.6), by=None)
    with pytest.raises(versions.NotBetter):
        versions.promote(version=make("two", talk=0.9, test="another"), by=None)


def test_a_version_that_cannot_be_loaded_is_not_promoted(make: Make) -> None:
    versions.promote(version=make("one"), by=None)
    two = make("two", talk=0.9)
    spoil(two)
    with pytest.raises(ClassifierCorrupt):
        versions.promote(version=two, by=None)
    assert serving_name() == "one"


def test_promoting_twice_is_promoting_once(make: Make) -> None:
    one = make("one")
    assert versions.promote(version=one, by=None) == versions.promote(version=one, by=None)


def test_the_database_lets_one_alone_serve(make: Make) -> None:
    versions.promote(version=make("one"), by=None)
    make("two")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClassifierVersion.objects.update(is_serving=True)


def test_a_process_takes_up_what_is_promoted_without_a_restart(make: Make) -> None:
    versions.promote(version=make("one", talk=0.6), by=None)
    first = versions.serving()
    assert versions.serving() is first
    versions.promote(version=make("two", talk=0.7), by=None)
    assert versions.serving().version == "two"


def test_rolling_back_brings_the_one_before(make: Make, staff: User) -> None:
    with pytest.raises(versions.NoEarlierVersion):
        versions.roll_back(by=staff)
    versions.promote(version=make("one", talk=0.6), by=None)
    assert not versions.can_roll_back()
    versions.promote(version=make("two", talk=0.7), by=None)
    promotion = versions.roll_back(by=staff)
    assert (promotion.kind, promotion.version.name) == (Kind.ROLLBACK, "one")
    assert versions.serving().version == "one"


@pytest.mark.parametrize("name", store.FILES)
def test_where_files_are_damaged_the_version_before_serves(make: Make, name: str) -> None:
    versions.promote(version=make("one", talk=0.6), by=None)
    two = make("two", talk=0.7)
    versions.promote(version=two, by=None)
    spoil(two, name)
    assert versions.serving().version == "one"
    two.refresh_from_db()
    assert name in two.problem
    assert two.is_serving


def test_where_a_file_is_gone_too(make: Make) -> None:
    versions.promote(version=make("one", talk=0.6), by=None)
    two = make("two", talk=0.7)
    versions.promote(version=two, by=None)
    two.files.get(name=store.WEIGHTS).delete()
    assert versions.serving().version == "one"


def test_registering_again_mends_it(make: Make, variant: Callable[..., StoredClassifier]) -> None:
    two = make("two")
    versions.promote(version=two, by=None)
    spoil(two)
    versions.serving()
    make("two")
    assert versions.serving().version == "two"
    two.refresh_from_db()
    assert two.problem == ""


def test_without_any_sound_version_the_shipped_one_serves(make: Make) -> None:
    shipped = store.read(store.SHIPPED).manifest.version
    assert versions.serving().version == shipped
    one = make("one")
    versions.promote(version=one, by=None)
    spoil(one)
    assert versions.serving().version == shipped


def test_one_trained_with_another_encoder_is_not_used(
    variant: Callable[..., StoredClassifier],
) -> None:
    good = variant("one")
    other = StoredClassifier(replace(good.manifest, encoder="0" * 64), good.files)
    version = versions.register(stored=other, source=Source.TRAINED)
    with pytest.raises(ClassifierIncompatible, match="another encoder"):
        versions.promote(version=version, by=None)


def test_the_shipped_one_is_adopted_once_and_gives_way_to_one_trained_here(make: Make) -> None:
    shipped = versions.adopt_shipped()
    assert versions.adopt_shipped() == shipped
    assert Promotion.objects.count() == 1
    versions.promote(version=make("here"), by=None, reason="우리 말을 배웠어요")
    versions.adopt_shipped()
    assert serving_name() == "here"


def test_a_newer_shipped_one_takes_the_place_of_an_older(make: Make) -> None:
    older = make("older")
    ClassifierVersion.objects.update(source=Source.SHIPPED)
    versions.promote(version=older, by=None)
    assert versions.adopt_shipped().name == serving_name()


@pytest.fixture
def flipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """`flipped("model.cbm")` changes a bit of that shipped file, in a copy that is used instead."""
    folder = tmp_path / "model"
    shutil.copytree(store.SHIPPED, folder)
    monkeypatch.setattr(store, "SHIPPED", folder)

    def flip(name: str) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)

    return flip


@pytest.mark.parametrize("name", store.FILES)
def test_a_start_with_a_flipped_file_goes_on_with_the_copy(
    flipped: Callable[[str], None], name: str
) -> None:
    shipped = versions.adopt_shipped()
    glance = versions.glance()
    flipped(name)
    versions._forget()
    told = StringIO()
    call_command("load_classifier", stderr=told)
    assert name in told.getvalue()
    assert f"{shipped} of the database serves" in told.getvalue()
    assert versions.serving().version == shipped.name
    assert versions.glance().encoder == glance.encoder
    assert not versions.is_shipped_sound()


def test_without_a_copy_a_flipped_file_stops_the_start(flipped: Callable[[str], None]) -> None:
    flipped(store.MODEL)
    with pytest.raises(CommandError, match="make classifier"):
        call_command("load_classifier")
    flipped(store.WEIGHTS)
    with pytest.raises(ClassifierCorrupt):
        versions.glance()
