from django.db import models
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.append_only import AppendOnly


class Document(AppendOnly):
    """Bytes that were sent or signed, kept as they were (sv. arkivhandling).

    What they are called, what kind of file they are and who may read them is said by the row that
    points here, since the same bytes may belong to two.
    """

    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, unique=True)
    content = models.BinaryField()
    keep_until = models.DateField(_("kept until"), db_index=True)
    stored_at = models.DateTimeField(_("stored"), auto_now_add=True)

    class Meta:
        verbose_name = _("archived document")
        verbose_name_plural = _("archived documents")

    def __str__(self):
        return self.sha256[:12]
