"""What the board does with an application: it gets it, meets and decides."""

from django.utils import timezone

from board.actions import cast_vote, decide, open_meeting
from board.models import Decision, Meeting
from checks.actions import refer_to_board
from checks.models import Application
from tests import build


def a_meeting(board) -> Meeting:
    """The board's meeting today, where all are present."""
    return open_meeting(build.the_board(), held_on=timezone.localdate(), present=board)


def before_the_board(application, meeting, **statement) -> Application:
    """With a statement, in a call that has closed."""
    build.closed(application.call)
    build.a_statement(application, **statement)
    return refer_to_board(
        application, meeting=meeting, by=build.a_user(is_staff=True), now=timezone.now()
    )


def decided(application, board, choice="for") -> Decision:
    """All of the board vote alike, and the chair decides."""
    voted(application, board, choice)
    return decide(application.matter, by=board[0], today=timezone.localdate())


def voted(application, board, choice="for"):
    for seat in board:
        cast_vote(application.matter, seat=seat, choice=choice)
