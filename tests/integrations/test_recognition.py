"""A tool's file is taken by that tool's reader and by no other: the order of trying decides nothing."""

import importlib.util
import pkgutil
from pathlib import Path

import pytest

from secondsight.record import readers
from tests import integrations
from tests.integrations.reading import claims


def samples() -> dict[str, bytes]:
    """Return a sample of each format, from each tool's `sample.py`."""
    found: dict[str, bytes] = {}
    for tool in pkgutil.iter_modules(integrations.__path__):
        name = f"{integrations.__name__}.{tool.name}.sample"
        if tool.ispkg and importlib.util.find_spec(name):
            found.update(importlib.import_module(name).SAMPLES)
    return found


@pytest.mark.parametrize(
    ("name", "content"), samples().items(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_sample_is_taken_by_its_own_reader_alone(tmp_path: Path, name: str, content: bytes) -> None:
    target = tmp_path / "evidence.dat"
    target.write_bytes(content)

    assert readers.recognise(readers.inspect(target, "ours")).format == name
    assert set(claims(tmp_path, content)) <= {name}
