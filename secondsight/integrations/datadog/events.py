"""An event of Datadog, from either version of the API or from a webhook."""

import re
from datetime import datetime

from secondsight.integrations.datadog.states import DATADOG, Headline, headline, state_of, tags_of
from secondsight.record.rules.alerting import Who, alert, report, service_of, severity_of
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, identity, instant, listed, part, text, word

_MARKDOWN = re.compile(r"^\s*%%%\s*|\s*%%%\s*$")
_MONITORS = re.compile(r"monitor|alert|service_check|synthetics", re.IGNORECASE)
_CHANGERS = re.compile(
    r"deploy|release|rollout|ansible|argo|chef|capistrano|circleci|github|gitlab|helm|jenkins|octopus|"
    r"puppet|salt|spinnaker|terraform|launchdarkly|feature.?flag|config",
    re.IGNORECASE,
)


def event_v1(event: Payload, place: str, raw: str) -> Item:
    """Return an event of version 1 of the API. Raises Unusable."""
    url = text(event, "url")
    return _event(
        f"datadog:event:{identity(event, 'id_str', 'id')}",
        instant(event, "date_happened"),
        place,
        raw,
        title=text(event, "title"),
        body=text(event, "text"),
        source=text(event, "source", "source_type_name"),
        tags=tags_of(event.get("tags")),
        host=text(event, "host"),
        # Version 1 gives the path of its page alone.
        url=url if url.startswith("http") else "",
        monitor=word(event, "monitor_id"),
        status=text(event, "alert_type"),
        more={"priority": text(event, "priority"), "resource": text(event, "resource")},
    )


def event_v2(event: Payload, place: str, raw: str) -> Item:
    """Return an event of version 2 of the API. Raises Unusable."""
    outer = part(event, "attributes")
    told = part(outer, "attributes")
    monitor = part(told, "monitor")
    groups = [each for each in listed(told, "monitor_groups") if isinstance(each, str)]
    own_id = word(part(told, "evt"), "id") or identity(event)
    transition = part(monitor, "transition")
    return _event(
        f"datadog:event:{own_id}",
        instant(outer, "timestamp"),
        place,
        raw,
        title=text(told, "title") or text(outer, "title"),
        body=text(outer, "message"),
        source=text(told, "sourcecategory", "source_type_name") or text(part(told, "evt"), "type"),
        tags={**tags_of(told.get("tags")), **tags_of(outer.get("tags"))},
        host=text(told, "hostname"),
        monitor=word(told, "monitor_id") or word(monitor, "id"),
        named=text(monitor, "templated_name", "name"),
        group=", ".join(groups),
        transition=text(transition, "trans_name") or text(transition, "trans_type"),
        status=text(told, "status"),
        service=text(told, "service"),
        more={"priority": word(told, "priority") or word(monitor, "priority")},
    )


def webhook(posted: Payload, place: str, raw: str) -> Item:
    """Return what a webhook posted, by the default template or one that keeps its names. Raises Unusable."""
    return _event(
        f"datadog:event:{identity(posted)}",
        instant(posted, "date", "last_updated"),
        place,
        raw,
        title=text(posted, "title", "event_title", "alert_title"),
        body=text(posted, "body", "event_msg", "text_only_msg"),
        source=text(posted, "event_type") or ("monitor" if "alert_id" in posted else ""),
        tags=tags_of(posted.get("tags")),
        host=text(posted, "hostname"),
        url=text(posted, "link", "url"),
        monitor=word(posted, "alert_id"),
        named=text(posted, "alert_title"),
        group=text(posted, "alert_scope"),
        transition=text(posted, "alert_transition"),
        status=text(posted, "alert_status", "alert_type"),
        more={
            "priority": word(posted, "alert_priority", "priority"),
            "query": text(posted, "alert_query"),
            "organisation": text(part(posted, "org"), "name"),
        },
    )


def _event(
    key: str,
    at: datetime,
    place: str,
    raw: str,
    *,
    title: str,
    body: str,
    source: str,
    tags: dict[str, str],
    host: str = "",
    url: str = "",
    monitor: str = "",
    named: str = "",
    group: str = "",
    transition: str = "",
    status: str = "",
    service: str = "",
    more: dict[str, object],
) -> Item:
    head, body = headline(title), _MARKDOWN.sub("", body)
    service = service or service_of(tags)
    group = group or head.group
    details: dict[str, object] = {
        **more,
        "source": source,
        "host": host,
        "monitor": monitor,
        "group": group,
        "tags": [f"{name}:{value}" if value else name for name, value in tags.items()],
    }
    if head.state or transition or (monitor and _MONITORS.search(source)):
        return alert(
            key,
            at,
            place,
            raw,
            state=state_of(transition, head.state, status) or "unknown",
            name=_name(head, named),
            body="\n".join(filter(None, [group, body])),
            service=service,
            severity=head.priority or severity_of(tags) or str(more.get("priority") or ""),
            channel=service or host,
            url=url,
            by=DATADOG,
            details=details | {"transition": transition or head.state},
        )
    is_change = bool(_CHANGERS.search(f"{source} {title}"))
    return report(
        "change" if is_change else "record",
        key,
        at,
        place,
        raw,
        title=head.name or "An event without a title",
        body=body,
        channel=service or host or source,
        url=url,
        by=Who(source, source, is_bot=True) if source else DATADOG,
        details=details | {"service": service, "status": status},
    )


def _name(head: Headline, named: str) -> str:
    """A monitor's name, the same when it triggers and when it recovers."""
    return head.name or headline(named).name or "a monitor without a name"
