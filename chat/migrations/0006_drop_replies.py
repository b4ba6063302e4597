from django.db import migrations


class Migration(migrations.Migration):
    """Pairs of an utterance and an answer are known no more."""

    dependencies = [
        ("chat", "0005_split_replies"),
    ]

    operations = [
        migrations.RemoveField(model_name="message", name="reply"),
        migrations.RemoveField(model_name="unmatchedutterance", name="nearest_reply"),
        migrations.RemoveField(model_name="unmatchedutterance", name="answered_with"),
        migrations.RenameField("unmatchedutterance", "taught_intent", "answered_with"),
        migrations.DeleteModel(name="Reply"),
    ]
