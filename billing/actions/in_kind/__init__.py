"""Paying a year's fee with work: applied for, prepared, decided, delivered."""

from billing.actions.in_kind.applying import (
    answer_in_kind_question,
    apply_in_kind,
    why_not_in_kind,
    why_too_late_for_in_kind,
    withdraw_in_kind,
)
from billing.actions.in_kind.deciding import accept_or_decline_in_kind, take_back_in_kind
from billing.actions.in_kind.delivering import (
    judge_in_kind_delivery,
    remind_of_in_kind_reports,
    report_in_kind_delivery,
)
from billing.actions.in_kind.preparing import (
    ask_about_in_kind,
    in_kind_body,
    refer_in_kind,
    why_in_kind_is_not_prepared_by,
)

__all__ = [
    "accept_or_decline_in_kind",
    "answer_in_kind_question",
    "apply_in_kind",
    "ask_about_in_kind",
    "in_kind_body",
    "judge_in_kind_delivery",
    "refer_in_kind",
    "remind_of_in_kind_reports",
    "report_in_kind_delivery",
    "take_back_in_kind",
    "why_in_kind_is_not_prepared_by",
    "why_not_in_kind",
    "why_too_late_for_in_kind",
    "withdraw_in_kind",
]
