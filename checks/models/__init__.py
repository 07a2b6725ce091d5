from checks.models.calls import Call, Criterion

__all__ = ["Call", "Criterion"]
