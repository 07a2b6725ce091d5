"""The migrations say what the models say."""

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_no_migration_is_left_to_run():
    call_command("migrate", "--check", verbosity=0)
