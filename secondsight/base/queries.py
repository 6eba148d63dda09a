"""What is read of the ground, for those who run it."""

from collections import Counter

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from secondsight.base.files import path_by_hash
from secondsight.base.models import StoredFile


def failed_jobs() -> list[tuple[str, int]]:
    """Return the jobs that failed for good, by name, with how many runs of each."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).values_list("args_kwargs", flat=True)
    return sorted(Counter(str((kept.get("args") or ["?"])[0]) for kept in failed).items())


def missing_originals() -> list[str]:
    """Return the hashes of kept files whose bytes are not in the data folder."""
    hashes = StoredFile.objects.filter(is_elsewhere=False).order_by("sha256").values_list("sha256", flat=True)
    return [sha256 for sha256 in hashes.iterator() if not path_by_hash(sha256).exists()]
