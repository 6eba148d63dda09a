"""Actions aimed at how people behave."""

from collections.abc import Iterator

from secondsight.language.en.action_reading import read_action
from secondsight.language.en.action_words import ADVERBIAL, BEHAVIOUR, DEGREE, FORM_OF, VIRTUES
from secondsight.language.en.actions import better_shape
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for an action that asks people to be otherwise than they are."""
    action = read_action(sentence)
    if action and action.fault == "behaviour":
        yield Mark(action.first, action.last, action.sure, better_shape(action))


RULE = Rule(
    name="behaviour",
    label="vague_action",
    title="Be more careful",
    message="This asks people to be otherwise; nothing in the system changes.",
    why="People were as careful as the day let them be, and will be next time. What the day puts in their way, "
    "or shows them, can be changed and checked.",
    triggers=BEHAVIOUR
    | ADVERBIAL
    | DEGREE
    | VIRTUES
    | frozenset(verb for verb, base in FORM_OF.items() if base in BEHAVIOUR)
    | frozenset(
        {
            "not",
            "make",
            "ensure",
            "should",
            "must",
            "need",
            "needs",
            "re",
            "keep",
            "bear",
            "double",
            "expect",
            "take",
            "give",
        }
    ),
    look=look,
    is_once=True,
    flagged=(
        "Be more careful with changes to the router.",
        "Remind the team to check the dashboard.",
        "We should communicate better with support.",
        "Train the developers.",
        "Never deploy on a Friday.",
        "Training will be given to the night shift.",
        "Administrators should familiarise themselves with the deployment guide.",
        "Keep an eye on the second host.",
        "Update the status page quickly.",
        "Give the vendor a lot of warning.",
        "Take extra care with the next release.",
        "Make sure we treat an error in staging as we would in production.",
    ),
    fine=(
        "Raise the limit to 200 connections.",
        "The scheduler will be more careful with memory in the next version.",
        "The engineer asked the database team for help.",
        "The training set was too small.",
    ),
)
