"""Valkey may be away at any time; the programme goes on without it."""

import logging
import socket
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from lattvikt import cache as our_cache
from lattvikt.embedded import Valkey, free_port
from tests import build


@pytest.fixture
def lean_on(settings):
    """Use the Valkey at an address from now on."""

    def at(address):
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": address}}

    return at


def ask_for_a_code(client):
    return client.post(reverse("account_request_login_code"), {"email": build.a_user().email})


@pytest.mark.django_db
def test_one_logs_in_while_valkey_is_away(client, lean_on):
    lean_on(f"redis://127.0.0.1:{free_port()}")
    assert ask_for_a_code(client).url == reverse("account_confirm_login_code")
    code = mail.outbox[0].subject.split()[0]
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert answer.url == reverse("home_of")


@pytest.mark.django_db
def test_a_valkey_that_never_answers_is_waited_for_once(client, lean_on):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lean_on(f"redis://127.0.0.1:{silent.getsockname()[1]}")
        begun = time.monotonic()
        assert ask_for_a_code(client).status_code == 302
        assert time.monotonic() - begun < 4  # the page asks it a dozen times


def test_without_valkey_the_cache_is_as_an_empty_one_and_says_so_once(lean_on, caplog):
    lean_on(f"redis://127.0.0.1:{free_port()}")
    with caplog.at_level(logging.ERROR, logger="lattvikt.cache"):
        answers = [
            cache.add("a", 1),
            cache.get("a", "nothing"),
            cache.set("a", 1),
            cache.touch("a"),
            cache.delete("a"),
            cache.get_many(["a"]),
            cache.has_key("a"),
            cache.set_many({"a": 1}),
            cache.delete_many(["a"]),
            cache.clear(),
        ]
    assert answers == [True, "nothing", None, False, False, {}, False, [], None, False]
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert len(caplog.records) == 1


def test_the_cache_is_used_again_when_valkey_is_back(lean_on, tmp_path, monkeypatch):
    monkeypatch.setattr(our_cache, "PAUSE", 0)
    server = Valkey(tmp_path / "v")
    lean_on(server.url)
    cache.set("a", 1)
    assert cache.get("a") is None
    server.start()
    try:
        cache.set("a", 1)
        assert (cache.get("a"), cache.incr("a")) == (1, 2)
    finally:
        server.stop()
