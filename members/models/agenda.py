import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation


class AgendaVersionQuerySet(models.QuerySet):
    def in_force(self):
        """The version adopted last, or None."""
        return self.exclude(adopted_on=None).order_by("-adopted_on", "-pk").first()


@pghistory.track()
class AgendaVersion(models.Model):
    """A version of Lättviktsagendan, readable where its support is asked for."""

    label = models.CharField(_("version"), max_length=40, unique=True)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    text = models.TextField(_("text (Markdown)"))
    text_en = models.TextField(_("text in English (Markdown)"), blank=True)

    objects = AgendaVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of Lättviktsagendan")
        verbose_name_plural = _("versions of Lättviktsagendan")
        ordering = ["-adopted_on"]

    def __str__(self):
        return self.label

    @property
    def shown_text(self):
        """In the reader's language, or in Swedish where there is no English."""
        is_english = (get_language() or "").startswith("en")
        return self.text_en if is_english and self.text_en else self.text


class Support(models.Model):
    """An organisation's statement that it supports a version of the agenda (sv. stöd)."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="supports", verbose_name=_("organisation")
    )
    version = models.ForeignKey(AgendaVersion, models.PROTECT, verbose_name=_("version"))
    stated_by = models.CharField(_("stated by"), max_length=120)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    stated_at = models.DateTimeField(_("stated"))

    class Meta:
        verbose_name = _("support for the agenda")
        verbose_name_plural = _("support for the agenda")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="one_support_per_organisation_and_version"
            )
        ]

    def __str__(self):
        return f"{self.organisation}: {self.version}"
