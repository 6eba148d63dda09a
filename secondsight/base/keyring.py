"""The keys that lock what was said in confidence, kept apart from the database (S7).

They come from the setting, else from a file that is made at first need and that only its owner reads. The
first one locks; all of them unlock.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from secondsight.base.errors import Refused

HEAD = "# The keys to what was said in confidence, newest first. Keep a copy apart from every backup.\n"


class KeysMissing(Refused):
    """The file of the keys cannot be used, so nothing is locked or unlocked."""


def key_file() -> Path:
    """Return the file that the keys are in, where no setting holds them."""
    return Path(settings.DATA_DIR) / "keys" / "confidence"


def where_keys_are() -> str:
    """Return where the keys are, for who has to look after them."""
    return "SECONDSIGHT_CONFIDENCE_KEYS" if is_set() else str(key_file())


def is_set() -> bool:
    """Return whether the keys come from the setting; then nobody but its owner changes them."""
    return bool(settings.CONFIDENCE_KEYS)


def new_key() -> str:
    """Return a fresh key: 32 bytes in URL-safe base64."""
    return Fernet.generate_key().decode()


def keys(*, make: bool = False) -> list[str]:
    """Return the keys, newest first, [] where there is none; with `make`, one is made where there is none.

    Two processes that need the first one at once get the same. Raises KeysMissing where the file cannot be
    read or holds something else.
    """
    if is_set():
        return list(settings.CONFIDENCE_KEYS)
    found = _read()
    if not found and make:
        with _alone():
            if not (found := _read()):
                _write([new_key()])
                found = _read()
    return found


def ring(of: list[str]) -> MultiFernet:
    """Return what locks with the first of some keys and unlocks with any."""
    return _ring(tuple(of))


def add_key() -> list[str]:
    """Put a new key before the others in the file and return all. Raises Refused where a setting has them."""
    return _change(lambda now: [new_key(), *now])


def drop_keys(kept: list[str]) -> list[str]:
    """Keep only these keys in the file, and return all. Raises Refused where a setting has them."""
    return _change(lambda now: [key for key in now if key in kept])


def _change(new: Callable[[list[str]], list[str]]) -> list[str]:
    if is_set():
        raise Refused("The keys come from SECONDSIGHT_CONFIDENCE_KEYS: change them there.")
    with _alone():
        _write(new(_read()))
        return _read()


def _read() -> list[str]:
    path = key_file()
    try:
        told = path.stat()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KeysMissing(f"The keys in {path} cannot be reached: {error.strerror}.") from None
    return list(_content(path, told.st_mtime_ns, told.st_size, told.st_ino))


@lru_cache(maxsize=4)
def _content(path: Path, *version: int) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="ascii").split("\n")
        found = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
        for key in found:
            Fernet(key)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "it holds something that is no key"
        raise KeysMissing(f"The keys in {path} cannot be read: {said}. Put the file back.") from None
    return found


@lru_cache(maxsize=8)
def _ring(of: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in of])


def _write(new: list[str]) -> None:
    """Replace the file at once: whoever reads meanwhile has the old one or the new one, whole."""
    path = key_file()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keys-")  # 0600 from the beginning
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(HEAD + "".join(f"{key}\n" for key in new))
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    # A row must not be safer on disk than the key that it needs.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _alone() -> Iterator[None]:
    path = key_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (path.parent / ".lock").open("w")
    except OSError as error:
        raise KeysMissing(f"No key can be written to {path.parent}: {error.strerror}.") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
