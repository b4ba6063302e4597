"""Answers to calm results were stored with the strongest emotion, as if they disagreed.

"맞아요" on such a result stored that emotion, which the result did not name. What waits for review
or was let into the next training under it waits anew, as calm; the words of others are gone.
"""

from django.db import migrations


def as_calm(apps, schema_editor):
    Correction = apps.get_model("emotions", "EmotionCorrection")
    wrong = [
        correction.pk
        for correction in Correction.objects.filter(
            agrees=False, analysis__is_calm=True, analysis__vector__isnull=False
        ).select_related("analysis")
        if correction.emotion == correction.analysis.vector.top
    ]
    stored = Correction.objects.filter(pk__in=wrong)
    stored.filter(status="approved").update(status="waiting", reviewed_by=None, reviewed_at=None)
    stored.update(emotion="담담함", agrees=True)


class Migration(migrations.Migration):

    dependencies = [
        ('emotions', '0003_classifier_versions'),
    ]

    operations = [
        migrations.RunPython(as_calm, migrations.RunPython.noop),
    ]
