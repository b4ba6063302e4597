"""One's own account: profile, download of one's data, deletion."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import services
from accounts.forms import AgreeForm, DeleteAccountForm, NameForm
from accounts.http import PersonRequest
from accounts.redirects import is_own_path


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: PersonRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.first_name})
    if request.method == "POST" and form.is_valid():
        services.rename(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("이제 그 이름으로 부를게요."))
        return redirect("profile")
    consents = request.user.consents.order_by("given_at")
    return render(request, "accounts/profile.html", {"consents": consents, "form": form})


@require_http_methods(["GET", "POST"])
@login_required
def consent(request: PersonRequest) -> HttpResponse:
    """Asks for what the person has not agreed to as it is worded now, then goes on to `next`."""
    target = request.GET.get("next", "")
    following = target if is_own_path(target) else reverse("chat:list")
    missing = request.user.missing_consents()
    form = AgreeForm(request.POST or None)
    form.ask_only(missing)
    if not missing or (request.method == "POST" and form.is_valid()):
        services.record_consents(user=request.user)
        return redirect(following)
    return render(request, "accounts/consent.html", {"form": form})


@require_GET
@login_required
def export_data(request: PersonRequest) -> HttpResponse:
    response = JsonResponse(
        services.export_data(user=request.user),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    name = f"musicrest-{timezone.localdate():%Y%m%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def delete_account(request: PersonRequest) -> HttpResponse:
    form = DeleteAccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.delete_account(user=request.user)
        logout(request)
        messages.success(request, _("계정과 모든 기록을 지웠어요. 언제든 다시 쉬러 오세요."))
        return redirect("home")
    return render(request, "accounts/delete.html", {"form": form})
