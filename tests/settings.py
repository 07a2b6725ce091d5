"""The programme's own settings in a test run: what differs, and nothing else.

Whatever is set in the environment is also read by the programs that the tests start (a Celery
worker, a sweep that is killed), which run with `lattvikt.settings` as in production.
"""

import os

from lattvikt.translations import compile_translations
from tests import services

# Before Django is set up: it reads the catalogue while it loads its own models.
compile_translations()
os.environ.update(
    SECRET_KEY="only-for-tests",
    SECOND_FACTOR_REQUIRED="1",
    LATTVIKT_DEMO="1",
    LOG_LEVEL="WARNING",
    LOG_FORMAT="plain",
    SITE_URL="http://localhost",
    STATIC_FROM_SOURCE="1",
    # Playwright's own event loop runs in the thread where the test uses the database.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)
services.choose_addresses()

from lattvikt.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
