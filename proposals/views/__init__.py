from proposals.views.bodies import answer, note, remark, take_up, tell_result
from proposals.views.bodies import remarks as every_remark
from proposals.views.members import new, remarks

__all__ = [
    "answer",
    "every_remark",
    "new",
    "note",
    "remark",
    "remarks",
    "take_up",
    "tell_result",
]
