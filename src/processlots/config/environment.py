"""Strict readers of environment variables: a value that cannot be understood stops the start with its name."""

import os
import secrets
from pathlib import Path


class SettingError(RuntimeError):
    """A setting is wrong; the message names it and says what it may be."""


def text(name: str, default: str = "") -> str:
    """The variable's text; an empty one counts as not set."""
    return (os.environ.get(name) or default).strip()


def flag(name: str, default: bool) -> bool:
    """True or False; anything else is refused."""
    value = os.environ.get(name, str(default)).strip().lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no", ""}:
        return False
    raise SettingError(f"{name} must be true or false, not {value!r}")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name} must be a whole number, not {value!r}") from None


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """The one folder that holds database, blobs, secret key and settings (DESIGN 6)."""
    folder = Path(text("PROCESSLOTS_HOME", "processlots-data")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key, made at the first start and readable by its owner only."""
    if given := text("SECRET_KEY"):
        return given
    file = folder / "secret-key"
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
