"""What `chat` learns from other apps."""

from typing import Any

from django.dispatch import receiver

from chat import events
from chat.models import Conversation
from emotions.models import EmotionAnalysis
from emotions.signals import analysis_finished


@receiver(analysis_finished)
def push_result(sender: Any, analysis: EmotionAnalysis, **signal: Any) -> None:
    """Tell the open pages of the talk that its analysis is done or failed."""
    for conversation in Conversation.objects.filter(analysis=analysis):
        events.analysis_changed(conversation.pk)
