"""Pages that were made when the archive was loaded, as they are sent. They say nothing that other tables do not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class PreparedPageQuerySet(models.QuerySet):
    """Prepared pages in the words of whoever serves them."""

    def made(self, address: str, code: str, edition: str) -> tuple[str, str] | None:
        """The HTML at an address (its path) and the ``Link`` header beside it, if that state of the code made them of that edition."""
        return next(iter(self.filter(address=address, code=code, edition=edition).values_list("html", "link")), None)


class PreparedPage(models.Model):
    """A page of an edition, in the language that its address names, as one state of the code made it."""

    address = models.TextField(primary_key=True, help_text="the path, from its first slash")
    code = models.CharField(max_length=64, help_text="what archive.serving.codeversion says")
    edition = models.CharField(max_length=64, help_text="the digest of the edition that it shows")
    html = models.TextField()
    link = models.TextField(blank=True, help_text="the header Link")

    objects = PreparedPageQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(html=""), name="prepared_page_is_not_empty")]

    def __str__(self) -> str:
        return self.address
