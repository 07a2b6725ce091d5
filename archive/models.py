import hashlib

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.append_only import AppendOnly, AppendOnlyQuerySet


class DocumentQuerySet(AppendOnlyQuerySet):
    def past(self, today):
        """Those that need not be kept any longer."""
        return self.filter(keep_until__lt=today)

    def unpointed(self):
        """Those that no row of any app points to; found by the foreign keys themselves."""
        keys = [
            relation.field
            for relation in Document._meta.get_fields(include_hidden=True)
            if relation.one_to_many or relation.one_to_one
        ]
        pointed = [Exists(key.model.objects.filter(**{key.name: OuterRef("pk")})) for key in keys]
        return self.filter(*(~one for one in pointed))


class Document(AppendOnly):
    """Bytes that were sent or signed, kept as they were (sv. arkivhandling).

    What they are called, what kind of file they are and who may read them is said by the row that
    points here, since the same bytes may belong to two.
    """

    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, unique=True)
    content = models.BinaryField()
    keep_until = models.DateField(_("kept until"), db_index=True)
    stored_at = models.DateTimeField(_("stored"), auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("archived document")
        verbose_name_plural = _("archived documents")

    def __str__(self):
        return self.sha256[:12]

    @property
    def is_intact(self):
        return fingerprint(self.content) == self.sha256


def fingerprint(content):
    return hashlib.sha256(content).hexdigest()
