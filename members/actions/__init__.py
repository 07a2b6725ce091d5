from members.actions.people import link_login

__all__ = ["link_login"]
