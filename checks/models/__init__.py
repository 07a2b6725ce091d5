from checks.models.applications import Application, CostLine, Part, Revision
from checks.models.calls import Call, Criterion

__all__ = ["Application", "Call", "CostLine", "Criterion", "Part", "Revision"]
