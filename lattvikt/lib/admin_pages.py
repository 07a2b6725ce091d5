"""What the secretariat's pages share: buttons that ask first, rows that are only read."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseInlineFormSet, SplitDateTimeField
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.list_files import ListFiles
from lattvikt.lib.refused import Refused


class ButtonPages(admin.ModelAdmin):
    """An admin with buttons: each a page that says what it will do, and then does it.

    `buttons` maps a button's name, also in its address, to the method that answers.
    """

    buttons: dict[str, str] = {}
    act_template = "admin/act.html"

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(getattr(self, method)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, method in self.buttons.items()
        ]
        return own + super().get_urls()

    def one_to_act_on(self, request, pk, permission=None):
        """The row of a button's page: 403 without the permission, 404 when it is not there.

        Without a name the permission is to change such rows.
        """
        app, model = self.opts.app_label, self.opts.model_name
        if not request.user.has_perm(permission or f"{app}.change_{model}"):
            raise PermissionDenied
        if (obj := self.get_object(request, str(pk))) is None:
            raise Http404
        return obj

    def press(self, request, obj, action: Callable, *, done, form=None, **texts):
        """Show the page; on a valid POST do it and go back to the row.

        `action` takes the row and what the form has cleaned. `done` is what is said then, or a
        function of what the action answered.
        """
        is_ready = form.is_valid() if form else request.method == "POST"
        if not is_ready:
            return self.ask_first(request, obj, form=form, **texts)
        facts = form.cleaned_data if form else {}
        return self.act(request, lambda: action(obj, **facts), done=done, back=self.url_of(obj))

    def act(self, request, action: Callable, *, done, back):
        """Do it, tell how it went and go back."""
        try:
            answer = action()
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done(answer) if callable(done) else done)
        return redirect(back)

    def ask_first(self, request, obj, template=None, **texts):
        """The page that says what the button will do: title, text, button and form.

        And, when it has a template of its own, what that shows.
        """
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**everywhere, "original": obj, "back": self.url_of(obj), **texts}
        return TemplateResponse(request, template or self.act_template, context)

    def url_of(self, obj):
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"admin:{names}_change", args=[obj.pk])


class ButtonAdmin(ButtonPages, TrackedAdmin):
    """A register that is edited by hand, and by its buttons."""


class FinalAdmin(ButtonPages, ListFiles):
    """Rows that are read here. Buttons on their pages call actions."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def name_parts(field: SplitDateTimeField):
    """Day and time each say what they are part of, for who hears them one by one."""
    for part in field.widget.widgets:
        part.attrs["aria-label"] = field.label


class NamedFieldsFormSet(BaseInlineFormSet):
    """In a table the column's heading is seen; a screen reader needs the name on each field."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden and field.label:
                # The admin wraps the widget of a foreign key, and draws the one within.
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs["aria-label"] = field.label


class ReadInline(admin.TabularInline):
    """Rows that are shown on another's page and changed on their own."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class AddInline(admin.TabularInline):
    """Room for new rows; those there are already stand in a `ReadInline`."""

    formset = NamedFieldsFormSet
    extra = 1
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
