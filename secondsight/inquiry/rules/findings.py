"""What a review finds, and what is gently asked about it (S2, R5.1)."""

from secondsight.organisation.rules.term import Term


class FindingKind(Term):
    """The four things that a review finds; none ranks above another (R5.1, R5.3, R5.4, S4)."""

    FACTOR = "factor", "Contributing factor", "A condition that had to be there, of one kind among several."
    STRENGTH = "strength", "What worked", "What went well, and why it could."
    LEARNING_POINT = "learning_point", "Learning point", "What we understand now that we did not before."
    IDEA = "idea", "Idea", "Something that could be done. It rests before anybody decides."


def question_factors(factors: int, categories: int) -> str:
    """Return a question to put to the room when what contributed looks too simple, else "".

    Source: S2, R5.2.
    """
    if factors == 1:
        return (
            "One factor by itself rarely explains an incident. What else had to be there for it to matter: "
            "how it was noticed, what the tools showed, who knew whom to call?"
        )
    if factors > 2 and categories == 1:
        return (
            f"All {factors} factors are of one kind. What did the people in it see, know and expect at the "
            "time?"
        )
    return ""
