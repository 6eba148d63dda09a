"""What the one who asks is kept from seeing for now, left out of all reading while a request lasts.

Reading is narrowed where rows are fetched (`SightManager`), not in each query: a veil that every query has
to remember leaks at the first that forgets. A room says once, for each of its models, what a horizon leaves
out (`narrows`) and which fields it empties (`blurs`); a door says who looks (`looking`). Without a looker
(jobs, the command line) everything is seen, and so it is inside `base.transaction.write`: rules are checked
and rows written on the whole truth.
"""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models
from django.db.models import Model, Q, QuerySet

from secondsight.base import rooms

M = TypeVar("M", bound=Model)
Reader = Callable[[Any], Any]
Rule = Callable[[Any], Q]
Blur = Callable[[Any, Any], None]

_readers: list[Reader] = []  # one at most; none in a program without rooms
_rules: dict[type[Model], list[Rule]] = {}
_blurs: dict[type[Model], Blur] = {}


class Looker:
    """Whoever asks, found out when it is first needed, and the horizon that they see up to."""

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find
        self._horizon: Any = None
        self.viewer: Any = None  # None as long as nobody is known to look

    def horizon(self) -> Any:
        """Return what the registered reader knows of the looker, None where it knows nothing."""
        if self.viewer is None:
            with whole():
                viewer = self._find()
                if viewer is None or not viewer.is_authenticated:
                    return None  # may be known later in the same request: a token is read behind the door
                self._horizon = _reader(viewer)
                self.viewer = viewer
        return self._horizon

    def forget(self) -> None:
        """Ask again at the next look, for something was changed."""
        self.viewer = self._horizon = None


_looker: ContextVar[Looker | None] = ContextVar("looker", default=None)
_is_whole: ContextVar[bool] = ContextVar("is_whole", default=False)


@contextmanager
def looking(find: Callable[[], Any] | Looker) -> Iterator[Looker]:
    """Narrow all reading inside to what somebody may see for now; `find` returns their account or None.

    A looker who looked before goes on, with what is known of them.
    """
    rooms.load()  # or nothing would be kept from anybody
    looker = find if isinstance(find, Looker) else Looker(find)
    token, seeing = _looker.set(looker), _is_whole.set(False)
    try:
        yield looker
    finally:
        _looker.reset(token)
        _is_whole.reset(seeing)


def looked_at(pieces: Iterable[Any], looker: Looker) -> Iterator[Any]:
    """Yield what is read piece by piece after the looker's request was answered, each as they may see it."""
    reading = iter(pieces)
    while True:
        with looking(looker):
            try:
                piece = next(reading)
            except StopIteration:
                return
        yield piece


async def looked_at_in_time(pieces: AsyncIterable[Any], looker: Looker) -> AsyncIterator[Any]:
    """Yield the same of what comes asynchronously."""
    reading = aiter(pieces)
    while True:
        with looking(looker):
            try:
                piece = await anext(reading)
            except StopAsyncIteration:
                return
        yield piece


@contextmanager
def whole() -> Iterator[None]:
    """See everything inside, whoever looks."""
    seeing = _is_whole.set(True)
    try:
        yield
    finally:
        _is_whole.reset(seeing)


def horizon() -> Any:
    """Return the horizon that all reading is narrowed to here, None where there is none."""
    looker = _looker.get()
    return None if looker is None or _is_whole.get() else looker.horizon()


def horizon_for(viewer: Any) -> Any:
    """Return the horizon of a viewer, without asking again where they are the one who looks."""
    looker = _looker.get()
    if looker is not None:
        known = looker.horizon()
        if looker.viewer is not None and looker.viewer.pk == viewer.pk:
            return known
    rooms.load()
    with whole():
        return _reader(viewer)


def _reader(viewer: Any) -> Any:
    return _readers[0](viewer) if _readers else None


def is_narrowed() -> bool:
    """Return whether something is kept from the one who looks. What is true then is not kept for others."""
    return bool(horizon())


def look_again() -> None:
    """Read the looker's horizon anew, after it was changed in the same request."""
    if (looker := _looker.get()) is not None:
        looker.forget()


def reads_horizon(reader: Reader) -> Reader:
    """Register what reads a viewer's horizon; it is falsy for somebody who sees everything."""
    _readers[:] = [reader]
    return reader


def narrows(*of: type[Model]) -> Callable[[Rule], Rule]:
    """Register which rows of some models are seen under a horizon: `rule(horizon)` returns a condition."""

    def register(rule: Rule) -> Rule:
        for model in of:
            _rules.setdefault(model, []).append(rule)
        return rule

    return register


def blurs(*of: type[Model]) -> Callable[[Blur], Blur]:
    """Register what empties fields of rows of some models that are seen: `blur(row, horizon)`.

    It also meets rows that a join brings, which no condition keeps away.
    """

    def register(blur: Blur) -> Blur:
        for model in of:
            _blurs[model] = blur
        return blur

    return register


def narrowed_models() -> set[type[Model]]:
    """Return the models that some rule or blur is for."""
    rooms.load()
    return set(_rules) | set(_blurs)


def narrowed(rows: QuerySet[M]) -> QuerySet[M]:
    """Return those of the rows that the one who looks may see for now."""
    rules = _rules.get(rows.model)
    if not rules or not (beyond := horizon()):
        return rows
    with whole():
        for rule in rules:
            rows = rows.filter(rule(beyond))
    return rows


def blurred(row: M) -> M:
    """Return a row that came from the database with what may not be seen for now emptied."""
    blur = _blurs.get(type(row))
    if blur is not None and (beyond := horizon()):
        with whole():
            blur(row, beyond)
    return row


class SightManager(models.Manager[M]):
    """Fetches what the one who looks may see for now."""

    def get_queryset(self) -> QuerySet[M]:
        """Return all rows, narrowed."""
        return narrowed(super().get_queryset())


class Sighted(models.Model):
    """A model whose rows are fetched and emptied as the one who looks may see them for now."""

    objects = SightManager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **given: Any) -> Any:
        """Return a row that came from the database, blurred."""
        row = super().from_db(db, field_names, values, **given)
        return blurred(row) if cls in _blurs else row
