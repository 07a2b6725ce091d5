from admission.actions.applying import (
    answer_question,
    save_step,
    start_draft,
    submit_application,
    withdraw,
)
from admission.actions.deciding import admit_or_decline, take_back
from admission.actions.preparing import (
    deciding_body,
    refer,
    return_with_question,
    why_not_prepared_by,
)

__all__ = [
    "admit_or_decline",
    "answer_question",
    "deciding_body",
    "refer",
    "return_with_question",
    "save_step",
    "start_draft",
    "submit_application",
    "take_back",
    "why_not_prepared_by",
    "withdraw",
]
