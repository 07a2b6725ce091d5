from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class Config(AppConfig):
    name = "lattvikt"


class DeskConfig(AdminConfig):
    default_site = "lattvikt.admin_site.DeskSite"

    def ready(self):
        super().ready()
        # Django makes permissions app by app in the order of INSTALLED_APPS; ours are made by now.
        write_groups = import_string("lattvikt.roles.write_groups")
        post_migrate.connect(write_groups, sender=self, dispatch_uid="write_groups")
