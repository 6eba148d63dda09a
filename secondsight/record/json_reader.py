"""What readers of tools' JSON share: a record alone, in a list, on a line, in an API's answer, wrapped."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping

from secondsight.base.errors import UnreadableFile
from secondsight.base.json_records import JsonRecord, begins_like_json, json_records
from secondsight.base.json_values import RECORD_LIMIT
from secondsight.record.rules.evidence import Head, Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, unwrapped

_LOOKED_AT = RECORD_LIMIT // 16
_TRIED = 3  # records that may be looked at to recognise a format


class JsonReader(ABC):
    """A reader of one tool's JSON records. A subclass says which records are its own, and their items."""

    format: str
    title: str
    about: str
    noun: str  # "a PagerDuty incident": what every record is expected to be
    lists: tuple[str, ...] = ()  # the fields of an API's answer whose list holds the records
    propose = None

    @abstractmethod
    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is one of this format; `around` are the other fields of an API's answer."""

    @abstractmethod
    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return what a record holds, at least one thing. Raises Unusable with the reason to leave it out.

        Each item needs a raw of its own where a record holds several. `around` are the other fields of an
        API's answer and of a recorder's wrapping (`headers`, `received_at`).
        """

    def is_record(self, payload: Payload) -> bool:
        """Return whether an object is a record although it has one of `lists`: an incident with its log."""
        return False

    def recognises(self, head: Head) -> bool:
        """Return whether one of the first records is of this format."""
        if head.members or not begins_like_json(head.start):
            return False
        try:
            # What is larger than any record is looked at through its lists or first records: every reader
            # would parse a record's worth of it else.
            limit = RECORD_LIMIT if head.size <= RECORD_LIMIT else _LOOKED_AT
            for _, record in zip(range(_TRIED), self._records(head, limit), strict=False):
                if self._mine(record) is not None:
                    return True
        except (UnreadableFile, RecursionError):
            return False
        return False

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each record's items, or its reason to be left out; memory does not grow with the file."""
        for record in self._records(head):
            if record.problem:
                yield LeftOut(record.place, "not JSON", detail=record.problem)
                continue
            payload = self._mine(record)
            if payload is None:
                yield LeftOut(record.place, f"not {self.noun}")
                continue
            around = {**record.around, **_wrapping(record.value, payload)}
            try:
                yield from self.items(payload, around, record.place, record.raw, options)
            except Unusable as error:
                yield LeftOut(record.place, error.reason, detail=error.detail)

    def _records(self, head: Head, limit: int = RECORD_LIMIT) -> Iterator[JsonRecord]:
        return json_records(head.path, head.name, self.lists, self.is_record, limit)

    def _mine(self, record: JsonRecord) -> Payload | None:
        around: Mapping[str, object] = record.around
        return next((each for each in unwrapped(record.value) if self.claims(each, around)), None)


def _wrapping(value: object, payload: Payload) -> Payload:
    """What stands beside a payload that was wrapped."""
    if value is payload or not isinstance(value, dict):
        return {}
    return {name: each for name, each in value.items() if each is not payload}


def made(place: str, make: Callable[..., Item], *args: object, **named: object) -> Item | LeftOut:
    """Return one of a record's several items, or its reason to be left out while the others are read."""
    try:
        return make(*args, **named)
    except Unusable as error:
        return LeftOut(place, error.reason, detail=error.detail)
