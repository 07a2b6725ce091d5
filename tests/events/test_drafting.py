"""A new event made of an earlier one."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import Event, Series
from events.rules import moved
from lattvikt.lib.calendar_file import STOCKHOLM
from tests import build


def at(*moment):
    return datetime(*moment, tzinfo=STOCKHOLM)


def test_what_follows_a_begin_follows_the_new_one_by_the_clock_on_the_wall():
    winter, summer = at(2026, 11, 18, 9), at(2027, 5, 12, 9)
    assert moved(at(2026, 11, 19, 16), winter, summer) == at(2027, 5, 13, 16)
    assert moved(at(2026, 11, 18, 7), winter, summer) == at(2027, 5, 12, 7)


@pytest.mark.django_db
def test_a_new_one_takes_over_texts_programme_and_add_ons_and_nobody_is_invited():
    series = Series.objects.create(name="Konferensen", every_years=2)
    begins = timezone.now() - timedelta(days=10)
    event = build.an_event(
        series=series, text="Vi ses.", starts_at=begins, closed_at=timezone.now(), version=3
    )
    event.co_arrangers.add(partner := build.an_organisation())
    lecture = build.a_programme_item(event, "Noder", kind="if_interest")
    actions_of = build.an_add_on(event, capacity=7)
    build.an_invitation(event)
    build.a_registration(event)
    copy = actions.draft_from(event, starts_at=begins + timedelta(days=728))
    assert (copy.stage, copy.series, copy.text, copy.version) == ("draft", series, "Vi ses.", 0)
    assert list(copy.co_arrangers.all()) == [partner]
    assert [(item.title, item.kind) for item in copy.programme.all()] == [
        (lecture.title, "if_interest")
    ]
    [add_on] = copy.add_ons.all()
    assert (add_on.title, add_on.capacity) == (actions_of.title, 7)
    assert event.programme.get() == lecture
    assert (copy.invitations.count(), copy.registrations.count()) == (0, 0)


@pytest.mark.django_db
def test_the_button_proposes_the_pace_of_the_series_and_leads_to_the_draft():
    client = Client()
    client.force_login(build.a_secretary())
    series = Series.objects.create(name="Konferensen", every_years=2)
    event = build.an_event(series=series, starts_at=at(2026, 5, 13, 9))
    url = reverse("admin:events_event_ny", args=[event.pk])
    assert 'value="2028-05-10"' in client.get(url).text
    answer = client.post(url, {"starts_at_0": "2028-05-17", "starts_at_1": "09:00"})
    copy = Event.objects.exclude(pk=event.pk).get()
    assert answer.url == reverse("admin:events_event_change", args=[copy.pk])
    assert copy.starts_at == at(2028, 5, 17, 9)
    assert copy.ends_at == at(2028, 5, 17, 13)
