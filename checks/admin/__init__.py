from checks.admin.calls import CallAdmin

__all__ = ["CallAdmin"]
