from datetime import date

import pytest

from archive.actions import store
from tests import build

pytestmark = pytest.mark.django_db
LIST = "/kansli/archive/document/"


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_the_archive_lists_its_documents_without_their_bytes(
    desk, count, django_assert_num_queries
):
    for number in range(count):
        store(f"document {number}".encode(), keep_until=date(2034, 12, 31))
    with django_assert_num_queries(5) as queries:
        page = desk.get(LIST)
    assert page.context["cl"].result_count == count
    assert not any('"archive_document"."content",' in query["sql"] for query in queries)


def test_a_document_can_be_looked_at_and_not_changed(desk):
    document = store(b"%PDF", keep_until=date(2034, 12, 31))
    address = f"{LIST}{document.pk}/change/"
    page = desk.get(address)
    assert document.sha256 in page.text
    assert 'name="_save"' not in page.text
    assert desk.post(address, {"keep_until": "2020-01-01"}).status_code == 403
    assert desk.post(f"{LIST}{document.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
