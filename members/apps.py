from allauth.account.signals import email_confirmed
from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        email_confirmed.connect(self.follow_login)

    def follow_login(self, email_address, **facts):
        """Somebody has shown that an address is theirs: the person in the register has it too."""
        import_string("members.actions.follow_login")(email_address.user)
