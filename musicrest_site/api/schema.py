"""What the schema says beside the answers that the views declare: which problems may come."""

from http import HTTPStatus
from typing import Any

from musicrest_site.api.problems import CONTENT_TYPE

PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"description": "of 400: what is wrong, by field"},
    },
    "required": ["type", "title", "status", "detail"],
}
ALWAYS = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.TOO_MANY_REQUESTS,
}


def document_problems(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: add to each operation the problems that it may answer with."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            declared = {HTTPStatus(int(code)) for code in responses if int(code) >= 400}
            for status in sorted(declared | _expected(operation)):
                responses[str(status.value)] = _problem(status)
    return result


def _expected(operation: dict[str, Any]) -> set[HTTPStatus]:
    found = set(ALWAYS)
    if operation.get("parameters"):
        found.add(HTTPStatus.NOT_FOUND)
    if "requestBody" in operation:
        found.add(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return found


def _problem(status: HTTPStatus) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": status.phrase, "content": {CONTENT_TYPE: {"schema": schema}}}
