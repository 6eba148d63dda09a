"""When the accounts of a review may be opened (R2.6)."""

from collections.abc import Sequence

from secondsight.base.errors import InvalidInput, Refused


def check_opening(handed_in: int, awaited: Sequence[str], reason: str) -> None:
    """Let accounts be opened once those asked have handed in, or with a reason why not to wait.

    `awaited` are the names of those who have not. Raises Refused, InvalidInput at "reason".
    """
    if not handed_in:
        raise Refused("No account is handed in that is not open already, so there is nothing to open.")
    if awaited and not reason:
        one = awaited[0] if len(awaited) == 1 else f"{', '.join(awaited[:-1])} and {awaited[-1]}"
        raise InvalidInput(
            f"{one} {'is' if len(awaited) == 1 else 'are'} still writing. Wait, or say in a sentence why the "
            "accounts are opened without.",
            field="reason",
        )
