"""A verb that one door has and another lacks is a bug (C29, R11.1): pages and API, by their nouns."""

from collections.abc import Iterable

from tests.world import operations, pages

# What pages call by a word of their own, and what the same is over the API.
SAME = {
    "facts": "PATCH or PUT of the row itself",
    "narrative": "PATCH of the review, and texts",
    "notes": "texts",
    "new": "POST to the list",
    "links": "POST to the packet of the incident that they are of",
    "removal": "DELETE of the row",
    "deletion": "DELETE of the row",
    "end": "DELETE of the duty",
    "selection": "POST to the incident's evidence",
    "people": "accounts",
    "account": "me, tokens",
    "organisation": "accounts, teams, services, severities, tiers, calendar, policy",
    "exports": "export",
    "import": "review-imports, imports",
    "commit": "decision",
    "understand": "factors, strengths, learning-points, ideas",
    "share": "editions, export",
    "picture": "timeline, vantages: a program draws its own picture",
    "holdings": "what was known from a vantage, as rows for the picture",
    "understood": "factors, strengths, learning-points, ideas, each with its moments",
    "docs": "openapi.json",
    "news": "session, captures",
    "room": "session, meeting-questions",
    "around": "timeline",
    "console": "session, captures",
    "screen": "session, captures",
    "mine": "session, captures",
    "desk": "session, captures",
}
# What only a person in a browser does, and why.
ONLY_PAGES = {
    "preview": "draws words as they will look; a program has the words",
    "sign-in": "begins a browser's session; a program brings a token",
    "sign-out": "ends a browser's session",
    "demo-sign-in": "begins a browser's session in the demo",
    "password": "is typed by its owner",
    "reset": "a password is chosen by its owner",
    "asked": "says that a letter with a link is on its way",
    "key": "a password is chosen by its owner",
    "first": "a password is chosen by its owner",
    "closed": "says to a browser that the account is closed",
    "welcome": "makes the first account, without which there is no token",
    "marks": "chips of messages as they are drawn; a program reads item-tags and questions",
    "choices": "what the desk's fields offer; a program reads channels",
    "beside": "the timeline, questions and hypotheses drawn beside a conversation",
    "formats": "tells people what files can be brought in; a program sends them and is told",
    "live": "a stream for open pages; programs read /api/history",
    "invitation.ics": "what goes along with such a letter",
    "mailbox": "letters to people, which a browser shows while no mail server is set",
}
# What a page draws in another place than the API tells it.
DRAWN = {
    ("incidents", "reviews"): "part of an incident's page; an incident's reviews are in /api/reviews",
    ("events", "beside"): "an event as it is drawn beside the picture; the API tells it as an event",
    ("reviews", "parts"): "where roles, packet, draft and agenda stand, which each says over the API",
    ("reviews", "decisions"): "the decisions of the incidents that the review covers, in one list",
    ("reviews", "timeline"): "the timelines of the incidents that the review covers, one below the other",
}
# What only programs ask for, and why.
ONLY_API = {
    "language": "the wording of any text, which the coach shows where it is typed",
    "check": "the wording of any text, which the coach shows where it is typed",
    "dismissals": "findings left as they are on the coach's card, where they are typed",
    "offers": "the choices that the editor of a shared text shows",
    "vocabulary": "the words that lists take; pages show them as choices",
    "suggestions": "who could do it, which the page of roles lists",
    "slots": "the times that the page of a review's dates offers",
    "hook-tools": "the choices that the page of a new hook shows",
    "deliveries": "part of a hook's own page",
    "standing": "part of an event's own page",
    "map": "where rows stand, for the scroll bar of the reading desk and of others",
    "channels": "the choices that the pages of evidence show",
    "nearby-channels": "the channels that the page of evidence proposes",
    "timeline.csv": "the timeline as a table, for other programs",
    "evidence.jsonl": "all evidence as lines, for other programs; the reading desk links to it",
    "threads": "hypotheses with who had heard of them, which their own pages and the timeline show",
}


def test_every_noun_of_the_pages_is_one_of_the_api_too() -> None:
    missing = words(pages().values()) - words(paths()) - set(SAME) - set(ONLY_PAGES)

    assert not missing, f"the API lacks {sorted(missing)}; give it the verb, or the reason here"


def test_every_noun_of_the_api_is_one_of_the_pages_too() -> None:
    called = {word.strip(",:") for others in SAME.values() for word in others.split()}
    missing = words(paths()) - words(pages().values()) - called - set(ONLY_API)

    assert not missing, f"the pages lack {sorted(missing)}; give them the verb, or the reason here"


def test_no_reason_outlives_what_it_was_for() -> None:
    stale = (set(SAME) | set(ONLY_PAGES)) - words(pages().values()) | set(ONLY_API) - words(paths())

    assert not stale


def test_whatever_a_row_goes_through_has_the_same_noun_behind_both_doors() -> None:
    """`commitments/…/acceptance`: not only the word, but the word under the same row."""
    of_pages, of_api = verbs(pages().values()), verbs(paths())
    shared = {row for row, _ in of_pages} & {row for row, _ in of_api}

    lacking = {(row, noun) for row, noun in of_pages - of_api if row in shared and noun not in SAME}

    assert lacking == set(DRAWN)


def paths() -> list[str]:
    return [name.partition(" ")[2] for name in operations()]


def words(addresses: Iterable[str]) -> set[str]:
    """Every fixed part of some addresses."""
    parts = {part for address in addresses for part in address.removeprefix("/api").split("/") if part}
    return {part for part in parts if part[0] not in "<{(^$" and "(" not in part}


def verbs(addresses: Iterable[str]) -> set[tuple[str, str]]:
    """What stands behind a row's id: ("commitments", "acceptance")."""
    found = set()
    for address in addresses:
        parts = address.strip("/").split("/")
        for row, hole, noun in zip(parts, parts[1:], parts[2:], strict=False):
            if hole[0] in "<{" and noun[0] not in "<{":
                found.add((row, noun))
    return found
