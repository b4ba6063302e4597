"""What a talk led to: the result with its two songs; liked songs; the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.forms import model_to_dict
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chat import selectors as talks
from chat.http import get_own_conversation
from emotions import corrections
from emotions.models import EmotionAnalysis, EmotionCorrection
from emotions.services import retry_analysis
from emotions.vector import EmotionVector
from recommendations import reasons, selectors, services
from recommendations.forms import CorrectionForm, RatingForm
from recommendations.models import Kind, Rating, Recommendation

if TYPE_CHECKING:
    from accounts.http import PersonRequest
    from chat.models import Conversation

SONGS_PER_PAGE = 20
TALKS_PER_PAGE = 10


def _get_own_recommendation(
    request: PersonRequest, conversation_id: UUID, recommendation_id: int
) -> tuple[Conversation, Recommendation]:
    conversation = get_own_conversation(request.user, conversation_id)
    recommendation = get_object_or_404(
        Recommendation.objects.select_related("analysis"),
        pk=recommendation_id,
        analysis=conversation.analysis,
    )
    return conversation, recommendation


@require_GET
@login_required
def result(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """The five emotions and two songs; or that the analysis is not begun, pending or failed."""
    conversation = get_own_conversation(request.user, conversation_id)
    return render(request, "recommendations/result.html", _result(conversation))


@require_POST
@login_required
def retry(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Run a failed analysis again; changes nothing where it has not failed."""
    conversation = get_own_conversation(request.user, conversation_id)
    if conversation.analysis:
        retry_analysis(analysis=conversation.analysis)
    return redirect("recommendations:result", conversation.pk)


@require_POST
@login_required
def correct(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Store whether the result is right; or show what was filled in with what is missing."""
    conversation = get_own_conversation(request.user, conversation_id)
    analysis = conversation.analysis
    if analysis is None or analysis.feeling is None:
        raise Http404
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, conversation, form)
    given = form.cleaned_data
    corrections.correct(
        analysis=analysis,
        emotion=analysis.feeling if given["agrees"] else given["emotion"],
        consent=given["consent"],
        utterances=talks.analysed_words(analysis),
    )
    if not request.htmx:
        return redirect(f"{reverse('recommendations:result', args=[conversation.pk])}#correction")
    context = {"conversation": conversation, "saved": True} | _answer(analysis)
    return render(request, "recommendations/_correction.html", context)


@require_POST
@login_required
def rate(request: PersonRequest, conversation_id: UUID, recommendation_id: int) -> HttpResponse:
    """Store a rating and show the next song of that kind."""
    conversation, recommendation = _get_own_recommendation(
        request, conversation_id, recommendation_id
    )
    form = RatingForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("‘1’이나 ‘0’으로 평가해 주세요."))
    rated = services.rate_and_next(recommendation=recommendation, liked=form.cleaned_data["liked"])
    return _next_card(request, conversation, recommendation, rated.following, rated.rating)


@require_POST
@login_required
def next_song(
    request: PersonRequest, conversation_id: UUID, recommendation_id: int
) -> HttpResponse:
    """Pass a song over unrated and show the next of that kind."""
    conversation, recommendation = _get_own_recommendation(
        request, conversation_id, recommendation_id
    )
    following = services.skip_and_next(recommendation=recommendation)
    return _next_card(request, conversation, recommendation, following, None)


@require_GET
@login_required
def liked(request: PersonRequest) -> HttpResponse:
    """Liked songs, newest first; `?q=` searches title and artist."""
    query = request.GET.get("q", "")
    found = selectors.liked_songs(request.user, query=query)
    context = {
        "page_obj": Paginator(found, SONGS_PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "total": selectors.liked_songs(request.user).count(),
    }
    return render(request, "recommendations/liked.html", context)


@require_POST
@login_required
def unlike(request: PersonRequest, rating_id: int) -> HttpResponse:
    """Take a rating back; the row of the list goes."""
    rating = get_object_or_404(Rating, pk=rating_id, owner=request.user)
    services.remove_rating(rating=rating)
    if request.htmx:
        return HttpResponse()
    messages.success(request, _("좋아한 노래에서 뺐어요."))
    return redirect("recommendations:liked")


@require_GET
@login_required
def history(request: PersonRequest) -> HttpResponse:
    """Talks, newest first, with what was felt and the songs rated in each."""
    conversations = talks.own_conversations(request.user)
    page: Page[Any] = Paginator(conversations, TALKS_PER_PAGE).get_page(request.GET.get("page"))
    rated = selectors.songs_rated_in([talk.analysis for talk in page if talk.analysis])
    page.object_list = [
        {
            "conversation": conversation,
            "analysis": conversation.analysis,
            "songs": rated.get(conversation.analysis_id, []),
        }
        for conversation in page
    ]
    return render(request, "recommendations/history.html", {"page_obj": page})


def _result(conversation: Conversation) -> dict[str, Any]:
    """Context of `result.html`."""
    analysis = conversation.analysis
    context: dict[str, Any] = {"conversation": conversation, "analysis": analysis}
    if analysis and analysis.vector:
        context["emotions"] = _percents(analysis.vector)
        context |= _answer(analysis)
        for kind in Kind:
            shown = services.recommend(analysis=analysis, kind=kind)
            context[kind.value] = _card(kind, shown, analysis)
        context["in_care"] = talks.had_crisis(analysis)
        context["may_be_read_again"] = talks.may_be_read_again(conversation)
        context["earlier"] = conversation.earlier.filter(status=EmotionAnalysis.Status.DONE)
    return context


def _answer(analysis: EmotionAnalysis) -> dict[str, Any]:
    """Context of `_correction.html`: what the person said of the result, and a form to say it."""
    correction = EmotionCorrection.objects.filter(analysis=analysis).first()
    form = CorrectionForm(initial=model_to_dict(correction) if correction else None)
    return {"correction": correction, "form": form}


def _ask_again(
    request: PersonRequest, conversation: Conversation, form: CorrectionForm
) -> HttpResponse:
    template = "_correction.html" if request.htmx else "result.html"
    context = _result(conversation) | {"form": form}
    return render(request, f"recommendations/{template}", context)


def _next_card(
    request: PersonRequest,
    conversation: Conversation,
    answered: Recommendation,
    following: Recommendation | None,
    noted: Rating | None,
) -> HttpResponse:
    if not request.htmx:
        return redirect("recommendations:result", conversation.pk)
    context = _card(Kind(answered.kind), following, answered.analysis)
    context |= {"conversation": conversation, "noted": noted}
    return render(request, "recommendations/_song.html", context)


def _card(
    kind: Kind, recommendation: Recommendation | None, analysis: EmotionAnalysis
) -> dict[str, Any]:
    """Context of `_song.html`: the song, why it was chosen, what the person thinks of it."""
    return {
        "kind": kind.value,
        "recommendation": recommendation,
        "why": reasons.sentence(recommendation.why, analysis.feeling) if recommendation else "",
        "rating": selectors.rating_of(recommendation) if recommendation else None,
        "noted": None,
    }


def _percents(vector: EmotionVector) -> list[dict[str, Any]]:
    return [{"name": name, "percent": percent} for name, percent in vector.percents().items()]
