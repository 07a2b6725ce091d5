"""One of each role, and the objects that our addresses name."""

from datetime import date, timedelta

from django.core import signing
from django.utils import timezone

from archive.actions import store
from billing.models import InvoiceDocument
from board.mails import ANSWER_SALT
from board.models import AgendaItem, Body, Interest, Meeting, Party
from checks.mails import consent_path, question_path
from checks.models import AidCertificate, Call
from events.actions import renew_feed
from events.mails import SURVEY_SALT, answer_path, owner_path
from members.mails import HEAD_COUNT_SALT, INVITATION_SALT, letters_path
from members.models import Contact, Organisation
from tests import build
from tests.checks.board import a_meeting, before_the_board
from tests.checks.projects import a_question, a_signed_project, passed_on

AFTER = ["questions", "publicity", "extend", "withdraw_extension"]
OWNING = ["ask_owner", "begin_meeting", "take_charge", "end_network"]
ASKING = ["acclaim", "ask_for_vote", "take_apart"]
DOOR = ["door", "door_walk_in", "door_worker", "door_sync"]
PAPERS = ["badges", "participants_pdf", "participants_xlsx"]


def the_application_of(member, call):
    """Sent while the member was still run for profit."""
    one = Organisation.objects.filter(pk=member.pk)
    one.update(is_for_profit=True)
    application = build.a_sent_check(member, call=call)
    build.a_check_file(application)
    build.a_partner(application)
    one.update(is_for_profit=False)
    return application


def the_project_of(member, board):
    """Granted while the member was still run for profit, and signed by both."""
    one = Organisation.objects.filter(pk=member.pk)
    check = the_application_of(member, build.a_call())
    one.update(is_for_profit=True)
    project = a_signed_project(check, board=board)
    Call.objects.filter(pk=check.call_id).update(is_state_aid=True)
    AidCertificate.objects.create(
        application=check, by=check.saved_by, name="Åsa", at=timezone.now()
    )
    one.update(is_for_profit=False)
    return project


def an_assessed_check(chair, recused):
    """Its call has closed; the chair and another have assessed it, and one has jäv."""
    group = build.the_assessors()
    seats = [build.a_seat(group, "chair", person=chair.person), build.a_seat(group)]
    build.a_seat(group, person=recused.person)
    check = build.a_sent_check()
    Interest.objects.create(
        person=recused.person,
        org_number=check.organisation.org_number,
        name=check.organisation.name,
        nature="ägare",
    )
    build.closed(check.call)
    for seat in seats:
        build.an_assessment(check, seat)
    return check


def a_check_before_the_board(recused):
    """Of a closed call, on today's meeting; one of the board is tied to the applicant."""
    check = build.a_sent_check()
    Interest.objects.create(
        person=recused.person,
        org_number=check.organisation.org_number,
        name=check.organisation.name,
        nature="ägare",
    )
    return before_the_board(check, a_meeting([]))


def an_open_conference():
    """In English, on two days."""
    begins = timezone.now() + timedelta(days=90)
    conference = build.an_event(
        title="LIGHTer International Conference",
        summary="Two days on lightweight technology.",
        language="en",
        openness="anybody",
        starts_at=begins,
        ends_at=begins + timedelta(days=1),
    )
    build.a_programme_item(conference, "Aluminium castings", speakers="Ann Lee, Casting Ltd")
    return conference


def the_world():
    """The users by role, and for each address what its URL needs."""
    build.the_programme()
    build.a_schedule()
    member = build.a_non_profit("Åmåls Verkstadsskola")
    build.a_noted_outcome(build.a_budget())
    contact = build.a_contact(member)
    build.a_contact(member)  # somebody who stays when the first one leaves
    asked = build.a_round(opened=timezone.now()).head_counts.get(organisation=member)
    invoice = build.an_invoice(member)
    document = store(b"%PDF-1.7", keep_until=build.in_seven_years())
    InvoiceDocument.objects.create(invoice=invoice, document=document, name=invoice.file_name)
    application = build.an_application()
    board = build.a_board()
    recused = board[3]
    project = the_project_of(member, board)
    work = build.an_in_kind(member, status="approved")
    call = build.a_call()
    check = the_application_of(member, call)
    assessed = an_assessed_check(board[2], recused)
    of_assessed = {"body": "ledningsgruppen", "pk": assessed.pk}
    matter = build.a_matter()
    Party.objects.create(matter=matter, person=recused.person)
    meeting = Meeting.objects.create(
        body=matter.body, year=2026, number=9, held_on=date(2026, 11, 1)
    )
    called = Meeting.objects.create(
        body=matter.body, year=2099, number=1, held_on=date(2099, 1, 1), notice_version=1
    )
    ranked = a_check_before_the_board(recused)
    point = AgendaItem.objects.create(meeting=meeting, position=1, title="Läget i regionerna")
    post = build.a_post(meeting, board[0])
    of_a_point = {"body": "styrelsen", "pk": meeting.pk, "item": point.pk}
    signed = signing.dumps([contact.person.pk, member.pk], salt=INVITATION_SALT)
    confirms = signing.dumps([asked.pk, contact.person.pk, member.employees], salt=HEAD_COUNT_SALT)
    answers = signing.dumps([called.pk, board[2].pk], salt=ANSWER_SALT)
    invitation = build.an_invitation(person=contact.person, organisation=member)
    invited = answer_path(invitation).split("/")[-2]
    matter_of = {"body": "styrelsen", "pk": matter.pk}
    of_members = build.an_event(host=member, video_link="https://video.exempel.se/1")
    lecture = build.a_programme_item(of_members, kind="if_interest")
    build.an_add_on(of_members)
    conference = an_open_conference()
    registration = build.a_registration(conference)
    add_on_place = registration.add_ons.create(
        add_on=build.an_add_on(conference), state="registered", queued_at=timezone.now()
    )
    build.a_registration(of_members, person=contact.person)
    remark = build.a_remark(contact)
    network = build.a_network("Lättvikt i Värmland", contact)
    build.a_network("Gjutet i Dalarna", ended_on=date(2026, 5, 1), outcome="Det rann ut i sanden.")
    proposed = build.a_network("Komposit i Värmland", started=None)
    asked_to_own = proposed.owners.create(organisation=member, asked_at=timezone.now())
    technical = Body.objects.get(slug="teknikgruppen")
    build.a_seat(technical, person=board[2].person)
    users = {
        "stranger": None,
        "applicant": application.applicant,
        "member": contact.person.user,
        "communicator": build.a_contact(member, Contact.Role.COMMUNICATOR).person.user,
        "other": build.a_contact(build.a_member("Annan AB")).person.user,
        "board": board[2].person.user,
        "recused": recused.person.user,
        "secretary": build.a_secretary(),
    }
    next_year = timezone.localdate().year + 1
    objects = {
        "members:invitation": {"signed": signed},
        "members:head_count": {"signed": confirms},
        "members:letters_by_link": {"signed": letters_path(contact.person).split("/")[-2]},
        **{f"events:{name}": {"signed": invited} for name in ["answer", "forward"]},
        "members:roles": {"pk": contact.person.pk},
        "members:leave": {"pk": contact.person.pk},
        "members:hand_over": {"pk": contact.pk},
        "billing:invoice": {"number": invoice.number},
        "billing:dispute": {"number": invoice.number},
        "billing:pdf": {"number": invoice.number},
        "billing:einvoice": {"number": invoice.number},
        **{f"in_kind:{name}": {"year": next_year} for name in ["apply", "sum"]},
        **{f"in_kind:{name}": {"pk": work.pk} for name in ["application", "report", "withdraw"]},
        **{
            f"admission:{name}": {"pk": application.pk}
            for name in ["application", "review", "withdraw", "number"]
        },
        "admission:step": {"pk": application.pk, "step": "organisation"},
        **{
            f"board:{name}": matter_of
            for name in ["matter", "vote", "to_meeting", "decide", *ASKING]
        },
        "board:lift": matter_of | {"seat": recused.pk},
        **{
            f"board:{name}": {"body": "styrelsen"}
            for name in ["matters", "meetings", "new_meeting", "decisions", "about", "tasks"]
        },
        **{f"checks:{name}": {"pk": call.pk} for name in ["call", "begin"]},
        **{
            f"checks:{name}": {"pk": check.pk}
            for name in ["application", "write", "send", "withdraw", "partners", "files"]
        },
        "checks:aid": {"pk": project.application_id},
        "checks:drop_partner": {"pk": check.pk, "partner": 0},
        "checks:ask_again": {"pk": check.pk, "partner": 0},
        "checks:drop_file": {"pk": check.pk, "file": 0},
        "checks:file": {"pk": check.files.get().pk},
        "checks:consent": {"signed": consent_path(check.partners.get(), None).split("/")[-2]},
        "checks:revision": {"pk": check.pk, "number": 1},
        **{
            f"checks:{name}": {"pk": project.pk}
            for name in [
                *AFTER,
                "questions",
                "project",
                "agreement",
                "sign",
                "ask_for_payout",
                "report",
            ]
        },
        "checks:answer": {"signed": question_path(passed_on(a_question(project))).split("/")[-2]},
        "assessing:home": {"body": "ledningsgruppen"},
        "assessing:overview": {"body": "ledningsgruppen", "pk": assessed.call_id},
        **{
            f"assessing:{name}": of_assessed for name in ["application", "statement", "declare_jav"]
        },
        "assessing:release": of_assessed | {"assessor": assessed.assessors.first().pk},
        "deciding:ranking": {"body": "styrelsen", "pk": ranked.call_id},
        "deciding:amount": {"body": "styrelsen", "pk": ranked.pk},
        "deciding:projects": {"body": "styrelsen"},
        **{f"answering:{name}": {"body": "teknikgruppen"} for name in ["remarks", "note"]},
        **{
            f"answering:{name}": {"body": "teknikgruppen", "pk": remark.pk}
            for name in ["remark", "answer", "tell_result", "take_up"]
        },
        "economy": {"body": "styrelsen"},
        "board:meeting": {"body": "styrelsen", "pk": meeting.pk},
        **{
            f"board:{name}": {"body": "styrelsen", "pk": meeting.pk}
            for name in ["change_meeting", "send_notice", "cancel_meeting", "answer", "package"]
        },
        "board:answer_notice": {"signed": answers},
        "board:new_item": {"body": "styrelsen", "pk": meeting.pk},
        "board:order_items": {"body": "styrelsen", "pk": meeting.pk},
        "board:add_standing_items": {"body": "styrelsen", "pk": meeting.pk},
        "board:live": {"body": "styrelsen", "pk": meeting.pk},
        **{f"board:{name}": of_a_point for name in ["live_item", "presence", "stand_aside"]},
        "board:take_in_one": {"body": "styrelsen", "pk": meeting.pk},
        **{
            f"board:{name}": {"body": "styrelsen", "pk": meeting.pk}
            for name in ["minutes", "write_minutes"]
        },
        "board:minutes_pdf": {"body": "styrelsen", "pk": meeting.pk, "version": 1},
        "board:minutes_step": {"body": "styrelsen", "pk": meeting.pk, "what": "borja"},
        "board:item": of_a_point,
        "board:change_item": of_a_point,
        "board:remove_item": of_a_point,
        "board:move_item": of_a_point | {"way": "upp"},
        "board:write": of_a_point | {"what": "anteckning"},
        "board:paper": {"body": "styrelsen", "pk": 1},
        "board:new_post": {"body": "styrelsen", "pk": meeting.pk},
        **{
            f"board:{name}": {"body": "styrelsen", "pk": meeting.pk, "post": post.pk}
            for name in ["post", "post_picture", "publish_post", "take_down_post"]
        },
        **{f"board:{name}": {"pk": post.pk} for name in ["news_item", "news_picture"]},
        **{
            f"events:{name}": {"pk": conference.pk}
            for name in ["event", "picture", "calendar", "register", "asked", *DOOR, *PAPERS]
        },
        **{
            f"events:{name}": {"pk": of_members.pk}
            for name in ["our_event", "our_picture", "our_calendar", "register_ours"]
        },
        **{
            f"events:{name}": {"code": registration.code}
            for name in [
                "registration",
                "change_registration",
                "registration_calendar",
                "leave",
                "take_offer",
            ]
        },
        **{
            f"events:{name}": {"code": registration.code, "pk": add_on_place.pk}
            for name in ["take_add_on", "leave_add_on"]
        },
        "events:feed": {"token": renew_feed(contact.person, now=timezone.now()).token},
        **{
            f"events:{name}": {"pk": conference.pk, "registration": registration.pk}
            for name in ["door_press", "door_let_in"]
        },
        "events:body_events": {"body": "styrelsen"},
        "events:body_goals": {"body": "styrelsen", "pk": build.a_goal(conference).event.pk},
        "events:body_missing": {"body": "styrelsen", "pk": conference.pk},
        "events:survey": {"signed": signed_survey(registration)},
        **{
            f"events:{name}": {"pk": network.pk}
            for name in ["network", "follow_network", "leave_network", *OWNING]
        },
        "events:answer_for_owner": {
            "signed": owner_path(asked_to_own, contact.person.pk).split("/")[-2]
        },
        "events:say_interest": {"pk": of_members.pk, "item": lecture.pk},
        "board:finish_task": {"body": "styrelsen", "pk": 1},
    }
    return users, objects


def signed_survey(registration):
    """Of the event that the registration is for, before it."""
    event = registration.event
    event.questions.create(number=1, text="Vad hoppas ni på?", kind="text")
    now = timezone.now()
    survey = event.surveys.create(moment="before", opened_at=now, closes_at=event.starts_at)
    asked = survey.asked.create(registration=registration, asked_at=now)
    return signing.dumps(asked.pk, salt=SURVEY_SALT)
