"""What an answer shows beside its words, such as a song."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0010_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='card',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
    ]
