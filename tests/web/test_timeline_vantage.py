"""What a vantage knew at a moment: the browser's answer and the server's are one (R3.2)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.record.queries.instrument import _held
from secondsight.record.rules.knowing import ROOM, EventFact, KnowledgeFact, KnowledgeIndex
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision
from tests.web.javascript import ask

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
WORDS = ("ahead", "unknown", "believed", "known", "otherwise", "let go")
STATES = (
    "given[2].map((moment) => { const held = new Held(given[0].length, given[1]);"
    " return [...held.states(given[0], moment)]; })"
)


def ms(minute: float) -> float:
    return (NOON + timedelta(minutes=minute)).timestamp() * 1000


def states(at: list[float], rows: list, moments: list[float]) -> list[list[str]]:
    given = (
        [ms(each) for each in at],
        [[e, ms(s), None if u is None else ms(u), k, o] for e, s, u, k, o in rows],
    )
    answers = ask("timeline/vantage", STATES, *given, [ms(each) for each in moments])
    return [[WORDS[state] for state in answer] for answer in answers]


CASES = [
    ("learnt exactly then counts", [0], [(0, 5, None, 1, 0)], [4.9, 5], [["unknown"], ["known"]]),
    ("what had not happened is ahead", [9], [], [8.9, 9], [["ahead"], ["unknown"]]),
    ("foretold: known before it happened", [9], [(0, 2, None, 1, 0)], [1, 3], [["ahead"], ["known"]]),
    (
        "a belief given up is unknown again",
        [0],
        [(0, 2, 6, 0, 0)],
        [1, 2, 5.9, 6],
        [["unknown"], ["believed"], ["believed"], ["unknown"]],
    ),
    (
        "one that turned out otherwise leaves nothing to be missed",
        [0],
        [(0, 2, 6, 0, 1)],
        [3, 6, 60],
        [["otherwise"], ["let go"], ["let go"]],
    ),
    (
        "knowing ends believing",
        [0],
        [(0, 2, 6, 0, 0), (0, 6, None, 1, 0)],
        [5.9, 6, 99],
        [["believed"], ["known"], ["known"]],
    ),
]


@pytest.mark.parametrize(
    ("at", "rows", "moments", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_an_event_stands_as_it_was_held(at, rows, moments, expected) -> None:
    assert states(at, rows, moments) == expected


minutes = st.integers(0, 30)
knowings = st.tuples(
    st.integers(0, 3),
    minutes,
    st.booleans(),
    st.one_of(st.none(), minutes),
    st.sampled_from(["", "so", "otherwise"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(minutes, min_size=4, max_size=4), st.lists(knowings, max_size=12))
def test_the_browser_and_the_server_give_one_answer(occurred, said) -> None:
    occurred = sorted(occurred)
    events = [
        EventFact(str(n), NOON + timedelta(minutes=at), EventKind.CHANGE, Precision.SECOND)
        for n, at in enumerate(occurred)
    ]
    facts = [
        KnowledgeFact(
            str(event),
            NOON + timedelta(minutes=since),
            "team:x",
            Certainty.BELIEVED if is_belief else Certainty.KNOWN,
            NOON + timedelta(minutes=until) if is_belief and until is not None else None,
            turned_out if is_belief else "",
        )
        for event, since, is_belief, until, turned_out in said
    ]
    index = KnowledgeIndex(events, facts)
    moments = [m / 2 for m in range(64)]

    rows = _held(index.holdings(ROOM), {str(n): n for n in range(4)})
    answers = ask("timeline/vantage", STATES, [ms(at) for at in occurred], rows, [ms(m) for m in moments])

    for moment, answer in zip(moments, answers, strict=True):
        state = index.state(ROOM, NOON + timedelta(minutes=moment))
        expected = {
            **{row.event_id: "known" for row in state.known},
            **{row.event_id: "believed" for row in state.believed},
            **{row.event_id: "otherwise" for row in state.otherwise},
            **{row.event_id: "unknown" for row in state.unknown},
        }
        seen = {
            str(n): WORDS[each] for n, each in enumerate(answer) if WORDS[each] not in ("ahead", "let go")
        }
        assert seen == expected


def test_where_two_vantages_differ_and_of_how_many_events() -> None:
    seen = ask(
        "timeline/vantage",
        "differences(new Held(2, given[1]), new Held(2, given[2]), given[0], 100)",
        [10, 20],
        [[0, 15, None, 1, 0], [1, 25, None, 1, 0]],
        [[0, 30, None, 1, 0], [1, 25, None, 1, 0]],
    )

    assert seen == [[15, 30, 1]]


def test_one_is_told_since_when_and_whether_they_will_learn() -> None:
    seen = ask(
        "timeline/vantage",
        "(() => { const h = new Held(1, [[0, 20, 30, 0, 0], [0, 40, null, 1, 0]]);"
        " const learns = [10, 35, 50].map((at) => h.learns(0, at));"
        " return [h.since(0, 25), h.since(0, 35), ...learns, h.learnings]; })()",
    )

    assert seen == [20, None, 20, 40, None, [20, 40]]
