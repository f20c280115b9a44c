"""Documents: Word from templates that a municipality may replace, and Excel.

A template is looked up as: the municipality's own in the language, the shipped one in the language, its own in Swedish,
the shipped one in Swedish (`library/documents/<key>.<language>.docx`). A template is Jinja in a Word file, which somebody
uploads, so it runs in a sandbox and sees plain data only: texts, numbers, dates, lists and dictionaries.
"""

from __future__ import annotations

import datetime
import html
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from processlots.kit import access, files, history
from processlots.kit.files import BadFile
from processlots.kit.models.documents import DocumentTemplate

logger = logging.getLogger(__name__)

SHIPPED = Path(__file__).resolve().parent.parent / "library" / "documents"
LANGUAGES = ("sv", "en")
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")
# What XML 1.0 cannot say at all.
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 65534, 65535])


class NoTemplate(LookupError):
    """There is no template of that key."""


# --- Word -------------------------------------------------------------------------------------------------------------


def shipped_keys() -> list[str]:
    """The keys of the shipped templates."""
    return sorted({path.name.split(".", 1)[0] for path in SHIPPED.glob("*.*.docx")})


def template(key: str, language: str) -> bytes:
    """The Word file that a document is made from. Raises NoTemplate."""
    for tongue in dict.fromkeys((language, "sv")):
        own = DocumentTemplate.objects.select_related("blob").filter(document=key, language=tongue).first()
        if own is not None:
            return own.blob.read()
        shipped = SHIPPED / f"{key}.{tongue}.docx"
        if shipped.is_file():
            return shipped.read_bytes()
    raise NoTemplate(f"no template is called {key!r}; there are {', '.join(shipped_keys()) or 'none'}")


def render_docx(key: str, context: Mapping[str, Any], language: str, pictures: Mapping[str, str] | None = None) -> bytes:
    """A Word file: the template of `key` filled with `context`, and `pictures` (name → SVG) where it asks for them.

    Values are escaped; line breaks in texts become line breaks in Word; dates and numbers are written as the language does.
    A name that the template has and the context has not is left visible as ⟦name⟧. Raises NoTemplate, BadFile (a
    template that cannot be filled: where and why), TypeError (a value that is no plain data).
    """
    with translation.override(language):
        return fill(template(key, language), plain(context), pictures)


def fill(source: bytes, context: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """A Word template filled with plain data. Raises BadFile for whatever goes wrong inside the template.

    `pictures`: name → SVG; `{{ picture(name) }}` puts one in, as wide as the text, and nothing where there is none.
    """
    from docxtpl import DocxTemplate

    try:
        document = DocxTemplate(io.BytesIO(source))
        told = dict(context)
        if pictures is not None:
            told["picture"] = _drawer(document, pictures)
        document.render(told, jinja_env=_environment())
    except Exception as error:
        # A template is somebody's program: it may divide by zero, ask for what is forbidden, or end in broken XML.
        logger.info("a template could not be filled", exc_info=True)
        said = _("The template cannot be filled: %(why)s. Mend it in Word and upload it again.")
        raise BadFile(said % {"why": str(error).rstrip(".") or type(error).__name__}) from error
    if pictures:
        _described(document.docx, pictures)
    properties = document.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        # docxtpl fills these as if they were XML, which they are not.
        setattr(properties, name, html.unescape(getattr(properties, name))[:255])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _drawer(document: Any, pictures: Mapping[str, str]) -> Any:
    """The function by which a template puts in a picture."""
    from docx.shared import Cm
    from docxtpl import InlineImage

    from processlots.kit import pdf

    def picture(name: str, width: float = 17) -> Any:
        svg = pictures.get(name)
        return InlineImage(document, io.BytesIO(pdf.png(svg)), width=Cm(min(max(float(width), 1), 60))) if svg else ""

    return picture


def _described(document: Any, pictures: Mapping[str, str]) -> None:
    """Let a screen reader say what each drawing is: its own title, where the document shows them all in their order."""
    titles = [html.unescape(found[1]) if (found := _TITLE.search(svg)) else "" for svg in pictures.values()]
    drawn = [one._inline.docPr for one in document.inline_shapes if not one._inline.docPr.get("descr")]
    for place, title in zip(drawn, titles, strict=False) if len(drawn) == len(titles) else ():
        place.set("descr", title)


def _environment() -> Any:
    import jinja2.sandbox

    class Visible(jinja2.ChainableUndefined):
        """A name that nobody knows, left in the document for its reader to see."""

        def __str__(self) -> str:
            return f"⟦{self._undefined_name}⟧"

        __html__ = __str__

    return jinja2.sandbox.ImmutableSandboxedEnvironment(autoescape=True, undefined=Visible)


def plain(value: Any) -> Any:
    """Data that a template may see: dates, numbers and lazy texts written out, characters that XML has not taken away."""
    if value is None:
        return ""
    if isinstance(value, str | Promise):
        return str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_NOT_XML)
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, int | float | Decimal):
        return value if isinstance(value, int) else formats.localize(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    raise TypeError(f"a document is given plain data, not {type(value).__name__}; write str(…) or choose its fields")


def unknown_names(source: bytes, known: Iterable[str]) -> list[str]:
    """The names that a template uses and that no one fills. Raises BadFile for a template that cannot be read."""
    return sorted(_names(source) - set(known))


def unused_names(source: bytes, known: Iterable[str]) -> list[str]:
    """The names that are filled and that a template does not show. Raises BadFile."""
    return sorted(set(known) - _names(source))


def _names(source: bytes) -> set[str]:
    import jinja2
    from docxtpl import DocxTemplate

    try:
        found = DocxTemplate(io.BytesIO(source)).get_undeclared_template_variables(_environment())
    except jinja2.TemplateSyntaxError as error:
        said = _("The template has a fault: %(why)s. Mend it in Word and upload it again.")
        raise BadFile(said % {"why": error.message or ""}) from error
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BadFile(_("The file is damaged and cannot be read. Save it again and try once more.")) from error
    return set(found)


def replace(key: str, language: str, upload: BinaryIO, filename: str, user: Any, known: Iterable[str] = ()) -> DocumentTemplate:
    """Let the municipality's own file stand for a template. `known`: the names that are filled, where they are to be checked.

    Raises PermissionDenied, NoTemplate, BadFile.
    """
    access.demand(user, "change", DocumentTemplate)
    if key not in shipped_keys() or language not in LANGUAGES:
        raise NoTemplate(f"no template is called {key!r} in {language!r}")
    blob = files.store(upload, "docx")
    names = list(known)
    strangers = unknown_names(blob.read(), names)
    if names and strangers:
        said = _("The template asks for %(names)s, which nothing fills. There are: %(known)s.")
        raise BadFile(said % {"names": ", ".join(strangers), "known": ", ".join(sorted(names))})
    history.follow(DocumentTemplate)
    with transaction.atomic(), history.act(_("Replaced the template %(key)s") % {"key": key}, user=user):
        own = DocumentTemplate.objects.filter(document=key, language=language).first()
        own = own or DocumentTemplate(document=key, language=language)
        own.blob, own.filename = blob, filename[:200]
        own.save()
    return own


def restore(key: str, language: str, user: Any) -> None:
    """Go back to the shipped template. Raises PermissionDenied."""
    access.demand(user, "change", DocumentTemplate)
    history.follow(DocumentTemplate)
    with transaction.atomic(), history.act(_("Went back to the shipped template %(key)s") % {"key": key}, user=user):
        for own in DocumentTemplate.objects.filter(document=key, language=language):
            own.delete()


# --- Excel ------------------------------------------------------------------------------------------------------------


def xlsx(header: Sequence[Any], rows: Iterable[Sequence[Any]], title: str = "") -> bytes:
    """A workbook of one sheet. Numbers and dates stay numbers and dates; a text is a text even if it begins with "="."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for place, name in enumerate(header, start=1):
        width = min(max(len(str(name)) + 2, 12), 40)
        sheet.column_dimensions[get_column_letter(place)].width = width

    def cell(value: Any) -> Any:
        written = WriteOnlyCell(sheet, value=_excel(value))
        if isinstance(written.value, str):
            written.data_type = "s"  # openpyxl takes "=…" for a formula, which it must never be
            if "\n" in written.value:
                written.alignment = Alignment(wrap_text=True, vertical="top")
        return written

    heads = [cell(str(name)) for name in header]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([cell(value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _excel(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime.datetime):  # Excel knows no time zones
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, datetime.date | datetime.time):
        return value
    return str(value).translate(_NOT_XML)[:32_767]


def _sheet_title(title: str) -> str:
    kept = "".join(character for character in str(title) if character not in r"[]:*?/\'" and character.isprintable())
    return kept[:31].strip() or _("Table")
