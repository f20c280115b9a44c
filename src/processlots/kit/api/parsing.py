"""Bodies of requests: JSON as it should be, and a clear word about any other."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers

from processlots.kit.api.problems import TooLarge

#: bytes; the longest row that the product has is far shorter
MOST = 2 * 1024 * 1024
_SURROGATE = re.compile(rb"\\u[dD][89abcdefABCDEF]")


class JSONParser(parsers.JSONParser):
    """JSON in UTF-8 (RFC 8259). Never larger than `MOST`, never so deep that reading it fails, never half a character."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        # The framework reads from the connection itself, past Django's own limit on bodies.
        body = stream.read(MOST + 1)
        if len(body) > MOST:
            raise TooLarge(_("What you sent is larger than 2 MB. Send less at a time."))
        try:
            found = json.loads(body.decode("utf-8-sig"), parse_constant=_constant)
            if _SURROGATE.search(body):
                json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise exceptions.ParseError(_("The text holds half a character (a lone surrogate). Send it as UTF-8.")) from error
        except UnicodeDecodeError as error:
            raise exceptions.ParseError(_("The body is not UTF-8 (byte %(at)s).") % {"at": error.start + 1}) from error
        except json.JSONDecodeError as error:
            said = _("The body is not JSON: line %(line)s, column %(column)s.")
            raise exceptions.ParseError(said % {"line": error.lineno, "column": error.colno}) from error
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError(_("The JSON cannot be read: it is too deep, or has a number that is none.")) from error
        return found


def _constant(name: str) -> Any:
    raise ValueError(name)
