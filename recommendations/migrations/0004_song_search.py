"""Titles and artists as they are searched; the way they are computed is that of this day."""

import re
import unicodedata

from django.db import migrations, models

FIRST, BLOCK = ord("가"), 588
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def key(text):
    composed = unicodedata.normalize("NFC", text)
    narrow = "".join(
        c if "ㄱ" <= c <= "ㅣ" else unicodedata.normalize("NFKC", c) for c in composed
    )
    return "".join(c for c in narrow.casefold() if c.isalnum())


def initials(text):
    return re.sub("[가-힣]", lambda m: INITIALS[(ord(m[0]) - FIRST) // BLOCK], key(text))


def fill(apps, schema_editor):
    Song = apps.get_model("recommendations", "Song")
    songs = list(Song.objects.only("title", "artist"))
    for song in songs:
        song.search_key = "\n".join([key(song.title), key(song.artist)])
        song.initials = "\n".join([initials(song.title), initials(song.artist)])
    Song.objects.bulk_update(songs, ["search_key", "initials"], batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ('recommendations', '0003_skipped_and_withdrawn'),
    ]

    operations = [
        migrations.AddField(
            model_name='song',
            name='search_key',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='song',
            name='initials',
            field=models.TextField(default='', editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
