"""What the admin's pages of billing have in common: nothing is changed or deleted by hand."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from lattvikt.lib.refused import Refused


class FinalAdmin(admin.ModelAdmin):
    """Rows that are read here. Buttons on their pages call actions."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def one_to_act_on(self, request, pk, permission):
        """The row of a button's page: 403 without the permission, 404 when it is not there."""
        if not request.user.has_perm(permission):
            raise PermissionDenied
        if (obj := self.get_object(request, str(pk))) is None:
            raise Http404
        return obj

    def act(self, request, action, *, done, back):
        """Do it, tell how it went and go back."""
        try:
            messages.success(request, done(action()))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(back)

    def ask_first(self, request, obj, **texts):
        """The page that says what the button will do: title, text, button, form and back."""
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**everywhere, "original": obj, **texts}
        return TemplateResponse(request, "members/admin/act.html", context)

    def url_of(self, obj):
        return reverse(f"admin:billing_{self.opts.model_name}_change", args=[obj.pk])


class FinalInline(admin.TabularInline):
    """Rows shown on another's page."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
