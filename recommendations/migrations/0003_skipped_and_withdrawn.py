"""What was "passed" is skipped by the person, or withdrawn because the song is not in use."""

from django.db import migrations, models
from django.db.models import Q


def tell_apart(apps, schema_editor):
    Recommendation = apps.get_model("recommendations", "Recommendation")
    passed = Recommendation.objects.filter(status="passed")
    out_of_use = Q(song__is_active=False) | Q(song__link_status="broken") | Q(song__vector=None)
    passed.filter(out_of_use).update(status="withdrawn")
    passed.update(status="skipped")


def together(apps, schema_editor):
    Recommendation = apps.get_model("recommendations", "Recommendation")
    Recommendation.objects.filter(status__in=["skipped", "withdrawn"]).update(status="passed")


class Migration(migrations.Migration):

    dependencies = [
        ('recommendations', '0002_song_content'),
    ]

    operations = [
        migrations.AddField(
            model_name='recommendation',
            name='left_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='화면에서 내려간 시각'),
        ),
        migrations.AlterField(
            model_name='recommendation',
            name='status',
            field=models.CharField(choices=[('shown', '보여 주는 중'), ('rated', '평가함'), ('skipped', '넘김'), ('withdrawn', '쓰지 않게 됨')], default='shown', max_length=10, verbose_name='상태'),
        ),
        migrations.RunPython(tell_apart, together),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'shown'), _negated=True), ('left_at', None), _connector='OR'), name='recommendation_shown_has_not_left'),
        ),
    ]
