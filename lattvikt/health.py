"""Whether the programme and what it stands on are well, for whoever watches over it."""

from health_check.views import HealthCheckView


class Health(HealthCheckView):
    """200, or 500 and what is wrong, as plain text or as JSON (`?format=json`).

    The library's own page has inline styles, which our Content-Security-Policy refuses.
    """

    checks = (
        "health_check.checks.Database",
        "health_check.checks.Cache",
        "health_check.checks.Storage",
    )

    def render_to_response(self, context, *, status):
        return self.render_to_response_text(status)
