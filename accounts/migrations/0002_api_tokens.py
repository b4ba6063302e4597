"""Keys of the API are kept as hashes; those given out before go on working."""

import hashlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OLD_TABLE = 'authtoken_token'


def take_over(apps, schema_editor):
    """Hash the keys of rest_framework.authtoken, which is installed no more, and drop its table."""
    connection = schema_editor.connection
    if OLD_TABLE not in connection.introspection.table_names():
        return
    ApiToken = apps.get_model('accounts', 'ApiToken')
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT key, user_id, created FROM {OLD_TABLE}')
        for key, user_id, created in cursor.fetchall():
            digest = hashlib.sha256(key.encode()).hexdigest()
            token = ApiToken.objects.create(user_id=user_id, digest=digest)
            ApiToken.objects.filter(pk=token.pk).update(created_at=created)
        cursor.execute(f'DROP TABLE {OLD_TABLE}')
    apps.get_model('contenttypes', 'ContentType').objects.filter(app_label='authtoken').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
