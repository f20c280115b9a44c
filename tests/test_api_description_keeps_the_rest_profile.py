"""Our OpenAPI against Digg's REST profile 1.2.0, rule by rule (sweden.md 7.1); each rule's ID names its case.

Rules about how a server is run (TLS, ports, gateways) are the installation's and stand in its documentation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tools.api_file import generated

FILE = Path(__file__).resolve().parent.parent / "docs/api/openapi.json"
SPEC: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*$")
#: resources that are what they are once for each API or row, and steps of a row
SINGLE = {"api-info", "openapi.json"}
#: English words without a plural ending: people, feedback; those adjacent, those present, support from several
UNCOUNTED = {"people", "page-feedback", "performance-feedback"}
COLLECTIVE = {"adjacent", "present", "support"}
FACES = {"bpmn", "svg", "text", "content", "pdf", "comparison", "applied"}
RULES: list[Any] = []


def rule(*ids: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make the function a case for each of these rules."""

    def keep(case: Callable[[], None]) -> Callable[[], None]:
        RULES.extend(pytest.param(case, id=one) for one in ids)
        return case

    return keep


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in SPEC["paths"].items():
        for method, operation in found.items():
            if method in METHODS:
                yield path, method, operation


def parameters(place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, _method, operation in operations():
        for one in operation.get("parameters", ()):
            if one["in"] == place:
                yield path, one


def properties(schema: Any, at: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(where, name, schema) of every property below a schema."""
    if isinstance(schema, dict):
        for name, one in schema.get("properties", {}).items():
            yield at, name, one
        for key, one in schema.items():
            if key not in ("example", "examples", "enum"):
                yield from properties(one, f"{at}/{key}")
    elif isinstance(schema, list):
        for one in schema:
            yield from properties(one, at)


def responses() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, method, operation in operations():
        for code, response in operation["responses"].items():
            place = f"{method} {path}"
            shared = response.get("$ref", "").rsplit("/", 1)[-1]
            yield place, code, SPEC["components"]["responses"][shared] if shared else response


@rule("UFN.01", "VER.05")
def addresses_begin_with_api_and_major_version() -> None:
    assert SPEC["paths"]
    for path in SPEC["paths"]:
        assert re.match(r"/api/v[1-9]\d*/[^/]", path), path


@rule("UFN.02", "SAK.01")
def servers_speak_https() -> None:
    assert SPEC["servers"]
    assert all(server["url"].startswith("https://") for server in SPEC["servers"])


@rule("UFN.05")
def addresses_are_short() -> None:
    assert all(len(path) + 36 * path.count("{") < 2048 for path in SPEC["paths"])


@rule("UFN.07", "UFN.08", "UFN.09", "RES.06")
def addresses_are_lower_case_words_with_hyphens_and_resources_plural() -> None:
    for path in SPEC["paths"]:
        words = path.strip("/").split("/")[2:]
        for word in words:
            if word.startswith("{"):
                assert CAMEL.match(word.strip("{}")), path
            else:
                assert re.fullmatch(r"[a-z0-9.~-]+", word), path
        assert words[0] in SINGLE or words[0].endswith("s") or words[0] in UNCOUNTED, path
        if len(words) > 2 and words[2] not in FACES and not words[2].endswith("s"):
            assert set(SPEC["paths"][path]) == {"post"}, f"{path}: a step of a row is posted"


@rule("RES.02")
def nobody_is_asked_for_by_identity_number() -> None:
    names = {name.lower() for _path, one in [*parameters("path"), *parameters("query")] for name in [one["name"]]}
    assert not [name for name in names if re.search(r"pnr|personnummer|ssn|samordningsnummer|personal", name)]


@rule("VER.06")
def api_info_is_there() -> None:
    assert "/api/v1/api-info" in SPEC["paths"]
    found = Client().get("/api/v1/api-info")
    assert found.status_code == 200
    assert set(found.json()) >= {"apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"}
    assert found.json()["apiStatus"] in {"active", "beta", "deprecated", "retired"}


@rule("DOK.03", "DOK.07", "DOK.11")
def info_says_what_who_and_on_which_terms() -> None:
    info = SPEC["info"]
    assert info["title"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])
    assert info["description"]
    assert set(info["contact"]) >= {"name", "url", "email"}
    assert set(info["license"]) >= {"name", "url"}


@rule("DOK.01")
def there_is_more_to_read() -> None:
    assert set(SPEC["externalDocs"]) >= {"description", "url"}


@rule("DOK.06")
def the_description_is_in_swedish_and_english() -> None:
    words = set(re.findall(r"\w+", SPEC["info"]["description"].lower()))
    assert {"och", "eller", "som"} <= words
    assert {"and", "or", "the"} <= words


@rule("DOK.08")
def the_service_level_is_told() -> None:
    assert set(SPEC["info"]["x-sla"]) >= {"availability", "responseTime", "support"}


@rule("DOK.09")
def limits_are_told() -> None:
    assert re.search(r"begränsning|limit", SPEC["info"]["description"].lower())
    assert SPEC["info"]["x-limitations"]


@rule("DOK.15")
def every_json_body_has_an_example() -> None:
    seen = 0
    for place, code, response in responses():
        for media, content in response.get("content", {}).items():
            if "json" in media and not place.endswith("openapi.json"):
                assert content.get("examples"), (place, code)
                seen += 1
    for path, method, operation in operations():
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            if "json" in media:
                assert content.get("examples"), (method, path)
    assert seen > 50


@rule("DOK.17")
def it_is_openapi_3() -> None:
    assert SPEC["openapi"].startswith("3.")


@rule("DOK.19", "DOK.20")
def operations_and_responses_are_described_in_both_languages() -> None:
    for path, method, operation in operations():
        assert " / " in operation["description"], (method, path)
    for place, code, response in responses():
        assert " / " in response["description"], (place, code)
    for place in ("query", "path"):
        for path, one in parameters(place):
            assert " / " in one.get("description", ""), (path, one["name"])


@rule("DOT.01", "DOT.04")
def days_and_instants_are_rfc_3339() -> None:
    for at, name, one in properties(SPEC["components"]["schemas"]):
        if re.search(r"(On|From|To|Date|Until|due|date)$", name) and one.get("type") == "string" and not one.get("enum"):
            assert one.get("format") in {"date", "date-time", "uuid"} or "title" in one or "maxLength" in one, (at, name, one)
        if one.get("format") == "date-time":
            assert name.endswith("At"), (at, name)


@rule("AME.01", "AME.02", "AME.04", "AME.05")
def json_with_camel_case_names() -> None:
    seen = 0
    for at, name, _one in properties(SPEC["components"]["schemas"]):
        assert CAMEL.match(name), (at, name)
        seen += 1
    assert seen > 100


@rule("AME.06", "AME.07")
def lists_have_plural_names() -> None:
    single = [
        (at, name)
        for at, name, one in properties(SPEC["components"]["schemas"])
        if one.get("type") == "array" and not name.endswith("s") and name not in COLLECTIVE
    ]
    assert not single


@rule("ARQ.01", "ARQ.03", "ARQ.05")
def one_row_has_an_etag_and_changes_ask_for_it() -> None:
    for path, method, operation in operations():
        if path.endswith("}") and method in ("get", "patch"):
            assert "ETag" in operation["responses"]["200"]["headers"], path
        said_beside = path.endswith("/comments")  # changes nothing of the row that it is about
        if method == "patch" or (method == "post" and "{uid}" in path and not said_beside):
            asked = [one for one in operation["parameters"] if one["name"] == "If-Match" and one["in"] == "header"]
            assert asked, path
            assert asked[0]["required"], path


@rule("FEL.01", "FEL.02")
def errors_are_problems() -> None:
    for path, method, operation in operations():
        assert "default" in operation["responses"], (method, path)
    for place, code, response in responses():
        if code == "default" or code >= "400":
            assert set(response["content"]) == {"application/problem+json"}, (place, code)
    assert {"type", "title", "status", "detail", "instance"} == set(SPEC["components"]["schemas"]["Problem"]["required"])


@rule("FNS.01", "FNS.03", "FNS.06")
def questions_have_names_of_one_kind() -> None:
    assert all(CAMEL.match(one["name"]) for _path, one in parameters("query"))


@rule("FNS.05")
def questions_are_optional() -> None:
    assert not [one for _path, one in parameters("query") if one.get("required")]


@rule("FNS.07", "FNS.08", "FNS.09")
def lists_are_paged_by_limit_and_offset() -> None:
    paged = 0
    for path, method, operation in operations():
        schema = json.dumps(operation["responses"].get("200", {}))
        if method != "get" or "Paginated" not in schema:
            continue
        asked = {one["name"]: one["schema"] for one in operation["parameters"] if one["in"] == "query"}
        assert asked["limit"]["default"] == 20, path
        assert asked["limit"]["maximum"] == 100, path
        assert asked["offset"]["default"] == 0, path
        paged += 1
    assert paged == len([path for path in SPEC["paths"] if path.count("/") == 3 and path.split("/")[3] not in SINGLE])


@rule("SAK.09", "SAK.10", "SAK.18")
def who_calls_is_told_by_a_bearer_token() -> None:
    schemes = SPEC["components"]["securitySchemes"]
    assert schemes["bearer"]["scheme"] == "bearer"
    assert not [one for one in schemes.values() if one.get("scheme") in {"basic", "digest"}]
    for path, method, operation in operations():
        if path.rsplit("/", 1)[-1] not in SINGLE:
            assert {"bearer": []} in operation["security"], (method, path)


@rule("SAK.15", "SAK.16")
def keys_are_never_in_the_address() -> None:
    assert not [one for one in SPEC["components"]["securitySchemes"].values() if one.get("in") == "query"]
    assert not [one["name"] for _path, one in parameters("query") if re.search(r"key|token|secret", one["name"].lower())]


@rule("FOR.02")
def reading_takes_no_body() -> None:
    assert not [path for path, method, operation in operations() if method == "get" and "requestBody" in operation]


@pytest.mark.once
@pytest.mark.parametrize("case", RULES)
def test_rule(case: Callable[[], None], db: None) -> None:
    case()


@pytest.mark.once
def test_the_file_is_what_the_code_says(capfd: pytest.CaptureFixture[str]) -> None:
    assert json.loads(generated()) == SPEC, "python tools/api_file.py write"
    said = capfd.readouterr().err
    assert "Warning" not in said, said
    assert "Error" not in said, said
