"""What was known as pairs of an utterance and an answer, as intents with several of both.

What staff wrote, changed or switched off stays; a row that is still as it came with the repository
is marked so, for `load_replies` to keep up to date. That command computes the vectors as well.
"""

import hashlib
import re
import unicodedata
from itertools import groupby

from django.db import migrations
from django.db.models import OuterRef, Subquery

LIGHT = ("joy", "service", "smalltalk")
INVISIBLE = re.compile("[\u00ad\u115f\u1160\u200b\u2060\u2800\u3164\ufeff]")


def digest(*fields):
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


def one_line(text):
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())


def is_packaged(reply):
    fields = (reply.kind, reply.topic, reply.utterance, reply.text, reply.follow_up)
    return reply.origin == digest(*fields)


def topic_of(reply, alone):
    """ "field/name", as every topic is from now on; pairs without one and of one utterance join."""
    topic = one_line(reply.topic)
    if not topic:
        key = one_line(reply.utterance)
        topic = f"pair-{alone.setdefault(key, reply.pk)}"
    return topic if re.match(r"[^/]+/\S", topic) else f"taught/{topic.strip('/ ')}"[:80]


def split(apps, schema_editor):
    Reply = apps.get_model("chat", "Reply")
    alone = {}
    rows = sorted(
        ((topic_of(reply, alone), reply) for reply in Reply.objects.order_by("pk").defer("embedding")),
        key=lambda row: row[0],
    )
    taken = {}  # what staff wrote before what was shipped, what is in use before what is not
    for topic, reply in sorted(rows, key=lambda row: precedence(row[1])):
        taken.setdefault(one_line(reply.utterance), reply.pk)
    known_by = set(taken.values())
    for topic, group in groupby(rows, key=lambda row: row[0]):
        replies = [reply for _, reply in group]
        # The texts as they were tell what came with the repository: before the topic is changed.
        packaged = {reply.pk for reply in replies if is_packaged(reply)}
        intent = store_intent(apps, topic, replies, packaged)
        store_utterances(apps, intent, [r for r in replies if r.pk in known_by], packaged)
        store_answers(apps, intent, replies, packaged)
        Reply.objects.filter(pk__in=[reply.pk for reply in replies]).update(topic=topic)
    name_topics(apps, Reply)


def precedence(reply):
    return bool(reply.origin) and is_packaged(reply), not reply.is_active, -reply.pk


def store_intent(apps, topic, replies, packaged):
    field, _, name = topic.partition("/")
    title = one_line(replies[0].utterance)[:80] if field == "taught" else name
    kind, tone = replies[0].kind, "light" if field in LIGHT else "heavy"
    origin = digest(topic, title, kind, tone, "") if packaged else ""
    return apps.get_model("chat", "Intent").objects.create(
        topic=topic, title=title, kind=kind, tone=tone, origin=origin
    )


def store_utterances(apps, intent, replies, packaged):
    Utterance = apps.get_model("chat", "Utterance")
    Utterance.objects.bulk_create(
        Utterance(
            intent=intent,
            text=(text := one_line(reply.utterance)),
            is_active=reply.is_active,
            origin=digest(intent.topic, text) if reply.pk in packaged else "",
        )
        for reply in replies
    )


def store_answers(apps, intent, replies, packaged):
    Answer = apps.get_model("chat", "Answer")
    found = {}
    for reply in replies:
        say, ask = one_line(reply.text), one_line(reply.follow_up)
        one = found.setdefault(say, Answer(intent=intent, say=say, ask=ask, is_active=False))
        one.ask = one.ask or ask
        one.is_active = one.is_active or reply.is_active
        if reply.pk in packaged:
            one.origin = digest(intent.topic, say, ask)
    Answer.objects.bulk_create(found.values())


def name_topics(apps, Reply):
    """What was answered, and what came nearest, as intents."""
    Message = apps.get_model("chat", "Message")
    Unmatched = apps.get_model("chat", "UnmatchedUtterance")
    Intent = apps.get_model("chat", "Intent")
    topic = Reply.objects.filter(pk=OuterRef("reply_id")).values("topic")
    Message.objects.filter(reply__isnull=False).update(topic=Subquery(topic))
    for old, new in (("nearest_reply", "nearest_intent"), ("answered_with", "taught_intent")):
        intent = Intent.objects.filter(
            topic=Subquery(Reply.objects.filter(pk=OuterRef(OuterRef(f"{old}_id"))).values("topic"))
        )
        Unmatched.objects.filter(**{f"{old}__isnull": False}).update(
            **{new: Subquery(intent.values("pk")[:1])}
        )


class Migration(migrations.Migration):

    dependencies = [("chat", "0004_intents")]

    operations = [migrations.RunPython(split, migrations.RunPython.noop)]
