from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.refused import Refused


class ButtonAdmin(TrackedAdmin):
    """An admin with buttons: each a page that says what it will do, and then does it.

    `buttons` maps a button's name, also in its address, to the method that answers.
    """

    buttons: dict[str, str] = {}

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(getattr(self, method)),
                name=f"members_{self.opts.model_name}_{name}",
            )
            for name, method in self.buttons.items()
        ]
        return own + super().get_urls()

    def one_to_act_on(self, request, pk, permission):
        if not request.user.has_perm(permission):
            raise PermissionDenied
        obj = self.get_object(request, str(pk))
        if obj is None:
            raise Http404
        return obj

    def press(self, request, obj, action: Callable, *, done, form=None, **texts):
        """Show the page, or on a valid POST do it and go back to the object."""
        is_ready = form.is_valid() if form else request.method == "POST"
        if not is_ready:
            return self.ask_first(request, obj, form=form, **texts)
        try:
            action(obj, **(form.cleaned_data if form else {}))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(self.url_of(obj))

    def ask_first(self, request, obj, **texts):
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**everywhere, "original": obj, "back": self.url_of(obj), **texts}
        return TemplateResponse(request, "members/admin/act.html", context)

    def url_of(self, obj):
        return reverse(f"admin:members_{self.opts.model_name}_change", args=[obj.pk])
