from events.actions.drafting import complete_draft, throw_away
from events.actions.interest import set_interest
from events.actions.stages import publish

__all__ = ["complete_draft", "publish", "set_interest", "throw_away"]
