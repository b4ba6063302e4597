"""Staff train, watch, promote and roll back; nobody else does."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from emotions import versions
from emotions.classifier import store
from emotions.classifier.store import StoredClassifier
from emotions.models import ClassifierVersion, Promotion, TrainingRun

pytestmark = pytest.mark.django_db

VERSIONS = reverse("admin:emotions_classifierversion_changelist")
RUNS = reverse("admin:emotions_trainingrun_changelist")
ROLL_BACK = reverse("admin:emotions_classifierversion_rollback")
START = reverse("admin:emotions_trainingrun_start")


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    versions._forget()
    yield
    versions._forget()


@pytest.fixture
def admin(staff: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(staff)


@pytest.fixture
def two(variant: Callable[..., StoredClassifier]) -> ClassifierVersion:
    """A second version, worse than the first, which serves."""
    trained = ClassifierVersion.Source.TRAINED
    one = versions.register(stored=variant("one", talk=0.6), source=trained)
    versions.promote(version=one, by=None)
    return versions.register(stored=variant("two", talk=0.5), source=trained)


def promote_url(version: ClassifierVersion) -> str:
    return reverse("admin:emotions_classifierversion_promote", args=[version.pk])


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_versions_are_listed_with_their_figures(admin: Client, two: ClassifierVersion) -> None:
    page = text_of(admin, VERSIONS)
    assert "0.600" in page
    assert "0.500" in page
    detail = reverse("admin:emotions_classifierversion_change", args=[two.pk])
    assert promote_url(two) in text_of(admin, detail)


def test_a_worse_one_asks_for_a_reason_and_takes_it(
    admin: Client, two: ClassifierVersion, staff: User
) -> None:
    assert "까닭을 적어 주세요" in text_of(admin, promote_url(two))
    page = admin.post(promote_url(two), {"reason": " "})
    assert "까닭을 적어 주세요" in page.content.decode()
    assert not ClassifierVersion.objects.get(pk=two.pk).is_serving
    assert admin.post(promote_url(two), {"reason": "짧은 말에 강해요"}).status_code == 302
    assert ClassifierVersion.objects.get(pk=two.pk).is_serving
    assert Promotion.objects.latest("pk").by == staff


def test_a_damaged_one_is_refused_with_the_file_named(
    admin: Client, two: ClassifierVersion
) -> None:
    two.files.filter(name=store.MODEL).update(content=b"spoilt")
    page = admin.post(promote_url(two), {"reason": "그래도"})
    assert "model.cbm" in page.content.decode()
    assert not ClassifierVersion.objects.get(pk=two.pk).is_serving


def test_one_click_goes_back(admin: Client, two: ClassifierVersion) -> None:
    assert ROLL_BACK not in text_of(admin, VERSIONS)
    admin.post(promote_url(two), {"reason": "시험 삼아"})
    assert ROLL_BACK in text_of(admin, VERSIONS)
    page = admin.post(ROLL_BACK, follow=True).content.decode()
    assert "one" in page
    assert ClassifierVersion.objects.get(name="one").is_serving


def test_a_problem_is_shown(admin: Client, two: ClassifierVersion) -> None:
    ClassifierVersion.objects.filter(name="one").update(problem="model.cbm of one is gone")
    assert "model.cbm of one is gone" in text_of(admin, VERSIONS)


def test_a_training_is_started_once_and_watched(admin: Client) -> None:
    assert 'http-equiv="refresh"' not in text_of(admin, RUNS)
    for _ in range(2):
        assert admin.post(START).status_code == 302
    run = TrainingRun.objects.get()
    TrainingRun.objects.update(progress=37, step="결정 나무")
    page = text_of(admin, RUNS)
    assert 'http-equiv="refresh"' in page
    assert 'value="37"' in page
    admin.post(RUNS, {"action": "abandon", "_selected_action": [run.pk]})
    assert TrainingRun.objects.get().status == "failed"


@pytest.mark.parametrize("url", [ROLL_BACK, START])
def test_looking_does_not_change_anything(admin: Client, url: str) -> None:
    assert admin.get(url).status_code == 405


@pytest.mark.parametrize("url", [ROLL_BACK, START])
def test_others_are_refused(owner: User, client_of: Callable[[User], Client], url: str) -> None:
    assert client_of(owner).post(url).status_code == 302
    User.objects.filter(pk=owner.pk).update(is_staff=True)
    assert client_of(owner).post(url).status_code == 403
    assert not TrainingRun.objects.exists()
