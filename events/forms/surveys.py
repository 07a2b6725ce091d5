from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from events.models import Question
from lattvikt.lib.admin_pages import name_parts

SCALE = [
    (1, _("1, lowest")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, _("5, highest")),
]
YES_NO = [(1, _("Yes")), (0, _("No"))]


class SurveyForm(forms.Form):
    """One field a question; each may be left out."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"question_{one.pk}": one for one in questions}
        for name, question in self.questions.items():
            self.fields[name] = field_of(question)

    def values(self) -> dict:
        """What is answered, by question: a number or a text."""
        given = {one: self.cleaned_data[name] for name, one in self.questions.items()}
        return {one: value for one, value in given.items() if value not in ("", None)}


def field_of(question):
    facts = {"label": question.text, "required": False}
    if question.kind == Question.Kind.TEXT:
        box = forms.Textarea({"rows": 4})
        return forms.CharField(max_length=2000, widget=box, **facts)
    choices = SCALE if question.kind == Question.Kind.SCALE else YES_NO
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **facts
    )


class OpenSurveyForm(forms.Form):
    closes_at = forms.SplitDateTimeField(label=_("Takes answers until"), widget=AdminSplitDateTime)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_parts(self.fields["closes_at"])
