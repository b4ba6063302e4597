"""Notices by mail, to the addresses of `settings.NOTIFY_MAIL`."""

from django.conf import settings
from django.core.mail import send_mail

from notifications import Notice


def send(notice: Notice) -> None:
    if settings.NOTIFY_MAIL:
        send_mail(notice.subject, notice.text, None, settings.NOTIFY_MAIL)
