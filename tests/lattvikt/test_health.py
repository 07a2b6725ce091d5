"""What a watching program hears at /halsa/."""

import pytest

from lattvikt.embedded import free_port

pytestmark = pytest.mark.django_db


def test_all_is_well(client):
    answer = client.get("/halsa/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Database(alias='default'): OK",
        "Cache(alias='default'): OK",
        "Storage(alias='default'): OK",
    ]


def test_a_cache_that_is_gone_is_said(client, settings):
    address = f"redis://127.0.0.1:{free_port()}"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": address}}
    answer = client.get("/halsa/")
    assert answer.status_code == 500
    assert answer.content.decode().splitlines()[1] != "Cache(alias='default'): OK"
