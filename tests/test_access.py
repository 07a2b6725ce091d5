"""Who may open what: every address of ours against every role, from one table.

The columns are, besides the stranger who is not logged in: the applicant whose application it is,
the contact person of the member that it concerns, its communicator, the contact person of another
member, a board member, a board member who is recused in the matter, and the secretariat. The two
of the board sit in the body that assesses medlemscheckar too; one of them has jäv there. The first
of them sits in the technical group too.

«login» leads to the login, «away» to another page or file of ours; a number is the answer itself.
"""

from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern

from admission.models import Application
from tests import build
from tests.world import the_world

TABLE = """
address                method stranger applicant member communicator other board recused secretary
front                  get    200      200       200    200          200   200   200     200
programme              get    200      200       200    200          200   200   200     200
membership             get    200      200       200    200          200   200   200     200
fee                    get    200      200       200    200          200   200   200     200
agenda                 get    200      200       200    200          200   200   200     200
contact                get    200      200       200    200          200   200   200     200
privacy                get    200      200       200    200          200   200   200     200
manifest               get    200      200       200    200          200   200   200     200
robots                 get    200      200       200    200          200   200   200     200
favicon                get    away     away      away   away         away  away  away    away
health                 get    200      200       200    200          200   200   200     200
set_language           post   away     away      away   away         away  away  away    away
home_of                get    login    away      away   away         away  away  away    away
account_home           get    login    200       200    200          200   200   200     200

our_pages              get    login    403       200    200          200   403   403     403
members:choose         get    login    403       200    200          200   403   403     403
members:invitation     get    200      200       200    200          200   200   200     200
members:head_count     get    200      200       200    200          200   200   200     200
members:letters        get    login    404       200    200          200   200   200     404
members:letters_by_link get   200      200       200    200          200   200   200     200
members:organisation   get    login    403       200    200          200   403   403     403
members:details        get    login    403       200    403          200   403   403     403
members:employees      get    login    403       200    403          200   403   403     403
members:end            get    login    403       200    403          200   403   403     403
members:contacts       get    login    403       200    200          200   403   403     403
members:invite         get    login    403       200    403          200   403   403     403
members:roles          get    login    403       200    403          404   403   403     403
members:leave          get    login    403       200    403          404   403   403     403
members:hand_over      get    login    403       200    403          404   403   403     403

billing:invoices       get    login    403       200    403          200   403   403     403
billing:invoice        get    login    403       200    403          404   403   403     403
billing:dispute        get    login    403       200    403          404   403   403     403
billing:pdf            get    login    403       200    403          404   403   403     403
billing:einvoice       get    login    403       200    403          404   403   403     403

in_kind:list           get    login    403       200    403          403   403   403     403
in_kind:apply          get    login    403       200    403          403   403   403     403
in_kind:sum            post   login    403       200    403          200   403   403     403
in_kind:application    get    login    403       200    403          404   403   403     403
in_kind:report         get    login    403       200    403          404   403   403     403
in_kind:withdraw       get    login    403       200    403          404   403   403     403

events:events          get    200      200       200    200          200   200   200     200
events:event           get    200      200       200    200          200   200   200     200
events:picture         get    404      404       404    404          404   404   404     404
events:calendar        get    200      200       200    200          200   200   200     200
events:our_events      get    login    403       200    200          200   403   403     403
events:our_event       get    login    403       200    200          200   403   403     403
events:our_picture     get    login    403       404    404          404   403   403     403
events:our_calendar    get    login    403       200    200          200   403   403     403
events:say_interest    post   login    403       away   away         away  403   403     403
events:survey          get    200      200       200    200          200   200   200     200
events:body_events     get    login    404       404    404          404   200   200     404
events:body_goals      get    login    404       404    404          404   200   200     404
events:body_missing    get    login    404       404    404          404   200   200     404
events:register        get    200      200       200    200          200   200   200     200
events:asked           get    200      200       200    200          200   200   200     200
events:register_ours   get    login    403       200    200          200   403   403     403
events:registration    get    200      200       200    200          200   200   200     200
events:change_registration   get    200      200       200    200          200   200   200     200
events:registration_calendar get    200      200       200    200          200   200   200     200
events:our_feed        get    login    403       200    200          200   403   403     403
events:feed            get    200      200       200    200          200   200   200     200
events:door            get    login    403       403    403          403   403   403     200
events:door_walk_in    get    login    403       403    403          403   403   403     200
events:door_worker     get    login    403       403    403          403   403   403     200
events:door_sync       post   login    403       403    403          403   403   403     400
events:badges          get    login    403       403    403          403   403   403     200
events:participants_pdf  get    login    403       403    403          403   403   403     200
events:participants_xlsx get    login    403       403    403          403   403   403     200
events:door_press      post   login    403       403    403          403   403   403     away
events:door_let_in     post   login    403       403    403          403   403   403     away
events:leave           post   away     away      away   away         away  away  away    away
events:take_offer      post   away     away      away   away         away  away  away    away
events:take_add_on     post   away     away      away   away         away  away  away    away
events:leave_add_on    post   away     away      away   away         away  away  away    away
events:answer          get    200      200       200    200          200   200   200     200
events:forward         get    200      200       200    200          200   200   200     200
events:networks        get    login    403       200    200          200   403   403     403
events:propose_network get    login    403       200    200          200   403   403     403
events:network         get    login    403       200    200          200   403   403     403
events:follow_network  post   login    403       away   away         away  403   403     403
events:ask_owner       get    login    403       200    404          404   403   403     403
events:begin_meeting   get    login    403       200    404          404   403   403     403
events:take_charge     post   login    403       away   404          404   403   403     403
events:leave_network   post   login    403       away   404          404   403   403     403
events:end_network     get    login    403       200    404          404   403   403     403
events:answer_for_owner get   200      200       200    200          200   200   200     200

checks:calls           get    login    403       200    200          200   403   403     403
checks:call            get    login    403       200    200          200   403   403     403
checks:begin           post   login    403       away   403          away  403   403     403
checks:application     get    login    403       200    403          404   403   403     403
checks:write           get    login    403       200    403          404   403   403     403
checks:send            post   login    403       away   403          404   403   403     403
checks:revision        get    login    403       200    403          404   403   403     403
checks:withdraw        get    login    403       200    403          404   403   403     403
checks:aid             get    login    403       200    403          404   403   403     403
checks:partners        get    login    403       200    403          404   403   403     403
checks:drop_partner    post   login    403       404    403          404   403   403     403
checks:ask_again       post   login    403       404    403          404   403   403     403
checks:files           get    login    403       200    403          404   403   403     403
checks:drop_file       post   login    403       404    403          404   403   403     403
checks:file            get    login    404       200    404          404   404   404     404
checks:consent         get    200      200       200    200          200   200   200     200
checks:project         get    login    403       200    403          404   403   403     403
checks:agreement       get    login    403       200    403          404   403   403     403
checks:sign            get    login    403       away   403          404   403   403     403
checks:questions       get    login    403       200    403          404   403   403     403
checks:answer          get    200      200       200    200          200   200   200     200
checks:report          get    login    403       200    403          404   403   403     403
checks:extend          get    login    403       200    403          404   403   403     403
checks:withdraw_extension post login   403       404    403          404   403   403     403
granted_checks         get    200      200       200    200          200   200   200     200
checks:publicity       get    login    403       200    403          404   403   403     403
checks:ask_for_payout  get    login    403       200    403          404   403   403     403

admission:apply        get    200      200       200    200          200   200   200     200
admission:start        post   login    away      away   away         away  away  away    away
admission:fee          get    200      200       200    200          200   200   200     200
admission:application  get    login    200       404    404          404   404   404     404
admission:review       get    login    away      404    404          404   404   404     404
admission:withdraw     get    login    200       404    404          404   404   404     404
admission:number       post   204      200       404    404          404   404   404     404
admission:step         get    login    away      404    404          404   404   404     404

board:the_board        get    away     away      away   away         away  away  away    away
board:matters          get    login    404       404    404          404   200   200     404
board:matter           get    login    404       404    404          404   200   404     404
board:vote             post   login    404       404    404          404   200   404     404
board:to_meeting       post   login    404       404    404          404   200   404     404
board:lift             post   login    404       404    404          404   200   404     404
board:decide           post   login    404       404    404          404   200   404     404
board:acclaim          post   login    404       404    404          404   away  404     404
board:ask_for_vote     post   login    404       404    404          404   away  404     404
board:take_apart       post   login    404       404    404          404   away  404     404
board:take_in_one      post   login    404       404    404          404   403   403     404
board:live             get    login    404       404    404          404   away  away    404
board:live_item        get    login    404       404    404          404   200   200     404
board:presence         post   login    404       404    404          404   403   403     404
board:meetings         get    login    404       404    404          404   200   200     404
board:new_meeting      get    login    404       404    404          404   403   403     404
board:meeting          get    login    404       404    404          404   200   200     404
board:change_meeting   get    login    404       404    404          404   403   403     404
board:send_notice      post   login    404       404    404          404   403   403     404
board:cancel_meeting   post   login    404       404    404          404   403   403     404
board:package          get    login    404       404    404          404   200   200     404
board:answer           post   login    404       404    404          404   away  away    404
board:answer_notice    get    200      200       200    200          200   200   200     200
board:about            get    login    404       404    404          404   200   200     404
board:new_item         get    login    404       404    404          404   403   403     404
board:item             get    login    404       404    404          404   200   200     404
board:change_item      get    login    404       404    404          404   403   403     404
board:move_item        post   login    404       404    404          404   403   403     404
board:order_items      post   login    404       404    404          404   403   403     404
board:add_standing_items post login    404       404    404          404   403   403     404
board:remove_item      post   login    404       404    404          404   403   403     404
board:write            post   login    404       404    404          404   403   403     404
board:paper            get    login    404       404    404          404   404   404     404
board:tasks            get    login    404       404    404          404   200   200     404
board:finish_task      post   login    404       404    404          404   404   404     404
board:register         get    login    404       404    404          404   200   200     404
board:decisions        get    login    404       404    404          404   200   200     404
board:new_post         get    login    404       404    404          404   403   403     404
board:post             get    login    404       404    404          404   403   403     404
board:post_picture     get    login    404       404    404          404   403   403     404
board:publish_post     post   login    404       404    404          404   403   403     404
board:take_down_post   post   login    404       404    404          404   403   403     404
board:news             get    200      200       200    200          200   200   200     200
board:news_item        get    200      200       200    200          200   200   200     200
board:news_picture     get    404      404       404    404          404   404   404     404
board:stand_aside      post   login    404       404    404          404   away  away    404
board:minutes          get    login    404       404    404          404   200   200     404
board:minutes_pdf      get    login    404       404    404          404   404   404     404
board:minutes_step     post   login    404       404    404          404   away  away    404
board:write_minutes    get    login    404       404    404          404   403   403     404
assessing:home         get    login    404       404    404          404   200   200     404
assessing:overview     get    login    404       404    404          404   200   200     404
assessing:application  get    login    404       404    404          404   200   404     404
assessing:statement    get    login    404       404    404          404   200   404     404
assessing:release      post   login    404       404    404          404   away  404     404
assessing:declare_jav  post   login    404       404    404          404   away  404     404
deciding:ranking       get    login    404       404    404          404   200   200     404
deciding:amount        get    login    404       404    404          404   404   404     404
deciding:projects          get    login    404       404    404          404   200   200     404
proposals:remarks      get    login    403       200    200          200   403   403     403
proposals:new          get    login    403       200    200          200   403   403     403
answering:remarks      get    login    404       404    404          404   200   404     404
answering:note         get    login    404       404    404          404   200   404     404
answering:remark       get    login    404       404    404          404   200   404     404
answering:answer       post   login    404       404    404          404   200   404     404
answering:tell_result  post   login    404       404    404          404   200   404     404
answering:take_up      post   login    404       404    404          404   403   404     404
economy                get    login    404       404    404          404   200   200     404
"""

ROLES = TABLE.split("\n")[1].split()[2:]
# The admin has a table of its own (test_admin_access.py), and allauth tests of its own.
OURS = (
    "lattvikt.",
    "accounts.",
    "members.",
    "board.",
    "admission.",
    "billing.",
    "checks.",
    "events.",
    "proposals.",
)

pytestmark = pytest.mark.django_db


class Row(NamedTuple):
    address: str
    method: str
    answers: list[str]


ROWS = [Row(line[0], line[1], line[2:]) for line in map(str.split, TABLE.split("\n")[2:]) if line]


def addresses(patterns, namespace=""):
    """The names of the views that are written by us."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from () if inner == "admin:" else addresses(pattern.url_patterns, inner)
        elif pattern.callback.__module__.startswith(OURS):
            yield f"{namespace}{pattern.name}"


def test_the_table_names_every_address_of_ours_once():
    named = [row.address for row in ROWS]
    assert sorted(named) == sorted(addresses(get_resolver().url_patterns))


def test_each_role_is_let_in_or_refused_at_every_address():
    users, objects = the_world()
    wrong = {}
    for row in ROWS:
        path = reverse(row.address, kwargs=objects.get(row.address, {}))
        given = {role: answer(row.method, path, users[role]) for role in ROLES}
        if given != dict(zip(ROLES, row.answers, strict=True)):
            wrong[row.address] = given
    assert wrong == {}


def answer(method, path, user) -> str:
    client = Client()
    if user:
        client.force_login(user)
    response = getattr(client, method)(path)
    if response.status_code != 302:
        return str(response.status_code)
    target = response.url.partition("?")[0]
    if target.startswith(settings.STATIC_URL):
        return "away"
    return "login" if resolve(target).url_name == "account_login" else "away"


def test_a_wrong_method_changes_nothing():
    """Every address that only takes a form answers a mere visit with 405 or the page itself."""
    application = build.an_application(status=Application.Status.DRAFT, submitted_at=None)
    client = Client()
    client.force_login(application.applicant)
    assert client.get(reverse("admission:number", args=[application.pk])).status_code == 405
