"""What a municipality installs: the wheel and its locked packages; no Node, no compiler, no checkout, no internet."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.site import Site

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow

# Lies beside the installed packages and is loaded by every Python there: no way out, and a note of who tried.
NO_WAY_OUT = """
import sys

def _guard(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host and str(host) not in {{"127.0.0.1", "::1", "localhost", "0.0.0.0"}}:
        with open({notes!r}, "a") as file:
            file.write(f"{{event}} {{host}}\\n")
        raise OSError(f"no internet here: {{host}}")

sys.addaudithook(_guard)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)], cwd=ROOT, check=True)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def attempts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where attempts to reach the internet are noted."""
    return tmp_path_factory.mktemp("notes") / "attempts"


@pytest.fixture(scope="module")
def served(wheel: Path, attempts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("municipality")
    venv.create(folder / "venv")
    uv = Path(sys.executable).with_name("uv")
    install = [str(uv), "pip", "install", "--quiet", "--python", str(folder / "venv/bin/python")]
    subprocess.run([*install, "--require-hashes", "-r", str(ROOT / "requirements/runtime.txt")], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    (packages,) = (folder / "venv/lib").glob("python3*/site-packages")
    (packages / "sitecustomize.py").write_text(NO_WAY_OUT.format(notes=str(attempts)))
    empty = folder / "bin"
    empty.mkdir()
    site = Site(folder / "home", folder / "venv/bin/processlots", path=f"{folder / 'venv/bin'}:{empty}")
    site.run("init", "Testby kommun", "--password-stdin", told="en lång visa om hamnen\n")
    site.start()
    yield site
    site.stop()


def get(site: Site, path: str) -> tuple[int, str, bytes]:
    with urllib.request.urlopen(site.base + path, timeout=20) as answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


def test_the_wheel_carries_the_built_parts_and_not_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(re.fullmatch(r"processlots/kit/static/processlots/.+\.css", name) for name in names)
    assert any(re.fullmatch(r"processlots/kit/static/processlots/.+\.js", name) for name in names)
    assert "processlots/locale/sv/LC_MESSAGES/django.mo" in names
    assert any(name.startswith("processlots/library/") for name in names)
    assert not [name for name in names if "/tests/" in name or "node_modules" in name or name.endswith((".ts", ".map"))]


def test_there_is_neither_node_nor_compiler_nor_checkout(served: Site) -> None:
    assert [name for name in ("node", "npm", "cc", "gcc", "git") if shutil.which(name, path=served.path)] == []
    python = served.program.with_name("python")
    where = subprocess.run(
        [str(python), "-c", "import processlots; print(processlots.__file__)"],
        cwd=served.home,
        env=served.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(python.parent.parent))


def test_it_is_well_and_shows_the_sign_in_page_with_its_look(served: Site) -> None:
    assert get(served, "/health")[0] == 200
    status, _, page = get(served, "/konto/login/")
    assert status == 200
    links = re.findall(r'(?:href|src)="(/static/[^"#?]+)', page.decode())
    assert [link for link in links if link.endswith(".css")]
    for link in set(links):
        status, _, content = get(served, link)
        assert status == 200, link
        assert len(content) > 100, link


def test_it_speaks_swedish(served: Site) -> None:
    assert b'lang="sv"' in get(served, "/konto/login/")[2]
    assert "Logga in" in get(served, "/konto/login/")[2].decode()


def test_nothing_tried_to_reach_the_internet(served: Site, attempts: Path) -> None:
    get(served, "/konto/login/")
    assert not attempts.exists(), attempts.read_text()
