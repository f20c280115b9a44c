"""People who visit a served site without a browser: to find the way in, and to do by the hundred what a browser does slowly."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What came back. `location` is where it sends one, "" where it does not."""

    status: int
    text: str
    location: str
    headers: Any


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visitor:
    """One person of the demo, signed in; "" is a stranger."""

    def __init__(self, base: str, name: str = "") -> None:
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay())
        self.get("/konto/login/")
        if name:
            self.post(f"/byt-person/{name}/")

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(self.base + path, headers=headers))

    def post(self, path: str, fields: dict[str, str] | None = None, files: dict[str, tuple[str, bytes]] | None = None) -> Answer:
        """A form is sent. `files`: field → (name, content)."""
        token = next((one.value for one in self.jar if one.name == "csrftoken"), "") or ""
        headers = {"X-CSRFToken": token, "Referer": self.base + path}
        if files is None:
            data = urllib.parse.urlencode(fields or {}).encode()
        else:
            data, headers["Content-Type"] = _multipart(fields or {}, files)
        return self._ask(urllib.request.Request(self.base + path, data=data, headers=headers, method="POST"))

    def session(self) -> str:
        """The value of the session's cookie."""
        return next((one.value for one in self.jar if one.name == "sessionid"), "") or ""

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as found:
                return _answer(found)
        except urllib.error.HTTPError as error:
            return _answer(error)


def _answer(found: Any) -> Answer:
    return Answer(found.status, found.read().decode(errors="replace"), found.headers.get("Location", ""), found.headers)


def _multipart(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (filename, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"
