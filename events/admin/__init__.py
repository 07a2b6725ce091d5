from events.admin.audiences import AudienceAdmin

__all__ = ["AudienceAdmin"]
