from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import Exists, ManyToManyField, OuterRef
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import change_email
from accounts.models import User
from lattvikt.lib.list_files import ListFiles

# What gives somebody power; only a superuser hands it out.
POWERS = ["is_staff", "is_superuser", "groups"]


@admin.register(User)
class UserAdmin(ListFiles):
    """Who can log in. They do it with a code or a key, so there is no password to set here."""

    list_display = ["email", "name", "is_staff", "has_second_factor", "last_login", "is_active"]
    list_filter = ["is_staff", "groups", "is_active", "language"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "language", "is_active", *POWERS, "last_login", "date_joined"]
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    actions = ["take_away_second_factor"]

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        factors = factors.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return super().get_queryset(request).annotate(second_factor=Exists(factors))

    @admin.display(
        description=gettext_lazy("second factor"), boolean=True, ordering="second_factor"
    )
    def has_second_factor(self, user):
        return user.second_factor

    def get_readonly_fields(self, request, obj=None):
        dates = ["last_login", "date_joined"]
        if request.user.is_superuser:
            return dates
        # Codes go to the address: whoever could change it could log in as its owner.
        return [*dates, *POWERS, "email"] if obj else [*dates, *POWERS]

    def has_change_permission(self, request, obj=None):
        """A colleague's login is not changed by another colleague."""
        is_anothers = obj is not None and obj != request.user and (obj.is_staff or obj.is_superuser)
        if is_anothers and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_give_power_permission(self, request):
        return request.user.is_superuser

    @admin.action(
        description=gettext_lazy("Take away a second factor that is lost"),
        permissions=["give_power"],
    )
    def take_away_second_factor(self, request, queryset):
        """They set up a new one when they have logged in."""
        for user in queryset:
            user.authenticator_set.all().delete()
            self.log_change(request, user, _("The second factor was taken away."))
        messages.success(request, _("The second factor is taken away. Tell the person."))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            change_email(obj, email=obj.email)
