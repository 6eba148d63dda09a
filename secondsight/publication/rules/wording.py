"""The sentences that every form of an edition shares, so that page and files say the same."""

from datetime import tzinfo

from secondsight.publication.rules.edition import Choice, Knower, Moment, Risk, Stage, Telling
from secondsight.publication.rules.times import clock, day, day_of, instant


def review_line(told: Telling) -> str:
    """Return the line above or below the title: what this is, when, how long to read."""
    worst = told.severity
    parts = [
        "Engineering edition" if told.published_at else "Draft, not published",
        day(told.started_at, told.zone) if told.started_at else "",
        worst.severity if worst else "",
        told.tier,
        f"{told.minutes_to_read} min to read",
        f"published {day(told.published_at, told.zone)}" if told.published_at else "",
    ]
    return " · ".join(part for part in parts if part)


def moment_facts(moment: Moment) -> str:
    """Return what stands small beside a moment: "Signal, API team, disputed"."""
    return ", ".join(
        part
        for part in (
            moment.kind_label.lower(),
            moment.who,
            moment.team if moment.team != moment.who else "",
            moment.standing_label.lower() if moment.standing != "reported" else "",
            "an interpretation" if moment.is_interpretation else "",
        )
        if part
    )


def knower_words(knower: Knower, zone: tzinfo) -> str:
    """Return who knew since when and through what: "Bo Lindqvist from 14:31 CET (was told)"."""
    who = "everybody" if knower.is_everybody else knower.name
    since = f" from {clock(knower.known_at, zone)}" if knower.known_at else ""
    how = ", ".join(part for part in ("believed it" if knower.is_believed else "", knower.through) if part)
    return f"{who}{since} ({how})" if how else f"{who}{since}"


def known_line(moment: Moment, zone: tzinfo) -> str:
    """Return a moment in one line: "14:02 CET API latency p99 pages"."""
    return f"{clock(moment.at, zone, moment.precision)} {moment.what}" if moment.at else moment.what


def stage_line(stage: Stage, zone: tzinfo) -> str:
    """Return a step of a commitment in one line, with its reason or evidence."""
    said = f"{stage.label}, {day(stage.at, zone)}" + (f", by {stage.by}" if stage.by else "")
    return ": ".join(part for part in (said, " ".join(one for one in (stage.note, stage.url) if one)) if part)


def risk_line(risk: Risk) -> str:
    """Return why a risk is lived with and when somebody looks again."""
    who = f"Accepted by {risk.accepted_by}; " if risk.accepted_by else ""
    until = (
        f"closed: {risk.closed_note}" if risk.closed_note else f"look again on {day_of(risk.look_again_on)}."
    )
    return (
        f"{risk.reason} {who}{until}".strip()
        if who
        else f"{risk.reason} {until[:1].upper()}{until[1:]}".strip()
    )


def made_line(told: Telling) -> str:
    """Return how the review was held: "In a meeting, 13 March 2026, 10:00 CET"."""
    if told.met_at is None:
        return "From the archive of old post-mortems" if told.is_archived else "Not held yet"
    return f"{told.met_mode}, {instant(told.met_at, told.zone)}"


def reached_words(choice: Choice, moment: Moment, zone: tzinfo) -> str:
    """Return when what was unknown reached them: "reached them 14:31 CET: was told"; "" of what was known."""
    if moment not in choice.unknown:
        return ""
    later = next((one for one in choice.reached if one.moment == moment.id), None)
    if later is None:
        return "never reached them, as far as anybody has said"
    return ": ".join(part for part in (f"reached them {clock(later.at, zone)}", later.through) if part)


def choice_line(choice: Choice, moment: Moment, zone: tzinfo) -> str:
    """Return a moment of a decision's lists in one line, with when it reached them."""
    return "; ".join(part for part in (known_line(moment, zone), reached_words(choice, moment, zone)) if part)


def choice_lists(choice: Choice) -> list[tuple[str, tuple[Moment, ...]]]:
    """Return what those who decided knew, believed and had no word of, each with a heading."""
    lists = (
        ("Known to them then", choice.known),
        ("Believed by them then", choice.believed),
        ("Had happened, and had not reached them", choice.unknown),
    )
    return [(heading, moments) for heading, moments in lists if moments]
