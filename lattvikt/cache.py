"""The cache in Valkey, which is as an empty one while Valkey is away: nobody is stopped by that.

The cache holds the counts of how often somebody has tried to log in. Without them more tries are
let through; a code still dies after a few, for that count is in the session.
"""

import logging
import time

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

PAUSE = 5  # seconds without asking again, so that a page does not wait for Valkey many times over

logger = logging.getLogger(__name__)


class ForgivingClient(RedisCacheClient):
    """Each method answers as from an empty cache when Valkey does not."""

    is_away = False
    asked_again_at = 0.0  # seconds on the monotonic clock

    def ask(self, command, *facts, otherwise=None):
        if time.monotonic() < self.asked_again_at:
            return otherwise
        try:
            answer = command(*facts)
        except RedisError as error:
            self.note_away(error)
            return otherwise
        self.is_away = False
        return answer

    def note_away(self, error):
        """Said once, not at every page until it is back."""
        if not self.is_away:
            logger.error("The cache does not answer: %s", error)
        self.is_away = True
        self.asked_again_at = time.monotonic() + PAUSE

    def add(self, key, value, timeout):
        """True: the key was free. Otherwise everybody would wait for locks that nobody holds."""
        return self.ask(super().add, key, value, timeout, otherwise=True)

    def get(self, key, default):
        return self.ask(super().get, key, default, otherwise=default)

    def set(self, key, value, timeout):
        self.ask(super().set, key, value, timeout)

    def touch(self, key, timeout):
        return self.ask(super().touch, key, timeout, otherwise=False)

    def delete(self, key):
        return self.ask(super().delete, key, otherwise=False)

    def get_many(self, keys):
        return self.ask(super().get_many, keys, otherwise={})

    def has_key(self, key):
        return self.ask(super().has_key, key, otherwise=False)

    def incr(self, key, delta):
        new = self.ask(super().incr, key, delta)
        if new is None:
            raise ValueError(f"Key {key!r} not found.")  # as Django says of a key that is gone
        return new

    def set_many(self, data, timeout):
        self.ask(super().set_many, data, timeout)

    def delete_many(self, keys):
        self.ask(super().delete_many, keys)

    def clear(self):
        return self.ask(super().clear, otherwise=False)


class ForgivingCache(RedisCache):
    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = ForgivingClient
