"""BPMN 2.0 maps without a web: read, write, move, draw, tell as steps, check, match. A library in its own right.

Rests on lxml alone; no Django. `read(bytes) -> Map`, `save(Map) -> bytes`, `to_svg`, `walk`, `to_text`, `to_json`,
`extract` and `match` for elements across versions, `check` for V-22 and V-24. Every refusal is a `BpmnError` with the
element, its name, its line and a sentence in Swedish or English.
"""
