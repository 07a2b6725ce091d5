import pytest
from django.urls import reverse

from tests import build

pytestmark = pytest.mark.django_db


def log_in(client, **form):
    return client.post(reverse("account_login"), form)


def test_who_has_a_password_logs_in_with_it(client):
    user = build.a_user(password="en lång och egen mening")
    log_in(client, login=user.email, password="en lång och egen mening")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_told_beside_the_form_and_the_address_is_kept(client):
    user = build.a_user(password="en lång och egen mening")
    page = log_in(client, login=user.email, password="fel").content.decode()
    assert "_auth_user_id" not in client.session
    assert user.email in page
    assert "lösenord" in page.lower()
