import django.db.models.deletion
import pgvector.django.vector
from django.conf import settings
from django.db import migrations, models


def set_old_ones_aside(apps, schema_editor):
    """What waited before has no masked copy, and staff see no message itself: it waits no more."""
    waiting = apps.get_model("chat", "UnmatchedUtterance").objects.filter(status="open", text="")
    waiting.update(status="private")


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0002_helplines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='opinion',
            field=models.CharField(blank=True, choices=[('good', '좋았어요'), ('bad', '아쉬웠어요')], max_length=4),
        ),
        migrations.AddField(
            model_name='reply',
            name='origin',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='unmatchedutterance',
            name='embedding',
            field=pgvector.django.vector.VectorField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='unmatchedutterance',
            name='encoder',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='unmatchedutterance',
            name='text',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='unmatchedutterance',
            name='status',
            field=models.CharField(choices=[('open', '대기'), ('answered', '답변함'), ('dismissed', '넘김'), ('private', '비공개')], default='open', max_length=10),
        ),
        migrations.CreateModel(
            name='ReplyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(max_length=200, verbose_name='무엇을 바꿨나요')),
                ('changes', models.JSONField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '답변 자료의 판',
                'verbose_name_plural': '답변 자료의 판',
                'ordering': ['-id'],
            },
        ),
        migrations.RunPython(set_old_ones_aside, migrations.RunPython.noop),
    ]
