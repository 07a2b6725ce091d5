from checks.models.applications import Application, CostLine, Part, Revision
from checks.models.calls import Call, Criterion
from checks.models.statements import Statement

__all__ = ["Application", "Call", "CostLine", "Criterion", "Part", "Revision", "Statement"]
