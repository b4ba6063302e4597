"""What staff may look at, filter by and change, over every list of the admin."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from backoffice.admin import DeclaredFilters
from chat.models import Conversation, Message, UnmatchedUtterance
from emotions.models import EmotionAnalysis, EmotionCorrection
from emotions.vector import EmotionVector
from recommendations.models import Kind, Rating, Recommendation, Song

pytestmark = pytest.mark.django_db

SAD = EmotionVector((0.05, 0.1, 0.15, 0.2, 0.5))
PASSWORD = "sol-bandi-93-bom"
PERSON = "admin:accounts_user_change"
SHOWN = sorted(admin.site._registry, key=lambda model: model._meta.label)
BAD_VALUES = ["\0", "x", "{1,2", "[", "-" * 36, "9" * 30, "2026-99-99", ""]


@pytest.fixture
def helper(db: None) -> User:
    """Staff without any right yet."""
    return User.objects.create_user("helper@example.com", PASSWORD, is_staff=True)


def allow(user: User, *codenames: str) -> None:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def traces(owner: User) -> None:
    """One row of the owner's in each list that shows none of them."""
    analysis = EmotionAnalysis.objects.create(owner=owner, status="done", vector=SAD)
    talk = Conversation.objects.create(owner=owner, analysis=analysis)
    message = talk.messages.create(sender=Message.Sender.PERSON, text="비밀")
    UnmatchedUtterance.objects.create(message=message, text="비밀")
    EmotionCorrection.objects.create(
        analysis=analysis,
        owner=owner,
        agrees=True,
        emotion="슬픔",
        consent=True,
        utterances=["비밀"],
    )
    song = Song.objects.create(title="쉼", youtube_id="abcdefghijk", vector=SAD)
    Recommendation.objects.create(analysis=analysis, song=song, kind=Kind.SIMILAR, score=1)
    Rating.objects.create(owner=owner, song=song, kind=Kind.SIMILAR, liked=True, vector=SAD)


@pytest.mark.parametrize(
    ("model", "lookups"),
    [
        (EmotionAnalysis, ["owner", "owner__id__exact", "owner__email__contains", "conversation"]),
        (EmotionCorrection, ["owner", "owner_id", "utterances__icontains", "analysis"]),
        (UnmatchedUtterance, ["message", "message__conversation__owner", "message_id__in"]),
        (Recommendation, ["analysis", "analysis__owner", "analysis__owner__email__contains"]),
        (Rating, ["owner", "owner__id__exact", "owner__last_login__isnull"]),
        (User, ["password__startswith", "conversations", "consents__kind"]),
    ],
)
@pytest.mark.usefixtures("traces")
def test_a_list_answers_to_its_declared_filters_alone(
    staff: User, client_of: Callable[[User], Client], model: type[Model], lookups: Iterable[str]
) -> None:
    client = client_of(staff)
    for lookup in lookups:
        assert client.get(list_of(model), {lookup: "1"}).status_code == 400, lookup


@pytest.mark.usefixtures("traces")
def test_what_the_pages_of_filters_link_to_is_answered(
    staff: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(staff)
    for model in SHOWN:
        changes = client.get(list_of(model)).context["cl"]
        for spec in changes.filter_specs:
            for choice in spec.choices(changes):
                page = client.get(list_of(model) + choice["query_string"])
                assert page.status_code == 200, (model, choice)


def test_every_list_of_ours_is_filtered_as_declared() -> None:
    assert [
        model for model, shown in admin.site._registry.items()
        if not isinstance(shown, DeclaredFilters)
    ] == []  # fmt: skip


@pytest.mark.parametrize("model", SHOWN)
def test_no_value_in_an_address_of_the_admin_is_our_failure(
    staff: User, client_of: Callable[[User], Client], model: type[Model]
) -> None:
    client = client_of(staff)
    client.raise_request_exception = False
    filters = [
        getattr(one, "parameter_name", one) for one in admin.site._registry[model].list_filter
    ]
    names = [f"{name}{how}" for name in filters for how in ("", "__exact", "__gte", "__id__exact")]
    others = [field.name for field in model._meta.get_fields()]
    failed = [
        (name, value)
        for name in [*names, *others, "q", "o", "p", "all"]
        for value in BAD_VALUES
        if client.get(list_of(model), {name: value}).status_code >= 500
    ]
    failed += [
        ("pk", value)
        for value in ["\0", "x", "-" * 36, "9" * 30]
        if client.get(f"{list_of(model)}{value}/change/").status_code >= 500
    ]
    assert failed == []


@pytest.mark.parametrize("model", SHOWN)
def test_who_may_only_look_can_do_nothing(
    helper: User, client_of: Callable[[User], Client], model: type[Model]
) -> None:
    allow(helper, f"view_{model._meta.model_name}")
    changes = client_of(helper).get(list_of(model)).context["cl"]
    assert changes.model_admin.get_actions(request_of(helper)) == {}


def request_of(user: User) -> Any:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_who_may_only_look_retries_no_analysis(
    helper: User, owner: User, client_of: Callable[[User], Client]
) -> None:
    failed = EmotionAnalysis.objects.create(owner=owner, status="failed", error="Error")
    action = {"action": "retry", "_selected_action": [str(failed.pk)]}
    for right, status in (("view", "failed"), ("change", "pending")):
        allow(helper, f"{right}_emotionanalysis")
        client_of(User.objects.get(pk=helper.pk)).post(list_of(EmotionAnalysis), action)
        failed.refresh_from_db()
        assert failed.status == status


def test_staff_who_change_accounts_give_no_rights(
    helper: User, owner: User, client_of: Callable[[User], Client]
) -> None:
    allow(helper, "view_user", "change_user")
    group = Group.objects.create(name="선생님")
    client = client_of(helper)
    form = {
        "email": "mine@example.com", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "groups": [group.pk], "user_permissions": [Permission.objects.latest("pk").pk],
    }  # fmt: skip
    assert client.post(reverse(PERSON, args=[owner.pk]), form).status_code == 302
    owner.refresh_from_db()
    assert (owner.is_superuser, owner.is_staff, owner.email) == (False, False, "owner@example.com")
    assert not owner.groups.exists()
    assert not owner.user_permissions.exists()


def test_staff_who_change_accounts_touch_no_staff_not_even_themselves(
    helper: User, staff: User, client_of: Callable[[User], Client]
) -> None:
    allow(helper, "view_user", "change_user", "delete_user")
    client = client_of(helper)
    for other in (helper, staff):
        made = client.post(reverse(PERSON, args=[other.pk]), {"is_superuser": "on"})
        assert made.status_code == 403
        gone = client.post(reverse("admin:accounts_user_delete", args=[other.pk]), {"post": "yes"})
        assert gone.status_code == 403
    many = {"action": "delete_selected", "_selected_action": [staff.pk], "post": "yes"}
    assert client.post(list_of(User), many).status_code == 403
    helper.refresh_from_db()
    assert not helper.is_superuser
    assert User.objects.filter(pk=staff.pk).exists()


def test_staff_who_change_accounts_switch_them_off(
    helper: User, owner: User, client_of: Callable[[User], Client]
) -> None:
    allow(helper, "view_user", "change_user")
    page = client_of(helper).get(reverse(PERSON, args=[owner.pk]))
    assert "argon2" not in page.text
    assert client_of(helper).post(reverse(PERSON, args=[owner.pk]), {}).status_code == 302
    owner.refresh_from_db()
    assert not owner.is_active


def test_only_superusers_change_what_a_person_logs_in_with(
    helper: User, owner: User, staff: User, client_of: Callable[[User], Client]
) -> None:
    allow(helper, *Permission.objects.values_list("codename", flat=True))
    address = EmailAddress.objects.create(user=owner, email=owner.email)
    group = Group.objects.create(name="선생님")
    pages = [
        reverse("admin:auth_user_password_change", args=[owner.pk]),
        reverse("admin:account_emailaddress_change", args=[address.pk]),
        reverse("admin:account_emailaddress_add"),
        reverse("admin:socialaccount_socialaccount_add"),
        reverse("admin:auth_group_add"),
        reverse("admin:auth_group_change", args=[group.pk]),
    ]
    for page in pages:
        assert client_of(helper).post(page, {}).status_code == 403, page
        assert client_of(staff).post(page, {}).status_code == 200, page


def test_superusers_give_rights(
    staff: User, owner: User, client_of: Callable[[User], Client]
) -> None:
    form = {"email": owner.email, "is_active": "on", "is_staff": "on"}
    assert client_of(staff).post(reverse(PERSON, args=[owner.pk]), form).status_code == 302
    owner.refresh_from_db()
    assert owner.is_staff
