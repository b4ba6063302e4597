"""Talks and messages over the API; one's own only."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from chat import selectors, services
from chat.http import get_own_conversation
from chat.models import Conversation, Message
from chat.utterance import NotAgreed, Refused, TooFast

if TYPE_CHECKING:
    from accounts.models import User


class TalkSerializer(serializers.ModelSerializer[Conversation]):
    in_care = serializers.SerializerMethodField()

    class Meta:
        model = Conversation
        fields = ["id", "gauge", "analysis", "in_care", "started_at", "last_message_at"]
        read_only_fields = fields

    @extend_schema_field(bool)
    def get_in_care(self, talk: Conversation) -> bool:
        return selectors.is_in_care(talk)


class CardSerializer(serializers.Serializer[Any]):
    """A song shown beside an answer."""

    kind = serializers.ChoiceField([("song", "song")])
    song_id = serializers.IntegerField()
    title = serializers.CharField()
    artist = serializers.CharField(allow_blank=True)
    youtube_id = serializers.CharField()
    url = serializers.URLField()
    emotion = serializers.CharField(allow_blank=True)


class MessageSerializer(serializers.ModelSerializer[Message]):
    """`source` and `opinion` are empty where there is none."""

    source = serializers.ChoiceField(  # type: ignore[assignment]
        Message.Source.choices, allow_blank=True, read_only=True
    )
    opinion = serializers.ChoiceField(Message.Opinion.choices, allow_blank=True, read_only=True)
    card = CardSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Message
        fields = [
            "id", "sender", "text", "client_id", "source", "similarity", "card", "opinion",
            "created_at",
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
    in_care = serializers.BooleanField()


class TalkViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Conversation]):
    """One's own talks; POST begins one."""

    serializer_class = TalkSerializer
    lookup_value_converter = "uuid"
    queryset = Conversation.objects.none()

    def get_queryset(self) -> QuerySet[Conversation]:
        return Conversation.objects.filter(owner_id=self.request.user.pk)

    @extend_schema(request=None, responses={201: TalkSerializer})
    def create(self, request: Request) -> Response:
        with _refusals():
            talk = services.start_conversation(owner=cast("User", request.user))
        return Response(self.get_serializer(talk).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={200: TalkSerializer})
    @action(detail=True, methods=["post"])
    def misheard(self, request: Request, pk: str | None = None) -> Response:
        """Take back what was heard as a crisis: care ends."""
        talk = self.get_object()
        services.take_back_alarm(conversation=talk)
        talk.refresh_from_db()
        return Response(self.get_serializer(talk).data)


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
        with _refusals():
            turn = services.say(
                conversation=self._talk(),
                text=said.validated_data["text"],
                client_id=said.validated_data.get("client_id") or uuid.uuid4(),
            )
        return Response(TurnSerializer(turn).data, status=status.HTTP_201_CREATED)

    def _talk(self) -> Conversation:
        return get_own_conversation(self.request.user, self.kwargs["talk_id"])


@contextmanager
def _refusals() -> Iterator[None]:
    """What a service refuses, as the API says it: 403 without consents, 429, else 400."""
    try:
        yield
    except NotAgreed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except TooFast as refusal:
        raise _throttled(refusal) from refusal
    except Refused as refusal:
        raise serializers.ValidationError({"text": [str(refusal)]}) from refusal


def _throttled(refusal: TooFast) -> Throttled:
    """With the wait in the header Retry-After; the words name it already."""
    throttled: Any = Throttled(detail=str(refusal))
    throttled.wait = refusal.retry_after
    return cast("Throttled", throttled)
