from board.forms.agenda import (
    AbsenceForm,
    EndingForm,
    FollowUpForm,
    GuestForm,
    ItemForm,
    NoteForm,
    PaperForm,
    TaskForm,
)
from board.forms.matters import (
    RECUSED,
    AmendForm,
    BallotForm,
    DecideForm,
    LiftForm,
    ToMeetingForm,
)
from board.forms.meetings import AttendanceForm, MeetingForm
from board.forms.seats import EndSeatForm, InterestForm, SeatForm

__all__ = [
    "RECUSED",
    "AbsenceForm",
    "AmendForm",
    "AttendanceForm",
    "BallotForm",
    "DecideForm",
    "EndSeatForm",
    "EndingForm",
    "FollowUpForm",
    "GuestForm",
    "InterestForm",
    "ItemForm",
    "LiftForm",
    "MeetingForm",
    "NoteForm",
    "PaperForm",
    "SeatForm",
    "TaskForm",
    "ToMeetingForm",
]
