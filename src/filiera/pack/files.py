"""Read one YAML or CSV file of a pack into typed records, remembering the line of each.

Errors name file, line and field, and say what to write instead.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from filiera.errors import PackError, Phrase
from filiera.pack.schema import Record

R = TypeVar("R", bound=Record)


class Entry(msgspec.Struct, frozen=True):
    """Where a record stands: file (relative to its pack's parent) and line."""

    file: str
    line: int

    def __str__(self) -> str:
        return str(self.place)

    @property
    def place(self) -> Phrase:
        """File and line, to be said in any language."""
        return line_of_file(self.file, self.line)


def line_of_file(file: str, line: int) -> Phrase:
    """A place in a pack, to be said in any language."""
    return Phrase("{file} line {line}", {"file": file, "line": line})


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe loader that refuses duplicate keys: a second key would silently win."""


def _mapping_without_duplicates(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, int] = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"'{key}' stands twice (also line {seen[key]})", key_node.start_mark
            )
        seen[key] = line
    loader.flatten_mapping(node)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


LARGEST = 5_000_000
DEEPEST = 50
"""Bytes of a pack's file, and brackets inside one another, beyond which it is no file that a person wrote."""


def read_text(path: Path, name: str) -> str:
    """The text of a pack's file; what is no plain, sensible file is refused before it is parsed."""
    try:
        if not path.is_file():
            raise PackError("is not a plain file", where=name, remedy="put a file there, or take it away")
        if path.stat().st_size > LARGEST:
            raise PackError("is larger than 5 MB", where=name, remedy="split it")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError("is not UTF-8 text", where=name, remedy="save it as UTF-8") from error
    except OSError as error:
        words = {"reason": error.strerror or ""}
        remedy = "check the file and its permissions"
        raise PackError("cannot be read: {reason}", where=name, remedy=remedy, words=words) from error
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise PackError("nests {n} brackets", where=name, remedy="write it flatter", words={"n": deepest})
    return text


def parse_yaml(path: Path, name: str) -> tuple[Any, yaml.Node | None]:
    """The plain data of a YAML file and its node tree (which knows the lines)."""
    text = read_text(path, name)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = line_of_file(name, mark.line + 1) if mark else name
        problem = getattr(error, "problem", None) or "cannot be read"
        words = {"problem": problem}
        raise PackError(
            "is not valid YAML: {problem}", where=where, remedy="mend the line named", words=words
        ) from error
    return data, node


_STEP = re.compile(r"\.([\w-]+)|\[(\d+|\.{3})\]")


def _line_of(node: yaml.Node | None, path: str, line: int) -> int:
    """The line that a path such as ``$.works[2].title`` leads to, as far as it leads."""
    for name, index in _STEP.findall(path):
        found: tuple[yaml.Node, yaml.Node] | None = None
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if name and pair[0].value == name), None)
        elif isinstance(node, yaml.SequenceNode) and index.isdigit():
            found = (node.value[int(index)],) * 2
        if found is None:
            break
        key, node = found
        line = key.start_mark.line + 1
    return line


def _line_of_problem(node: yaml.Node | None, problem: str, line: int) -> int:
    """The line of the field that a mismatch is about."""
    path = next(iter(re.findall(r"`(\$[^`]*)`", problem)), "$")
    unknown = re.search(r"unknown field `([^`]*)`", problem)
    return _line_of(node, f"{path}.{unknown[1]}" if unknown else path, line)


def place_within(path: Path, entry: Entry, part: str, field: str, problem: str) -> Entry:
    """Where in a record that is listed under ``part`` of a file its ``field`` does not fit, as ``problem`` says."""
    _, node = parse_yaml(path, entry.file)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    listed = next((value for key, value in pairs if key.value == part), None)
    items = listed.value if isinstance(listed, yaml.SequenceNode) else []
    item = next((each for each in items if each.start_mark.line + 1 == entry.line), None)
    inside = next((value for key, value in item.value if key.value == field), None) if item is not None else None
    return Entry(entry.file, _line_of_problem(inside, problem, _line_of(item, f"$.{field}", entry.line)))


def convert(data: Any, kind: type[R], entry: Entry, node: yaml.Node | None = None) -> R:
    """``data`` as a record of ``kind``; a mismatch names the line and the field, and says what fits there."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        problem = str(error)
        path = next(iter(re.findall(r"`(\$[^`]*)`", problem)), "")
        line = _line_of_problem(node, problem, entry.line)
        remedy, words = _remedy(kind, path, problem)
        raise PackError(
            "{problem}",
            where=Entry(entry.file, line).place,
            remedy=remedy,
            words={
                "problem": problem.replace("`$.", "field `").replace("`$`", f"this {kind.__name__.lower()}"),
                **words,
            },
        ) from error


def _remedy(kind: type[Record], path: str, problem: str) -> tuple[str, dict[str, str]]:
    """What to do about a mismatch at ``path``: the values that fit there, or the fields of the record around it."""
    known: Any = msgspec.inspect.type_info(kind)
    around = known
    for name, _ in _STEP.findall(path):
        known = _inside(known, name)
        if isinstance(known, msgspec.inspect.StructType):
            around = known
    if isinstance(known, msgspec.inspect.LiteralType):
        return "use one of: {known}", {"known": ", ".join(str(value) for value in known.values if value != "")}
    if re.match(r"Expected `str(?: \| null)?`, got `(?:int|float|bool|date|datetime)`", problem):
        return "put the value in quotes", {}
    fields = ", ".join(field.name for field in around.fields)
    return "the fields of a {kind} are: {fields}", {"kind": around.cls.__name__.lower(), "fields": fields}


def _inside(known: Any, name: str) -> Any:
    """The type of the field ``name`` of a record, or without a name of what a list or a mapping holds."""
    inside: Any = None
    if isinstance(known, msgspec.inspect.StructType) and name:
        inside = next((field.type for field in known.fields if field.name == name), None)
    elif isinstance(known, msgspec.inspect.ListType):
        inside = known.item_type
    elif isinstance(known, msgspec.inspect.DictType):
        inside = known.value_type
    if isinstance(inside, msgspec.inspect.UnionType):
        inside = next((each for each in inside.types if not isinstance(each, msgspec.inspect.NoneType)), None)
    return inside


def read_one(path: Path, kind: type[R], name: str) -> tuple[R, Entry]:
    """A YAML file that holds one record."""
    record, entry, _ = read_with_parts(path, kind, name)
    return record, entry


def read_with_parts(
    path: Path, kind: type[R], name: str, *parts: str
) -> tuple[R, Entry, dict[str, dict[int | str, Entry]]]:
    """A YAML file that holds one record, and where each of the things under its ``parts`` stands: by number, or by
    name where they are named."""
    data, node = parse_yaml(path, name)
    entry = Entry(name, 1)
    if not isinstance(data, dict):
        words = {"kind": kind.__name__.lower()}
        raise PackError("holds no mapping", where=entry.place, remedy="write one {kind}", words=words)
    record = convert(data, kind, entry, node)
    places: dict[str, dict[int | str, Entry]] = {}
    for part in parts:
        held = data.get(part) or []
        keys = held if isinstance(held, dict) else range(len(held))
        step = "$.{}.{}" if isinstance(held, dict) else "$.{}[{}]"
        places[part] = {key: Entry(name, _line_of(node, step.format(part, key), 1)) for key in keys}
    return record, entry, places


def read_with_places(path: Path, kind: type[R], name: str) -> tuple[R, Entry, Callable[[str], Entry]]:
    """A YAML file that holds one record, and what tells where a part stands (``$.dimensions[2].questions[0]``)."""
    record, entry, _ = read_with_parts(path, kind, name)
    _, node = parse_yaml(path, name)
    return record, entry, lambda step: Entry(name, _line_of(node, step, 1))


def read_many(path: Path, kind: type[R], name: str, key: str = "") -> Iterator[tuple[R, Entry]]:
    """A YAML file that holds a list of records (under ``key`` where given)."""
    data, node = parse_yaml(path, name)
    rows, nodes = data, node
    if key and isinstance(data, dict) and isinstance(node, yaml.MappingNode):
        rows = data.get(key, [])
        nodes = next((v for k, v in node.value if k.value == key), None)
    if rows is None:
        return
    if not isinstance(rows, list):
        words = {"kind": kind.__name__.lower()}
        raise PackError("holds no list", where=name, remedy="write a list of {kind} records", words=words)
    marks = [item.start_mark.line + 1 for item in nodes.value] if isinstance(nodes, yaml.SequenceNode) else []
    for index, row in enumerate(rows):
        entry = Entry(name, marks[index] if index < len(marks) else 1)
        item = nodes.value[index] if isinstance(nodes, yaml.SequenceNode) else None
        yield convert(row, kind, entry, item), entry


def read_table(path: Path, kind: type[R], name: str) -> Iterator[tuple[R, Entry]]:
    """A CSV file with a header; columns ``field_<language>`` fill the text ``field``; empty is left out."""
    text = read_text(path, name)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    texts = {f"{field}_": field for field in kind.__struct_fields__}
    for row in reader:
        entry = Entry(name, reader.line_num)
        if None in row or None in row.values():
            raise PackError(
                "has more cells than the header" if None in row else "has fewer cells than the header",
                where=entry.place,
                remedy="quote cells that contain a comma",
            )
        record: dict[str, Any] = {}
        for column, cell in row.items():
            prefix = next((p for p in texts if column.startswith(p) and column not in kind.__struct_fields__), "")
            if not cell:
                continue
            if prefix:
                record.setdefault(texts[prefix], {})[column[len(prefix) :]] = cell
            else:
                record[column] = cell
        yield convert(record, kind, entry), entry
