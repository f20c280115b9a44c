"""What our OpenAPI says beyond what the code tells: who we are, the shape of errors, examples. Digg's profile, sweden.md 7.1.

Read by the settings, so nothing here needs Django.
"""

from __future__ import annotations

from typing import Any

SETTINGS: dict[str, Any] = {
    "TITLE": "Processlots",
    "VERSION": "1.0.0",
    "DESCRIPTION": (
        "Kommunens processer, mål, mått, behov och aktiviteter. Den som får läsa eller ändra något på sidorna får det här, "
        "och ingen annan. En ändring skickas med den ETag som lästes (If-Match); har någon hunnit före blir svaret 412 och "
        "inget ändras. Fel är application/problem+json, på svenska om inte Accept-Language är en. "
        "Begränsningar: högst 100 rader per sida, högst 2 MB per anrop, en karta högst 5 MB.\n\n"
        "The municipality's processes, goals, measures, needs and activities. Whoever may read or change something on the "
        "pages may do so here, and nobody else. A change is sent with the ETag that was read (If-Match); if somebody was "
        "quicker the answer is 412 and nothing is changed. Errors are application/problem+json, in Swedish unless "
        "Accept-Language is en. Limits: at most 100 rows per page, 2 MB per request, 5 MB per map."
    ),
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "CONTACT": {"name": "Processlots", "url": "https://processlots.example/kontakt", "email": "kontakt@processlots.example"},
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/sv/"},
    "EXTERNAL_DOCS": {
        "description": "Handledning på svenska och engelska. / Guide in Swedish and English.",
        "url": "https://processlots.example/api",
    },
    "SERVERS": [
        {
            "url": "https://{host}",
            "description": "Kommunens egen installation. / The municipality's own installation.",
            "variables": {"host": {"default": "processlots.modellby.example"}},
        }
    ],
    "EXTENSIONS_INFO": {
        "x-sla": {
            "availability": "Enligt kommunens avtal om driften. / As agreed between municipality and host.",
            "responseTime": "Under en sekund för en sida med 100 rader. / Under a second for a page of 100 rows.",
            "support": "Kommunens systemförvaltning. / The municipality's system management.",
        },
        "x-limitations": "100 rader per sida, 2 MB per anrop, 5 MB per karta. / 100 rows a page, 2 MB a request, 5 MB a map.",
    },
    "POSTPROCESSING_HOOKS": ["processlots.kit.api.description.complete"],
}

PROBLEM = {
    "type": "object",
    "description": "Ett fel. / A problem (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "invalidParameters": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"property": {"type": "string"}, "reason": {"type": "string"}, "rule": {"type": "string"}},
                "required": ["property", "reason"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
_PROBLEM_EXAMPLE = {
    "type": "about:blank",
    "title": "Något måste rättas",
    "status": 400,
    "detail": "Något i det du skickade måste rättas.",
    "instance": "/api/v1/goals",
    "invalidParameters": [{"property": "process", "reason": "Detta fält är obligatoriskt."}],
}
_SAID = {
    "200": "Det som efterfrågades. / What was asked for.",
    "201": "Det som skapades. / What was created.",
    "304": "Oförändrat sedan läsningen. / Unchanged since the reading.",
}
_ETAG = {"schema": {"type": "string"}, "description": "Radens version, till If-Match. / The row's version, for If-Match."}
_EXAMPLES = {
    "uuid": "018f4e9a-7c31-7b52-9d3e-2f6a1c0b8e47",
    "date": "2026-01-31",
    "date-time": "2026-01-31T08:00:00Z",
    "uri": "https://processlots.modellby.example/api/v1/goals?limit=20&offset=20",
    "email": "namn@modellby.example",
}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The hook: descriptions, the problem on `default`, ETags and examples on every operation."""
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    _tidy(schemas)
    for name, schema in schemas.items():
        if name.endswith("Request"):
            schema["additionalProperties"] = False
    components["responses"] = {
        "Problem": {
            "description": "Ett fel: vad, var och hur det rättas. / A problem: what, where and how to mend it.",
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"}, "examples": {"exempel": {"value": _PROBLEM_EXAMPLE}},
            }},
        }
    }  # fmt: skip
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _operation(path, method, operation, schemas)
    return result


def _tidy(schema: Any) -> None:
    """Take away what the generator left for a hook that is not used here."""
    if isinstance(schema, dict):
        schema.pop("x-spec-enum-id", None)
    for one in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _tidy(one)


def _operation(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["description"] = "Radens uid. / The row's uid."
    for content in operation.get("requestBody", {}).get("content", {}).values():
        _exemplify(content, schemas)
    if "requestBody" in operation and "application/json" in operation["requestBody"]["content"]:
        operation["requestBody"]["required"] = True
    for code, response in operation["responses"].items():
        if " / " not in response.get("description", ""):
            response["description"] = _SAID[code]
        for media, content in response.get("content", {}).items():
            if "json" in media:
                _exemplify(content, schemas)
        if code in ("200", "201") and (method != "get" or "{uid}" in path):
            response.setdefault("headers", {})["ETag"] = _ETAG
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}


def _exemplify(content: dict[str, Any], schemas: dict[str, Any]) -> None:
    schema = content.get("schema", {})
    if schema.get("format") != "binary" and "examples" not in content:
        content["examples"] = {"exempel": {"value": example(schema, schemas)}}


def example(schema: dict[str, Any], schemas: dict[str, Any], name: str = "") -> Any:
    """A value of the schema, the same every time. Only what is needed where something is needed."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas, name)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return example(schema[key][0], schemas, name)
    if "example" in schema:
        return schema["example"]
    if "enum" in schema:
        return next(one for one in schema["enum"] if one not in ("", None))
    kind = schema.get("type", "object")
    if kind == "object":
        return {key: example(one, schemas, key) for key, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(schema["items"], schemas, name)]
    if kind == "boolean":
        return False
    if kind in ("integer", "number"):
        return schema.get("minimum", 1) if kind == "integer" else 12.5
    if schema.get("format") in _EXAMPLES:
        return _EXAMPLES[schema["format"]]
    return _text(name, schema.get("maxLength", 40))


def _text(name: str, most: int) -> str:
    words = {"name": "Bedöma bygglov", "title": "Kortare väntan på bygglov", "statement": "Besked inom tio veckor"}
    return words.get(name, "Text")[:most]
