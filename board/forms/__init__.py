from board.forms.agenda import (
    EndingForm,
    FollowUpForm,
    GuestForm,
    ItemForm,
    NoteForm,
    OrderForm,
    PaperForm,
    TaskForm,
)
from board.forms.at_the_meeting import AcclaimForm, InOneForm, PresenceForm
from board.forms.matters import (
    RECUSED,
    AmendForm,
    BallotForm,
    DecideForm,
    LiftForm,
    ToMeetingForm,
)
from board.forms.meetings import (
    AttendanceForm,
    CancelMeetingForm,
    MeetingForm,
    NoticeAnswerForm,
)
from board.forms.minutes import ChangeRequestForm, MinutesForm, ReopenForm
from board.forms.posts import PostForm
from board.forms.register import RegisterForm
from board.forms.seats import EndSeatForm, InterestForm, SeatForm

__all__ = [
    "RECUSED",
    "AcclaimForm",
    "AmendForm",
    "AttendanceForm",
    "BallotForm",
    "CancelMeetingForm",
    "ChangeRequestForm",
    "DecideForm",
    "EndSeatForm",
    "EndingForm",
    "FollowUpForm",
    "GuestForm",
    "InOneForm",
    "InterestForm",
    "ItemForm",
    "LiftForm",
    "MeetingForm",
    "MinutesForm",
    "NoteForm",
    "NoticeAnswerForm",
    "OrderForm",
    "PaperForm",
    "PostForm",
    "PresenceForm",
    "RegisterForm",
    "ReopenForm",
    "SeatForm",
    "TaskForm",
    "ToMeetingForm",
]
