"""Recommendations, ratings and liked songs over the API; one's own only."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from chat import selectors as talks
from emotions import corrections
from emotions.api import EmotionProbabilities
from emotions.models import EmotionAnalysis, EmotionCorrection
from recommendations import selectors, services
from recommendations.models import Kind, Rating, Recommendation, Song, with_light_songs

if TYPE_CHECKING:
    from accounts.models import User


class SongSerializer(serializers.ModelSerializer[Song]):
    emotions = EmotionProbabilities(source="vector", read_only=True)

    class Meta:
        model = Song
        fields = ["id", "title", "artist", "youtube_id", "emotions"]


class RecommendationSerializer(serializers.ModelSerializer[Recommendation]):
    song = SongSerializer(read_only=True)

    class Meta:
        model = Recommendation
        fields = ["id", "kind", "song", "score", "why", "shares", "created_at"]
        read_only_fields = ["score", "why", "shares"]


class RatingSerializer(serializers.ModelSerializer[Rating]):
    song = SongSerializer(read_only=True)
    emotions = EmotionProbabilities(source="vector", read_only=True)
    recommendation = serializers.PrimaryKeyRelatedField[Recommendation](
        queryset=Recommendation.objects.none(), write_only=True
    )

    class Meta:
        model = Rating
        fields = ["id", "recommendation", "song", "kind", "liked", "emotions", "updated_at"]
        read_only_fields = ["kind"]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None and request.user.is_authenticated:
            own = Recommendation.objects.filter(analysis__owner=request.user)
            fields["recommendation"] = serializers.PrimaryKeyRelatedField(
                queryset=own, write_only=True
            )
        return fields


class CorrectionSerializer(serializers.ModelSerializer[EmotionCorrection]):
    consent = serializers.BooleanField(default=False)

    class Meta:
        model = EmotionCorrection
        fields = [
            "emotion",
            "agrees",
            "consent",
            "utterances",
            "status",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["agrees", "utterances", "status"]


class NoResultYet(APIException):
    status_code = status.HTTP_409_CONFLICT


class NoSongYet(APIException):
    status_code = status.HTTP_409_CONFLICT


class RecommendationViewSet(
    mixins.ListModelMixin, mixins.CreateModelMixin, GenericViewSet[Recommendation]
):
    """Songs recommended for one analysis; POST {"kind": …} asks for one."""

    serializer_class = RecommendationSerializer
    queryset = Recommendation.objects.none()

    def get_queryset(self) -> QuerySet[Recommendation]:
        return with_light_songs(_own_analysis(self).recommendations.all())

    @extend_schema(responses={201: RecommendationSerializer, 409: None})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = services.recommend(
            analysis=_own_analysis(self), kind=Kind(asked.validated_data["kind"])
        )
        if found is None:
            raise NoSongYet()
        return Response(self.get_serializer(found).data, status=status.HTTP_201_CREATED)


class RatingViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    GenericViewSet[Rating],
):
    """What one thinks of recommended songs; posting again changes the rating."""

    serializer_class = RatingSerializer
    lookup_value_converter = "int"
    queryset = Rating.objects.none()

    def get_queryset(self) -> QuerySet[Rating]:
        return with_light_songs(Rating.objects.filter(owner_id=self.request.user.pk))

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        rating = services.rate(
            recommendation=given.validated_data["recommendation"],
            liked=given.validated_data["liked"],
        )
        return Response(self.get_serializer(rating).data, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: Rating) -> None:
        services.remove_rating(rating=instance)


class LikedSongViewSet(mixins.ListModelMixin, GenericViewSet[Rating]):
    """Ratings of the songs one likes, newest first; `q` searches title and artist."""

    serializer_class = RatingSerializer
    queryset = Rating.objects.none()

    def get_queryset(self) -> QuerySet[Rating]:
        query = self.request.query_params.get("q", "")
        return selectors.liked_songs(cast("User", self.request.user), query=query)

    @extend_schema(parameters=[OpenApiParameter("q", OpenApiTypes.STR)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


class CorrectionView(GenericAPIView[EmotionCorrection]):
    """What one says about a result; posting again changes it, and may take the consent back."""

    serializer_class = CorrectionSerializer

    def get(self, request: Request, analysis_id: UUID) -> Response:
        given = get_object_or_404(EmotionCorrection, analysis=_own_analysis(self))
        return Response(self.get_serializer(given).data)

    @extend_schema(responses={201: CorrectionSerializer, 409: None})
    def post(self, request: Request, analysis_id: UUID) -> Response:
        """Say which emotion is right; 409 while there is no result."""
        analysis = _own_analysis(self)
        if analysis.vector is None:
            raise NoResultYet()
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        stored = corrections.correct(
            analysis=analysis, utterances=talks.analysed_words(analysis), **said.validated_data
        )
        return Response(self.get_serializer(stored).data, status=status.HTTP_201_CREATED)

    def delete(self, request: Request, analysis_id: UUID) -> Response:
        """Take the answer back with all its words."""
        if not corrections.take_back(analysis=_own_analysis(self)):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)


def _own_analysis(view: GenericAPIView[Any]) -> EmotionAnalysis:
    return get_object_or_404(
        EmotionAnalysis, pk=view.kwargs["analysis_id"], owner_id=view.request.user.pk
    )
