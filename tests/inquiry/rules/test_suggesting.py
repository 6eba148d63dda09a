"""Who is suggested for a role, and why."""

from datetime import UTC, datetime, timedelta

from secondsight.inquiry.rules.eligibility import Candidacy
from secondsight.inquiry.rules.suggesting import Experience, Suggestion, suggest
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.record.rules.vocabulary import Part

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
LED_LONG_AGO = Experience(held=3, last_at=NOW - timedelta(days=200))
LED_LATELY = Experience(held=3, last_at=NOW - timedelta(days=8))


def offered(role: Role = Role.FACILITATOR, **people: tuple[Candidacy, Experience]) -> list[Suggestion]:
    return suggest(role, (((name, name, f"{name}@x.example"), *facts) for name, facts in people.items()), NOW)


def fit(name: str, **said: object) -> Candidacy:
    return Candidacy(name=name, involved_teams=frozenset({"API"}), **said)  # type: ignore[arg-type]


def test_who_was_central_comes_last_whatever_they_have_done() -> None:
    found = offered(
        ines=(fit("Ines", parts=frozenset({Part.INCIDENT_COMMANDER})), LED_LONG_AGO),
        bo=(fit("Bo"), Experience()),
    )

    assert [one.name for one in found] == ["bo", "ines"]
    assert found[-1].objections[0].is_hard


def test_trained_people_come_first_and_of_them_who_was_asked_least_lately() -> None:
    found = offered(
        bo=(fit("Bo"), Experience()),
        ines=(fit("Ines"), LED_LATELY),
        noor=(fit("Noor"), LED_LONG_AGO),
        tomas=(fit("Tomas"), Experience(shadowed=2, last_at=NOW - timedelta(days=90))),
    )

    assert [one.name for one in found] == ["noor", "tomas", "ines", "bo"]
    assert "Has been beside a facilitator twice, and can lead one now." in found[1].reasons
    assert "Last did it 8 days ago." in found[2].reasons


def test_who_has_much_to_do_at_the_moment_is_asked_later() -> None:
    found = offered(ines=(fit("Ines"), Experience(held=1, waiting=1)), bo=(fit("Bo"), Experience(held=1)))

    assert [one.name for one in found] == ["bo", "ines"]
    assert "Has this role in one more review at the moment." in found[1].reasons


def test_being_of_another_team_speaks_for_somebody_and_of_an_involved_one_against() -> None:
    found = offered(
        ines=(fit("Ines", teams=frozenset({"API"})), LED_LONG_AGO),
        bo=(fit("Bo", teams=frozenset({"Data"})), LED_LONG_AGO),
    )

    assert found[0].name == "bo"
    assert "Had no part in the response, and is of another team." in found[0].reasons
    assert not found[1].objections[0].is_hard


def test_nothing_bars_who_shadows() -> None:
    [one] = offered(
        Role.CO_FACILITATOR, ines=(fit("Ines", parts=frozenset({Part.PRIMARY_RESPONDER})), Experience())
    )

    assert not any(objection.is_hard for objection in one.objections)
    assert "to be beside somebody is how one begins" in one.reasons[-1]
