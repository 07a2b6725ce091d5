from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from lattvikt import desk


class DeskSite(AdminSite):
    """The secretariat's place: its first page is the desk (sv. kansliet)."""

    site_header = _("Lättvikt – the secretariat")
    site_title = _("The secretariat")
    index_title = _("The desk")
    enable_nav_sidebar = False  # the lists are wide, and the desk is one click away

    def login(self, request, extra_context=None):
        # Through allauth, or /kansli/login/ would be a way past the second factor.
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request, extra_context=None):
        return super().index(request, {**desk.context_for(request.user), **(extra_context or {})})
