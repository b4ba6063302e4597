"""What people say about their results: stored, reviewed, and given to the training."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from emotions import corrections, personal_data
from emotions.models import EmotionAnalysis, EmotionCorrection
from emotions.privacy import MASK
from emotions.vector import CALM, EmotionVector

Status = EmotionCorrection.Status
SAD = EmotionVector((0.05, 0.05, 0.2, 0.2, 0.5))
WORDS = ["친구가 떠났어요", "010-1234-5678로 전화해도 안 받아요\x00"]
KEPT_WORDS = ["친구가 떠났어요", f"{MASK}로 전화해도 안 받아요"]
LIST = reverse("admin:emotions_emotioncorrection_changelist")


@pytest.fixture
def analysis(owner: User) -> EmotionAnalysis:
    return EmotionAnalysis.objects.create(
        owner=owner, status=EmotionAnalysis.Status.DONE, vector=SAD
    )


@pytest.fixture
def waiting(analysis: EmotionAnalysis) -> EmotionCorrection:
    return say(analysis, "불안")


def say(analysis: EmotionAnalysis, emotion: str, *, consent: bool = True) -> EmotionCorrection:
    return corrections.correct(
        analysis=analysis, emotion=emotion, consent=consent, utterances=WORDS
    )


def now(correction: EmotionCorrection) -> tuple[str, list[str]]:
    """Status and words as the database has them."""
    correction.refresh_from_db()
    return correction.status, correction.utterances


def test_with_consent_the_masked_words_wait_for_review(waiting: EmotionCorrection) -> None:
    assert now(waiting) == (Status.WAITING, KEPT_WORDS)
    assert (waiting.emotion, waiting.agrees) == ("불안", False)
    assert waiting.owner == waiting.analysis.owner


def test_without_consent_the_answer_is_kept_and_no_words(analysis: EmotionAnalysis) -> None:
    correction = say(analysis, "불안", consent=False)
    assert now(correction) == (Status.KEPT, [])
    assert not corrections.approve(correction=correction, by=None)


@pytest.mark.parametrize("words", [[], ["", "  \n"]])
def test_consent_without_words_is_nothing_to_review(
    analysis: EmotionAnalysis, words: list[str]
) -> None:
    correction = corrections.correct(
        analysis=analysis, emotion=CALM, consent=True, utterances=words
    )
    assert now(correction) == (Status.KEPT, [])


def test_the_models_own_emotion_is_agreement(analysis: EmotionAnalysis) -> None:
    assert say(analysis, "슬픔").agrees
    assert not say(analysis, CALM).agrees


def test_saying_it_again_changes_nothing_and_saying_another_changes_the_answer(
    waiting: EmotionCorrection, staff: User
) -> None:
    corrections.approve(correction=waiting, by=staff)
    assert say(waiting.analysis, "불안").status == Status.APPROVED
    changed = say(waiting.analysis, "상처")
    assert changed.pk == waiting.pk
    assert (changed.status, changed.reviewed_by, changed.reviewed_at) == (
        Status.WAITING,
        None,
        None,
    )
    assert corrections.approved_rows() == []


def test_taking_the_consent_back_empties_the_words_and_leaves_the_training(
    waiting: EmotionCorrection, staff: User
) -> None:
    corrections.approve(correction=waiting, by=staff)
    say(waiting.analysis, "불안", consent=False)
    assert now(waiting) == (Status.KEPT, [])
    assert corrections.approved_rows() == []


def test_a_rejected_answer_has_no_words_and_does_not_come_back_unchanged(
    waiting: EmotionCorrection, staff: User
) -> None:
    assert corrections.reject(correction=waiting, by=staff)
    assert now(waiting) == (Status.REJECTED, [])
    assert not corrections.approve(correction=waiting, by=staff)
    say(waiting.analysis, "불안")
    assert now(waiting) == (Status.REJECTED, [])
    say(waiting.analysis, "분노")
    assert now(waiting) == (Status.WAITING, KEPT_WORDS)


def test_approved_answers_are_the_trainings_rows(waiting: EmotionCorrection, staff: User) -> None:
    assert corrections.approved_rows() == []
    assert corrections.approve(correction=waiting, by=staff)
    assert not corrections.approve(correction=waiting, by=staff)
    waiting.refresh_from_db()
    assert waiting.reviewed_by == staff
    assert waiting.reviewed_at is not None
    assert corrections.approved_rows() == [(tuple(KEPT_WORDS), "불안")]
    assert corrections.reject(correction=waiting, by=staff)
    assert corrections.approved_rows() == []


def test_no_particular_feeling_is_a_row_of_its_own_label(
    analysis: EmotionAnalysis, staff: User
) -> None:
    corrections.approve(correction=say(analysis, CALM), by=staff)
    assert corrections.approved_rows() == [(tuple(KEPT_WORDS), CALM)]


def test_words_are_dropped_and_answers_taken_back(waiting: EmotionCorrection, staff: User) -> None:
    corrections.approve(correction=waiting, by=staff)
    corrections.drop_words(analysis_id=waiting.analysis_id)
    assert now(waiting) == (Status.KEPT, [])
    assert corrections.take_back(analysis=waiting.analysis)
    assert not corrections.take_back(analysis=waiting.analysis)
    assert not EmotionCorrection.objects.exists()


def test_an_analysis_without_a_result_cannot_be_corrected(owner: User) -> None:
    with pytest.raises(ValueError, match="not done"):
        say(EmotionAnalysis.objects.create(owner=owner), "불안")


@pytest.mark.parametrize(
    "wrong", [{"consent": False}, {"status": Status.APPROVED, "reviewed_at": None}]
)
def test_the_database_refuses_what_must_not_be(
    waiting: EmotionCorrection, wrong: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError):
        EmotionCorrection.objects.filter(pk=waiting.pk).update(**wrong)


def test_a_download_holds_ones_answer_and_deletion_takes_it(
    waiting: EmotionCorrection, owner: User, staff: User
) -> None:
    corrections.approve(correction=waiting, by=staff)
    (exported,) = personal_data.export(owner)["analyses"]
    assert exported["correction"]["emotion"] == "불안"
    assert exported["correction"]["utterances"] == KEPT_WORDS
    staff.delete()
    assert corrections.approved_rows()
    owner.delete()
    assert not EmotionCorrection.objects.exists()


def test_staff_see_those_that_wait_first_and_never_whose_they_are(
    waiting: EmotionCorrection, owner: User, stranger: User, staff: User, client: Client
) -> None:
    later = EmotionAnalysis.objects.create(
        owner=stranger, status=EmotionAnalysis.Status.DONE, vector=SAD
    )
    kept = say(later, "슬픔", consent=False)
    client.force_login(staff)
    listed = client.get(LIST)
    assert list(listed.context["cl"].result_list) == [waiting, kept]
    detail = client.get(reverse("admin:emotions_emotioncorrection_change", args=[waiting.pk]))
    assert KEPT_WORDS[0] in detail.text
    for page in (listed, detail):
        assert owner.email not in page.text
        assert WORDS[1] not in page.text


@pytest.mark.parametrize(
    ("action", "status"), [("approve", Status.APPROVED), ("reject", Status.REJECTED)]
)
def test_staff_review_by_the_list(
    waiting: EmotionCorrection, staff: User, client: Client, action: str, status: str
) -> None:
    client.force_login(staff)
    client.post(LIST, {"action": action, "_selected_action": [waiting.pk]})
    assert now(waiting)[0] == status
    assert waiting.reviewed_by == staff


def test_staff_who_may_only_look_cannot_review(
    waiting: EmotionCorrection, stranger: User, client: Client
) -> None:
    stranger.is_staff = True
    stranger.save()
    stranger.user_permissions.add(Permission.objects.get(codename="view_emotioncorrection"))
    client.force_login(stranger)
    client.post(LIST, {"action": "approve", "_selected_action": [waiting.pk]})
    assert now(waiting)[0] == Status.WAITING


def test_staff_neither_write_nor_delete_answers(
    waiting: EmotionCorrection, staff: User, client: Client
) -> None:
    client.force_login(staff)
    name = "admin:emotions_emotioncorrection_"
    assert client.get(reverse(name + "add")).status_code == 403
    for page in ("change", "delete"):
        assert client.post(reverse(name + page, args=[waiting.pk])).status_code == 403
