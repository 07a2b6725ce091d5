from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from lattvikt import desk
from lattvikt.roles import OUR_APPS


class DeskSite(AdminSite):
    """The secretariat's place: its first page is the desk (sv. kansliet)."""

    site_header = _("Lättvikt – the secretariat")
    site_title = _("The secretariat")
    index_title = _("The desk")
    site_url = None  # templates/admin/base_site.html leads to the public pages
    enable_nav_sidebar = False  # the lists are wide, and the desk is one click away

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only our own pages: other packages' show secrets of the second factor and of sessions,
        and let a group's permissions be changed that are written from roles.py."""
        if admin_class and admin_class.__module__.partition(".")[0] in OUR_APPS:
            super().register(model_or_iterable, admin_class, **options)

    def login(self, request, extra_context=None):
        # Through allauth, or /kansli/login/ would be a way past the second factor.
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request, extra_context=None):
        return super().index(request, {**desk.context_for(request.user), **(extra_context or {})})
