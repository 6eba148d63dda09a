"""The notes and the narrative as texts that several people write at once (R4.5)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.inquiry.rules.vocabulary import TextKind
from secondsight.organisation.models import Account
from secondsight.record.models import choices


class SharedText(Row):
    """A text of a review: its document up to one change, and its words as Markdown.

    Without a document it says what its words say; one is made when somebody opens it to write.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="shared_texts")
    kind = models.CharField(max_length=10, choices=choices(TextKind))
    words = models.TextField(blank=True)  # Markdown; what moments and people are called now is not in it
    number = models.PositiveIntegerField(default=0)  # of changes, for it grows with each
    words_number = models.PositiveIntegerField(default=0)  # the change up to which `words` tells
    document = models.BinaryField(default=b"", editable=False)
    document_number = models.PositiveIntegerField(default=0)  # the change up to which `document` tells

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "kind"], name="shared_text_once")]

    def __str__(self) -> str:
        return f"{TextKind(self.kind).label} of {self.review}"


class SharedTextChange(Row):
    """What was written in a quarter of a second, later of a minute, and by whom. Only ever added to."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    update = models.BinaryField(editable=False)
    authors = models.ManyToManyField(Account, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="shared_text_change_in_order")]

    def __str__(self) -> str:
        return f"{self.text}, {self.number}"


class SharedTextWriter(models.Model):
    """Whose hand a number in the document is: every page that somebody writes on has one of its own."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="writers")
    client = models.BigIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "client"], name="shared_text_writer_once")]

    def __str__(self) -> str:
        return f"{self.account} as {self.client}"


class SharedTextComment(Row):
    """What somebody says of a passage; it stays with the passage while the text around it changes."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="comments")
    begins = models.BinaryField(default=b"", editable=False)  # places in the document, none after an import
    ends = models.BinaryField(default=b"", editable=False)
    quoted = models.CharField(max_length=500, blank=True)  # the passage as it was
    words = models.TextField()
    written_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.words[:60]
