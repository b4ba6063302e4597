"""Analyses over the API: one's own, read and retried."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from emotions import services
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector


@extend_schema_field({"type": "object", "additionalProperties": {"type": "number"}})
class EmotionProbabilities(serializers.Field[Any, Any, Any, Any]):
    """{"기쁨": p, …} for an `EmotionVector`."""

    def to_representation(self, value: EmotionVector) -> dict[str, float]:
        return value.as_dict()


class AnalysisSerializer(serializers.ModelSerializer[EmotionAnalysis]):
    emotions = EmotionProbabilities(source="vector", read_only=True, allow_null=True)
    top = serializers.CharField(source="vector.top", read_only=True, default=None, allow_null=True)
    feeling = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = EmotionAnalysis
        fields = ["id", "status", "emotions", "top", "feeling", "created_at", "finished_at"]


class NotRetryable(APIException):
    status_code = status.HTTP_409_CONFLICT


class AnalysisViewSet(ReadOnlyModelViewSet[EmotionAnalysis]):
    """One's own analyses."""

    serializer_class = AnalysisSerializer
    lookup_value_converter = "uuid"
    queryset = EmotionAnalysis.objects.none()

    def get_queryset(self) -> QuerySet[EmotionAnalysis]:
        return EmotionAnalysis.objects.filter(owner_id=self.request.user.pk)

    @extend_schema(request=None, responses={202: AnalysisSerializer, 409: None})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: UUID) -> Response:
        """Run a failed analysis again; 409 where it has not failed."""
        analysis = self.get_object()
        if not services.retry_analysis(analysis=analysis):
            raise NotRetryable()
        analysis.refresh_from_db()
        return Response(self.get_serializer(analysis).data, status=status.HTTP_202_ACCEPTED)
