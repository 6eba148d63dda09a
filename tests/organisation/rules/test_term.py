"""A term is stored as its value and shown as its label."""

import pickle

from secondsight.organisation.rules.term import Term


class Weather(Term):
    FINE = "fine"
    LIGHT_RAIN = "light_rain"
    STORM = "storm", "Storm at sea", "Stay in port."


def test_member_is_its_stored_value():
    assert Weather.LIGHT_RAIN == "light_rain"
    assert Weather("storm") is Weather.STORM
    assert f"{Weather.STORM}" == "storm"


def test_label_is_given_or_made_from_the_value():
    assert Weather.choices() == [
        ("fine", "Fine"),
        ("light_rain", "Light rain"),
        ("storm", "Storm at sea"),
    ]


def test_hint_is_empty_unless_given():
    assert (Weather.FINE.hint, Weather.STORM.hint) == ("", "Stay in port.")


def test_member_survives_a_job_queue():
    assert pickle.loads(pickle.dumps(Weather.STORM)) is Weather.STORM
