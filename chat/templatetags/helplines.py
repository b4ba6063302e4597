"""Help lines in pages: {% helplines %} for lists, {% helpline "109" %} within a sentence."""

from django import template
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chat.helplines import digits, known
from chat.models import Helpline

register = template.Library()


@register.simple_tag
def helplines(*numbers: str) -> QuerySet[Helpline]:
    """Lines in use, in the order staff gave them; only those of `numbers` where some are named."""
    lines = Helpline.objects.filter(is_active=True)
    return lines.filter(number__in=map(known, numbers)) if numbers else lines


@register.simple_tag
def helpline(number: str) -> SafeString:
    """A link that calls a number of the table; asks no database, so that any page may hold it."""
    return format_html('<a href="tel:{}">{}</a>', digits(known(number)), number)
