"""Number series without gaps."""

from django.db import models


class SeriesManager(models.Manager):
    def take(self, name: str, count: int = 1) -> range:
        """The next `count` numbers of the series. Call inside a transaction, and last.

        The row stays locked until the transaction ends, so numbers that are rolled back go to the
        next in line. A PostgreSQL sequence would leave gaps.
        """
        self.get_or_create(name=name)
        series = self.select_for_update().get(name=name)
        first = series.last + 1
        series.last += count
        series.save(update_fields=["last"])
        return range(first, first + count)


class Series(models.Model):
    """A gapless series: its name and the last number taken. Each app has its own table."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    objects = SeriesManager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.name}: {self.last}"
