from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "billing"
    verbose_name = _("Fees and payments")
