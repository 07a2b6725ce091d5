from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class Config(AppConfig):
    name = "lattvikt"


class DeskConfig(AdminConfig):
    default_site = "lattvikt.admin_site.DeskSite"
