"""What was told of near misses; the viewer comes first (C12)."""

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import Incident, NearMissReport
from secondsight.record.queries.incidents import is_name


def near_miss(viewer: Account, id: str) -> NearMissReport:
    """Return the report of the near miss that is an incident of this id, with its incident.

    Raises NotFound.
    """
    rows = NearMissReport.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    found = (
        rows.select_related("incident", "reported_by").filter(incident=id).first() if is_name(id) else None
    )
    if found is None:
        raise NotFound("There is no near miss here that you may see.")
    return found
