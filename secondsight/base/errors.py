"""The errors that a person may meet (C22). Each says what happened, what is kept, what to do."""


class SecondsightError(Exception):
    """Something that was asked for and could not be done, in words for the person who asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(SecondsightError):
    """A value that cannot be used; `field` names it as the form and the API do."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Refused(SecondsightError):
    """A verb that a rule does not allow now; the message names the rule's reason."""


class NotFound(SecondsightError):
    """Nothing by that name that the viewer may see (C12)."""


class Forbidden(Refused):
    """A verb that is for others to use: the thing may be seen, but not changed by this person."""


class StaleEdit(Refused):
    """Somebody else changed the row since it was read; `newer` is the row as it stands now.

    Nothing is overwritten: the door shows the newer words beside the sender's own.
    """

    def __init__(self, message: str, *, newer: object) -> None:
        super().__init__(message)
        self.newer = newer


class UnreadableFile(SecondsightError):
    """A file, or part of one, that cannot be read at all; nothing of the file is kept.

    The message names the file, the place in it, what stood there and what was expected (R11.6).
    """

    def __init__(self, message: str, *, file: str = "", place: str = "") -> None:
        super().__init__(message)
        self.file = file
        self.place = place
