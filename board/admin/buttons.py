"""What several of our admin pages share."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from board.models import person_of
from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.refused import Refused


class ReadInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ButtonAdmin(TrackedAdmin):
    """`buttons` maps a button's name, also in its address, to the method that answers."""

    buttons: dict[str, str] = {}

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(getattr(self, method)),
                name=f"board_{self.opts.model_name}_{name}",
            )
            for name, method in self.buttons.items()
        ]
        return own + super().get_urls()

    def has_delete_permission(self, request, obj=None):
        return False

    def one_to_act_on(self, request, pk):
        if not request.user.has_perm(f"board.change_{self.opts.model_name}"):
            raise PermissionDenied
        obj = self.get_object(request, str(pk))
        if obj is None:
            raise Http404
        return obj

    def press(self, request, obj, action, *, done, form=None, **texts):
        """Show what the button will do; on a valid POST do it and go back."""
        back = reverse(f"admin:board_{self.opts.model_name}_change", args=[obj.pk])
        is_ready = form.is_valid() if form else request.method == "POST"
        if not is_ready:
            everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
            context = {**everywhere, "original": obj, "back": back, "form": form, **texts}
            return TemplateResponse(request, "board/admin/act.html", context)
        try:
            action(obj, **(form.cleaned_data if form else {}))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(back)


def without_recused(queryset, request):
    """Staff may hold a seat: what they are recused in as its holder, they are recused in here."""
    person = person_of(request.user)
    return queryset.open_to(person.pk) if person else queryset
