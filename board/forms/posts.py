from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib import uploads

MOST_MEGABYTES = 10


class PostForm(forms.Form):
    """A picture is judged by its content, and is not published without words for what it shows."""

    title = forms.CharField(label=gettext_lazy("Heading"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. **bold**, - a list, [a link](https://…)."
        ),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=gettext_lazy(
            "PNG, JPEG or WebP, at most 10 MB. Where and when it was taken is not kept. Ask those "
            "who can be recognised in it before you publish."
        ),
    )
    drops_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Read out to those who do not see it."),
    )
    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Stands under the picture: who and where, and who took it."),
    )

    def __init__(self, *args, post=None, **kwargs):
        self.has_picture = bool(post and post.picture)
        known = {name: getattr(post, name) for name in WRITTEN} if post else {}
        super().__init__(*args, initial=known, **kwargs)
        if not self.has_picture:
            del self.fields["drops_picture"]

    def clean_picture(self):
        """The bytes of what was sent, or None."""
        sent = self.cleaned_data["picture"]
        return (
            uploads.judge(sent, most_megabytes=MOST_MEGABYTES, pdf=False).content if sent else None
        )

    def clean(self):
        facts = super().clean()
        stays = self.has_picture and not facts.get("drops_picture")
        if (facts.get("picture") or stays) and not facts.get("alt"):
            self.add_error("alt", ValidationError(_("Say what the picture shows.")))
        return facts


WRITTEN = ["title", "text", "alt", "caption"]
