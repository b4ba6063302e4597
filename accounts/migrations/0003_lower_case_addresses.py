"""Addresses in small letters, before the database asks for them.

Two accounts may then have one address: staff entered "Kim@example.com", which could not log in on
the pages, and its owner signed up as "kim@example.com". Nothing is merged or deleted: the account
that people log in to keeps the address, the other is kept as "kim+<id>@example.com" with its
password, and the operator is told.
"""

from django.db import migrations


def lower(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    keepers = {}
    accounts = sorted(User.objects.only("pk", "email", "last_login"), key=_rank)
    # Those that keep the address come first; the others make room before it is given.
    for account in accounts:
        keepers.setdefault(account.email.lower(), account)
    for account in accounts:
        address = account.email.lower()
        if keepers[address] is not account:
            _set(User, account, _beside(address, account.pk))
            print(
                f"\n    account {account.pk} had the address of account {keepers[address].pk}:"
                f" it is now name+{account.pk}@…; rename or delete it in the admin",
            )
    for address, account in keepers.items():
        if account.email != address:
            _set(User, account, address)


def _rank(account):
    """Already in small letters first, then the last to log in, then the oldest."""
    last = account.last_login.timestamp() if account.last_login else 0
    return account.email != account.email.lower(), -last, account.pk


def _beside(address, pk):
    name, _, host = address.rpartition("@")
    return f"{name}+{pk}@{host}"


def _set(User, account, address):
    User.objects.filter(pk=account.pk).update(email=address)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_api_tokens'),
    ]

    operations = [migrations.RunPython(lower, migrations.RunPython.noop)]
