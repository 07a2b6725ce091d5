from checks.actions.aid import certify_aid, note_euro_rate, why_no_aid
from checks.actions.announcing import announce, why_not_announced
from checks.actions.applying import SavedMeanwhile, begin, save_draft, send, withdraw
from checks.actions.assessing import (
    ask_to_assess,
    assess,
    declare_jav,
    has_statement,
    leaders_of,
    release,
    remind_assessors,
)
from checks.actions.calls import close_later, publish, take_back
from checks.actions.deciding import (
    amend_amount,
    deciding_body,
    grant_or_decline,
    refer_all,
    refer_to_board,
    take_back_application,
)
from checks.actions.eligibility import why_no_check
from checks.actions.enclosures import (
    add_file,
    answer_for_partner,
    ask_partner,
    ask_partner_again,
    take_away,
)
from checks.actions.extending import (
    ask_for_extension,
    extend_or_not,
    refer_extension,
    take_back_extension,
    withdraw_extension,
)
from checks.actions.payouts import (
    approve_payout,
    ask_for_payout,
    confirm_payout,
    most_to_pay_out,
    refuse_payout,
    why_nothing_more,
)
from checks.actions.projects import (
    sign_for_member,
    sign_for_programme,
    start_project,
    write_agreement_anew,
)
from checks.actions.publicity import allow_publicity, keep_old_checks
from checks.actions.questions import (
    answer_as_researcher,
    answer_question,
    ask_question,
    pass_on_question,
)
from checks.actions.reclaiming import (
    drop_reclaim,
    most_to_reclaim,
    note_repaid,
    propose_reclaim,
    reclaim_or_not,
)
from checks.actions.reports import approve_report, remind_of_reports, return_report, send_report
from checks.actions.stating import why_no_statement, write_statement

__all__ = [
    "SavedMeanwhile",
    "add_file",
    "allow_publicity",
    "amend_amount",
    "announce",
    "answer_as_researcher",
    "answer_for_partner",
    "answer_question",
    "approve_payout",
    "approve_report",
    "ask_for_extension",
    "ask_for_payout",
    "ask_partner",
    "ask_partner_again",
    "ask_question",
    "ask_to_assess",
    "assess",
    "begin",
    "certify_aid",
    "close_later",
    "confirm_payout",
    "deciding_body",
    "declare_jav",
    "drop_reclaim",
    "extend_or_not",
    "grant_or_decline",
    "has_statement",
    "keep_old_checks",
    "leaders_of",
    "most_to_pay_out",
    "most_to_reclaim",
    "note_euro_rate",
    "note_repaid",
    "pass_on_question",
    "propose_reclaim",
    "publish",
    "reclaim_or_not",
    "refer_all",
    "refer_extension",
    "refer_to_board",
    "refuse_payout",
    "release",
    "remind_assessors",
    "remind_of_reports",
    "return_report",
    "save_draft",
    "send",
    "send_report",
    "sign_for_member",
    "sign_for_programme",
    "start_project",
    "take_away",
    "take_back",
    "take_back_application",
    "take_back_extension",
    "why_no_aid",
    "why_no_check",
    "why_no_statement",
    "why_not_announced",
    "why_nothing_more",
    "withdraw",
    "withdraw_extension",
    "write_agreement_anew",
    "write_statement",
]
