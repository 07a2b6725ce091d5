from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.actions import change_email
from accounts.models import User

# What gives somebody power; only a superuser hands it out.
POWERS = ["is_staff", "is_superuser", "groups"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Who can log in. They do it with a code or a key, so there is no password to set here."""

    list_display = ["email", "name", "is_staff", "has_second_factor", "last_login", "is_active"]
    list_filter = ["is_staff", "groups", "is_active", "language"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "language", "is_active", *POWERS, "last_login", "date_joined"]
    filter_horizontal = ["groups"]

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        factors = factors.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return super().get_queryset(request).annotate(second_factor=Exists(factors))

    @admin.display(description=_("second factor"), boolean=True, ordering="second_factor")
    def has_second_factor(self, user):
        return user.second_factor

    def get_readonly_fields(self, request, obj=None):
        given = [] if request.user.is_superuser else POWERS
        return ["last_login", "date_joined", *given]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            change_email(obj, email=obj.email)
