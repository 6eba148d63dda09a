"""Typed reading of settings from the environment (C37). A wrong value stops the start with a sentence."""

import base64
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "SECONDSIGHT_"


class WrongSetting(SystemExit):
    """A setting that cannot be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{PREFIX}{name} is {value!r}; expected {expected}.")


def text(name: str, default: str = "") -> str:
    """Return a setting, or the content of the file that `..._FILE` names (for secrets)."""
    if value := os.environ.get(PREFIX + name):
        return value
    if path := os.environ.get(f"{PREFIX}{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongSetting(f"{name}_FILE", path, f"a file that can be read ({error.strerror})") from None
    return default


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit():
        raise WrongSetting(name, value, "a whole number")
    return int(value)


def flag(name: str, default: bool) -> bool:
    """Return yes or no."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise WrongSetting(name, value, "1 or 0")
    return default


def words(name: str, default: list[str]) -> list[str]:
    """Return a list that is written with commas."""
    value = text(name)
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def data_dir() -> Path:
    """Return where this instance keeps its data.

    Without a setting: `data/` beside the code in a checkout, else the user's data folder.
    """
    if chosen := text("DATA_DIR"):
        return Path(chosen).expanduser().absolute()
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").exists():
        return checkout / "data"
    return Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")).expanduser() / "secondsight"


def database(folder: Path) -> dict[str, object]:
    """Return Django's description of the database: SQLite in the data folder, or the PostgreSQL named."""
    url = text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "secondsight.sqlite3",
            # On disk like the real one: in memory, threads would lock each other out.
            "TEST": {"NAME": folder / "test.sqlite3"},
            "OPTIONS": {
                # A write transaction takes the lock when it opens, so that none fails halfway (C14).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise WrongSetting("DATABASE_URL", url, "postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        # Requests run in short-lived threads, so connections are shared through a pool.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": number("DATABASE_CONNECTIONS", 20)}},
    }


def mail() -> dict[str, object]:
    """Return Django's mail settings from `SMTP_URL` ("smtp://user:password@host:587?tls=1")."""
    url = text("SMTP_URL")
    if not url:
        return {"EMAIL_BACKEND": "secondsight.base.mail.MailboxBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongSetting(
            "SMTP_URL", url, "smtp://host:25, smtp://user:password@host:587?tls=1 or smtps://…"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": "tls=1" in parts.query,
        "EMAIL_TIMEOUT": 20,
    }


def secret_key(folder: Path) -> str:
    """Return the key that signs sessions; without a setting one is made once and kept in the data folder."""
    if chosen := text("SECRET_KEY"):
        return chosen
    path = folder / "secret-key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise WrongSetting("DATA_DIR", str(folder), f"a folder to write in ({error.strerror})") from None
    key = os.urandom(48).hex()
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(key)
    return key


def confidence_keys() -> list[str]:
    """Return the keys to what is said in confidence, newest first; [] leaves them to a file of their own."""
    keys = text("CONFIDENCE_KEYS").replace(",", " ").split()
    for key in keys:
        try:
            is_one = len(base64.b64decode(key, altchars=b"-_", validate=True)) == 32
        except ValueError:
            is_one = False
        if not is_one:
            expected = (
                "keys of 32 bytes in URL-safe base64, with commas, as `secondsight confidence new-key` prints"
            )
            raise WrongSetting("CONFIDENCE_KEYS", "something else (it is not shown)", expected)
    return keys
