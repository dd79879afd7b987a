"""Which state of the fixtures the database holds."""

from django.db import models


class Edition(models.Model):
    """The one row that names what is loaded: the digest of all fixture files, and the code's own reading of them."""

    digest = models.CharField(max_length=64, help_text="SHA-256 over the names and digests of all fixture files")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.digest[:8]
