import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files that staff send, and how far they are."""

    dependencies = [
        ("chat", "0006_drop_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReplyImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('utterances', '사람들의 말'), ('answers', '답변')], max_length=10, verbose_name='무엇을')),
                ('status', models.CharField(choices=[('checking', '살펴보는 중'), ('ready', '가져올 수 있음'), ('applying', '가져오는 중'), ('done', '가져옴'), ('refused', '고칠 곳이 있음'), ('failed', '가져오지 못함')], default='checking', max_length=8, verbose_name='상태')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='진행률')),
                ('file_name', models.CharField(max_length=200, verbose_name='파일')),
                ('content', models.BinaryField()),
                ('found', models.JSONField(default=dict)),
                ('problems', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.replyversion')),
            ],
            options={
                'verbose_name': '가져오기',
                'verbose_name_plural': '가져오기',
                'ordering': ['-id'],
            },
        ),
    ]
