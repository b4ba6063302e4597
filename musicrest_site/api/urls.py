"""Addresses of the API, version 1."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from chat.api import MessageViewSet, TalkViewSet
from emotions.api import AnalysisViewSet
from musicrest_site.api.tokens import TokenView
from recommendations.api import (
    CorrectionView,
    LikedSongViewSet,
    RatingViewSet,
    RecommendationViewSet,
)

router = DefaultRouter(use_regex_path=False)
router.include_format_suffixes = False  # all is JSON
router.register("talks", TalkViewSet, basename="talk")
router.register("talks/<uuid:talk_id>/messages", MessageViewSet, basename="message")
router.register("analyses", AnalysisViewSet, basename="analysis")
router.register(
    "analyses/<uuid:analysis_id>/recommendations",
    RecommendationViewSet,
    basename="recommendation",
)
router.register("ratings", RatingViewSet, basename="rating")
router.register("liked-songs", LikedSongViewSet, basename="liked-song")

app_name = "api"
urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("analyses/<uuid:analysis_id>/correction/", CorrectionView.as_view(), name="correction"),
    path("", include(router.urls)),
]
