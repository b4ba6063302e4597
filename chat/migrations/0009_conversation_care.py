"""Where a talk stands in care, and the alarms that were raised."""

import django.db.models.deletion
from django.db import migrations, models


def open_care(apps, schema_editor):
    """Talks in which there was a crisis before this migration are in care."""
    Conversation = apps.get_model("chat", "Conversation")
    CareAlarm = apps.get_model("chat", "CareAlarm")
    for talk in Conversation.objects.filter(messages__source="crisis").distinct():
        talk.care = {"stage": "open", "situation": "self", "level": "concern"}
        talk.save(update_fields=["care"])
        CareAlarm.objects.create(conversation=talk, level="concern", situation="self")


class Migration(migrations.Migration):

    dependencies = [
        ("chat", "0008_story"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="care",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name="message",
            name="source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reply", "공감"),
                    ("smalltalk", "일상 대화"),
                    ("mirror", "되비춤"),
                    ("fallback", "되물음"),
                    ("crisis", "위기 안내"),
                    ("care", "곁에 있기"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="CareAlarm",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                )),
                ("level", models.CharField(max_length=10)),
                ("situation", models.CharField(max_length=10)),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("conversation", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="alarms",
                    to="chat.conversation",
                )),
            ],
            options={
                "verbose_name": "위기 알림",
                "verbose_name_plural": "위기 알림",
                "ordering": ["-id"],
            },
        ),
        migrations.RunPython(open_care, migrations.RunPython.noop),
    ]
