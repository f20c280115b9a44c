"""Message catalogues without the gettext programs: `python tools/messages.py compile | check | merge`.

compile  each locale/<language>/LC_MESSAGES/*.po becomes the .mo that Django reads
check    every msgid in the source has a Swedish translation with the same placeholders; exit 1 otherwise
merge    locale/sv/LC_MESSAGES/django.po is made anew of locale/fragments/*.po
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/processlots"
LOCALE = PACKAGE / "locale"
FRAGMENTS = LOCALE / "fragments"
SWEDISH = LOCALE / "sv/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\([A-Za-z_]\w*\)[sdrf]|%[sdr]|\{[A-Za-z_]?\w*\}")
EMPTY_HEADERS = re.compile(
    r'^"(?:Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated|Project-Id).*\n', re.MULTILINE
)

Key = tuple[str | None, str]


def main(arguments: list[str]) -> int:
    verbs = {"compile": compile_all, "check": check, "merge": merge}
    if len(arguments) != 1 or arguments[0] not in verbs:
        print(__doc__, file=sys.stderr)
        return 2
    return verbs[arguments[0]]()


def compile_all() -> int:
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        buffer = io.BytesIO()
        write_mo(buffer, read(po))
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != buffer.getvalue():
            mo.write_bytes(buffer.getvalue())
    return 0


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name if po.parent.name == "LC_MESSAGES" else "sv", abort_invalid=True)


def merge() -> int:
    """Fragments first come, first served; two fragments that disagree are named and nothing is written."""
    merged = Catalog(locale="sv", project="processlots", charset="utf-8")
    seen: dict[Key, tuple[str, Message]] = {}
    quarrels = []
    for fragment in sorted(FRAGMENTS.glob("*.po")):
        for message in messages(read(fragment)):
            earlier = seen.setdefault(key(message), (fragment.name, message))
            if earlier[1].string != message.string:
                quarrels.append(
                    f"{fragment.name}: {message.id!r} is {message.string!r}, but {earlier[1].string!r} in {earlier[0]}"
                )
    if quarrels:
        print("\n".join(quarrels), file=sys.stderr)
        return 1
    for _, message in seen.values():
        merged.add(message.id, message.string, context=message.context)
    merged.fuzzy = False
    merged.header_comment = "# The Swedish texts of Processlots."
    buffer = io.BytesIO()
    write_po(buffer, merged, width=120, sort_output=True)
    SWEDISH.parent.mkdir(parents=True, exist_ok=True)
    # Without the lines of the header that change each time or say nothing.
    SWEDISH.write_text(EMPTY_HEADERS.sub("", buffer.getvalue().decode()), "utf-8")
    print(f"{SWEDISH.relative_to(ROOT)}: {len(merged)} messages")
    return 0


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def check() -> int:
    from messages_in_source import found_in  # beside this file; needs Django, which `compile` does without

    catalog = {key(message): message for message in messages(read(SWEDISH))} if SWEDISH.exists() else {}
    faults = []
    for wanted, place in sorted(found_in(PACKAGE).items(), key=lambda item: item[1]):
        context, text = wanted
        named = f"{text!r}" + (f" (context {context!r})" if context else "")
        message = catalog.get(wanted)
        if message is None:
            faults.append(f"{place}: {named} has no Swedish in {SWEDISH.relative_to(ROOT)}")
            continue
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if not all(strings) or message.fuzzy:
            faults.append(f"{place}: {named} has an empty or fuzzy Swedish")
        # The Swedish singular may say "en" where the English says %(count)s, never the other way round.
        known = set(PLACEHOLDER.findall(text)) | set(
            PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1])
        )
        faults += [f"{place}: {named} knows no {mark}" for string in strings for mark in set(PLACEHOLDER.findall(string)) - known]
    print("\n".join(faults) or f"{len(catalog)} messages, all in Swedish")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
