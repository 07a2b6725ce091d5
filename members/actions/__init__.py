from members.actions.fees import adopt_schedule, draft_next_year
from members.actions.head_counts import (
    ask_the_silent,
    confirm_by_link,
    freeze_passed_rounds,
    freeze_round,
    note_head_count,
    open_round,
)
from members.actions.letters import choose_letters
from members.actions.memberships import (
    ask_to_end_membership,
    end_membership,
    keep_membership,
    last_day_of_year,
    start_membership,
)
from members.actions.organisations import change_details, change_employees
from members.actions.people import (
    end_contact,
    follow_login,
    hand_over,
    invite_contact,
    link_login,
    set_roles,
)

__all__ = [
    "adopt_schedule",
    "ask_the_silent",
    "ask_to_end_membership",
    "change_details",
    "change_employees",
    "choose_letters",
    "confirm_by_link",
    "draft_next_year",
    "end_contact",
    "end_membership",
    "follow_login",
    "freeze_passed_rounds",
    "freeze_round",
    "hand_over",
    "invite_contact",
    "keep_membership",
    "last_day_of_year",
    "link_login",
    "note_head_count",
    "open_round",
    "set_roles",
    "start_membership",
]
