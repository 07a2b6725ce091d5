"""What the board has told everybody after its meeting, and what it has not told yet."""

from board.actions import publish_post, write_post
from board.models import Meeting, Seat

TEXT = """\
Styrelsen har haft möte med Produktionslyftet hos IF Metall i Stockholm. Med var också Jenny Ek från
IUC Sverige, för att berätta om arbetet med den nationella regionsamordningen.

Styrelsen ser positivt på utvecklingen och vill höra mer **om ett år**.
"""


def make_news(*, days):
    meetings = Meeting.objects.filter(body__slug="styrelsen", held_on__lte=days.today)
    meeting = meetings.order_by("held_on", "number").first()
    chair = meeting.body.seats.get(role=Seat.Role.CHAIR)
    publish_post(
        write_post(meeting, by=chair, title="Regionsamordningen på styrelsens bord", text=TEXT)
    )
    write_post(meeting, by=chair, title="Höstens medlemsträff", text="Program och anmälan kommer.")
