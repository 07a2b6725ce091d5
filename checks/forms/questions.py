"""A project's question, whom it is passed on to, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from checks.models.questions import LONGEST_TEXT
from members.models import Person


def some_lines(label, **options):
    widget = forms.Textarea({"rows": 6})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=widget, **options)


class QuestionForm(NoPersonalNumbers, forms.Form):
    text = some_lines(
        gettext_lazy("Your question"),
        help_text=gettext_lazy(
            "A researcher may get to read it, with the name of your organisation and project."
        ),
    )


class AnswerForm(NoPersonalNumbers, forms.Form):
    text = some_lines(gettext_lazy("The answer"))


class PassOnForm(forms.Form):
    """Somebody we know who has an email address."""

    researcher = forms.ModelChoiceField(
        label=gettext_lazy("Researcher"), queryset=Person.objects.none()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.exclude(email="").order_by("sort_name", "pk")
        self.fields["researcher"].queryset = people
