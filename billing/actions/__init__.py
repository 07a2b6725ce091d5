from billing.actions.bank_applying import apply_bank_files, apply_rows
from billing.actions.bank_planning import Planned, Preview, preview_file
from billing.actions.bank_staging import AlreadyRead, apply_file, discard_file, stage_file
from billing.actions.bookkeeping import Contents, make_batch, next_period, preview_batch
from billing.actions.budgets import adopt_budget, reopen_budget
from billing.actions.corrections import (
    charge_again,
    correct_fee,
    credit_and_reissue,
    credit_for_good,
    waive_fee,
)
from billing.actions.disputes import close_dispute, raise_dispute
from billing.actions.documents import prepare_documents
from billing.actions.einvoices import deliver_einvoices, export_einvoices
from billing.actions.exclusions import (
    exclude_or_keep,
    propose_exclusion,
    take_back_exclusion,
    withdraw_exclusion,
)
from billing.actions.fees import approve_run, raise_annual_fees
from billing.actions.in_kind import (
    accept_or_decline_in_kind,
    answer_in_kind_question,
    apply_in_kind,
    ask_about_in_kind,
    in_kind_body,
    judge_in_kind_delivery,
    refer_in_kind,
    remind_of_in_kind_reports,
    report_in_kind_delivery,
    take_back_in_kind,
    why_in_kind_is_not_prepared_by,
    why_not_in_kind,
    why_too_late_for_in_kind,
    withdraw_in_kind,
)
from billing.actions.invoices import credit, issue_invoices
from billing.actions.judging import (
    judge_another,
    judge_return,
    judge_same,
    reopen_return,
    set_aside,
)
from billing.actions.late_charges import invoice_late_charges, invoiced_late_charges, late_charges
from billing.actions.next_year import preview_year
from billing.actions.other_invoices import (
    Draft,
    Order,
    Stranger,
    draft_other_invoice,
    issue_other_invoice,
)
from billing.actions.overview import Overview, overview_of
from billing.actions.payments import Registered, allocate, register_payment, reverse_allocation
from billing.actions.preview import left_out, preview_run
from billing.actions.reminders import preview_round, send_reminders
from billing.actions.repayments import pay_out, repay, withdraw
from billing.actions.report import control_report
from billing.actions.returns import give_back, take_back
from billing.actions.run import carry_out_run, progress_of

__all__ = [
    "AlreadyRead",
    "Contents",
    "Draft",
    "Order",
    "Overview",
    "Planned",
    "Preview",
    "Registered",
    "Stranger",
    "accept_or_decline_in_kind",
    "adopt_budget",
    "allocate",
    "answer_in_kind_question",
    "apply_bank_files",
    "apply_file",
    "apply_in_kind",
    "apply_rows",
    "approve_run",
    "ask_about_in_kind",
    "carry_out_run",
    "charge_again",
    "close_dispute",
    "control_report",
    "correct_fee",
    "credit",
    "credit_and_reissue",
    "credit_for_good",
    "deliver_einvoices",
    "discard_file",
    "draft_other_invoice",
    "exclude_or_keep",
    "export_einvoices",
    "give_back",
    "in_kind_body",
    "invoice_late_charges",
    "invoiced_late_charges",
    "issue_invoices",
    "issue_other_invoice",
    "judge_another",
    "judge_in_kind_delivery",
    "judge_return",
    "judge_same",
    "late_charges",
    "left_out",
    "make_batch",
    "next_period",
    "overview_of",
    "pay_out",
    "prepare_documents",
    "preview_batch",
    "preview_file",
    "preview_round",
    "preview_run",
    "preview_year",
    "progress_of",
    "propose_exclusion",
    "raise_annual_fees",
    "raise_dispute",
    "refer_in_kind",
    "register_payment",
    "remind_of_in_kind_reports",
    "reopen_budget",
    "reopen_return",
    "repay",
    "report_in_kind_delivery",
    "reverse_allocation",
    "send_reminders",
    "set_aside",
    "stage_file",
    "take_back",
    "take_back_exclusion",
    "take_back_in_kind",
    "waive_fee",
    "why_in_kind_is_not_prepared_by",
    "why_not_in_kind",
    "why_too_late_for_in_kind",
    "withdraw",
    "withdraw_exclusion",
    "withdraw_in_kind",
]
