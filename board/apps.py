from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "board"
    verbose_name = _("Bodies and decisions")
