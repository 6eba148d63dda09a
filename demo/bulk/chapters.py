"""An incident and its review as rows."""

from demo.bulk.incidents import tell_incident
from demo.bulk.reviews import Telling
from demo.bulk.shop import Shop
from demo.bulk.tables import Tables
from demo.generate import Chapter


def tell_chapter(tables: Tables, shop: Shop, chapter: Chapter) -> None:
    """Add the rows of an incident and of its review, if it has one."""
    incident = chapter.incident
    start = incident.started_at(shop.anchor)
    pk, moments = tell_incident(tables, shop, incident, start)
    if chapter.review is not None:
        Telling(tables, shop, chapter.review, start, pk, moments).tell()
