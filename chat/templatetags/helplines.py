"""{% helplines %}: the numbers of the reviewed table, for links that call them."""

from django import template

from chat.models import Helpline

register = template.Library()


@register.simple_tag
def helplines() -> list[Helpline]:
    """Numbers in use, in the order staff gave them."""
    return list(Helpline.objects.filter(is_active=True))
