"""Talks and messages over the API; one's own only."""

import uuid
from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from chat import services
from chat.models import Conversation, Message
from chat.utterance import Refused, TooFast


class TalkSerializer(serializers.ModelSerializer[Conversation]):
    class Meta:
        model = Conversation
        fields = ["id", "gauge", "analysis", "started_at", "last_message_at"]
        read_only_fields = fields


class MessageSerializer(serializers.ModelSerializer[Message]):
    class Meta:
        model = Message
        fields = [
            "id", "sender", "text", "client_id", "source", "similarity", "opinion", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class SaySerializer(serializers.Serializer[Any]):
    """Lengths and characters are judged by the service, as for the socket."""

    text = serializers.CharField(trim_whitespace=False, allow_blank=True)
    client_id = serializers.UUIDField(required=False)


class GaugeSerializer(serializers.Serializer[Any]):
    value = serializers.IntegerField()
    full = serializers.IntegerField()
    percent = serializers.IntegerField()


class TurnSerializer(serializers.Serializer[Any]):
    message = MessageSerializer()
    answer = MessageSerializer()
    gauge = GaugeSerializer()


class TalkViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Conversation]):
    """One's own talks; POST begins one."""

    serializer_class = TalkSerializer
    queryset = Conversation.objects.none()

    def get_queryset(self) -> QuerySet[Conversation]:
        return Conversation.objects.filter(owner_id=self.request.user.pk)

    @extend_schema(request=None, responses={201: TalkSerializer})
    def create(self, request: Request) -> Response:
        talk = services.start_conversation(owner=request.user)
        return Response(self.get_serializer(talk).data, status=status.HTTP_201_CREATED)


class MessageViewSet(mixins.ListModelMixin, GenericViewSet[Message]):
    """The messages of one talk, oldest first; POST says something and brings the answer."""

    serializer_class = MessageSerializer
    queryset = Message.objects.none()

    def get_queryset(self) -> QuerySet[Message]:
        return self._talk().messages.all()

    @extend_schema(request=SaySerializer, responses={201: TurnSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = SaySerializer(data=request.data)
        said.is_valid(raise_exception=True)
        try:
            turn = services.say(
                conversation=self._talk(),
                text=said.validated_data["text"],
                client_id=said.validated_data.get("client_id") or uuid.uuid4(),
            )
        except TooFast as refusal:
            raise _throttled(refusal) from refusal
        except Refused as refusal:
            raise serializers.ValidationError({"text": [str(refusal)]}) from refusal
        return Response(TurnSerializer(turn).data, status=status.HTTP_201_CREATED)

    def _talk(self) -> Conversation:
        return get_object_or_404(
            Conversation, pk=self.kwargs["talk_id"], owner_id=self.request.user.pk
        )


def _throttled(refusal: TooFast) -> Throttled:
    """With the wait in the header Retry-After; the words name it already."""
    throttled: Any = Throttled(detail=str(refusal))
    throttled.wait = refusal.retry_after
    return cast("Throttled", throttled)
