import django.core.validators
import django.db.models.deletion
import pgvector.django.vector
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables of their own for families, intents, utterances and answers, beside the pairs."""

    dependencies = [
        ("chat", "0003_teaching"),
    ]

    operations = [
        migrations.CreateModel(
            name='Family',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[^/\\s][^/]*/\\S.*$', '‘분야/이름’처럼 적어 주세요.')], verbose_name='이름')),
                ('title', models.CharField(max_length=80, verbose_name='제목')),
                ('origin', models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                'verbose_name': '주제 묶음',
                'verbose_name_plural': '주제 묶음',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Intent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[^/\\s][^/]*/\\S.*$', '‘분야/이름’처럼 적어 주세요.')], verbose_name='주제')),
                ('title', models.CharField(max_length=80, verbose_name='제목')),
                ('kind', models.CharField(choices=[('reply', '공감'), ('smalltalk', '일상 대화')], default='reply', max_length=10, verbose_name='종류')),
                ('tone', models.CharField(choices=[('heavy', '무거움'), ('light', '가벼움'), ('plain', '덤덤함')], default='heavy', max_length=5, verbose_name='무게')),
                ('is_active', models.BooleanField(default=True, verbose_name='사용')),
                ('origin', models.CharField(blank=True, editable=False, max_length=64)),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='intents', to='chat.family', verbose_name='주제 묶음')),
            ],
            options={
                'verbose_name': '주제',
                'verbose_name_plural': '주제',
                'ordering': ['topic'],
            },
        ),
        migrations.CreateModel(
            name='Utterance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, unique=True, verbose_name='이런 말에')),
                ('is_active', models.BooleanField(default=True, verbose_name='사용')),
                ('origin', models.CharField(blank=True, editable=False, max_length=64)),
                ('embedding', pgvector.django.vector.VectorField(blank=True, editable=False, null=True)),
                ('encoder', models.CharField(blank=True, editable=False, max_length=64)),
                ('intent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='utterances', to='chat.intent', verbose_name='주제')),
            ],
            options={
                'verbose_name': '사람들의 말',
                'verbose_name_plural': '사람들의 말',
                'ordering': ['intent', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('say', models.CharField(max_length=500, verbose_name='이렇게 답해요')),
                ('ask', models.CharField(blank=True, max_length=300, verbose_name='이어서 묻는 말')),
                ('is_active', models.BooleanField(default=True, verbose_name='사용')),
                ('origin', models.CharField(blank=True, editable=False, max_length=64)),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='chat.family', verbose_name='주제 묶음')),
                ('intent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='chat.intent', verbose_name='주제')),
            ],
            options={
                'verbose_name': '답변',
                'verbose_name_plural': '답변',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('intent', 'say'), name='answer_unique_in_intent'), models.UniqueConstraint(fields=('family', 'say'), name='answer_unique_in_family'), models.CheckConstraint(condition=models.Q(models.Q(('family__isnull', False), ('intent', None)), models.Q(('family', None), ('intent__isnull', False)), _connector='OR'), name='answer_of_intent_or_family', violation_error_message='주제나 주제 묶음 가운데 하나만 골라 주세요.')],
            },
        ),
        migrations.AddField(
            model_name='message',
            name='act',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='message',
            name='topic',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='unmatchedutterance',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.replyversion'),
        ),
        migrations.AddField(
            model_name='unmatchedutterance',
            name='nearest_intent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.intent'),
        ),
        migrations.AddField(
            model_name='unmatchedutterance',
            name='taught_intent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.intent'),
        ),
    ]
