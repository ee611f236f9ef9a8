"""Change one value of a YAML file and nothing else: comments, order, quotes and line breaks stay as they are.

What was changed is read again: the result says exactly what was meant, or an error is raised.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from filiera.errors import PackError

Path = Sequence[str | int]
Value = str | list[str] | None
"""``None``: the field is not there."""
_LITERAL, _FOLDED = "|", ">"


def yaml_data(text: str) -> Any:
    """All that a file says."""
    return yaml.load(text, yaml.CSafeLoader)


def value_at(data: Any, path: Path) -> Value:
    """What stands at ``path``; None where nothing does."""
    found = data
    for step in path:
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    if isinstance(found, list):
        return [str(each) for each in found]
    return None if found is None else str(found)


def with_yaml_value(text: str, path: Path, value: Value) -> str:
    """The text with ``value`` at ``path``, all else as it was.

    Raises:
        PackError: no way of writing it leaves the rest as it was.
    """
    wanted = _wanted(yaml_data(text), path, value)
    for written in _ways(text, path, value):
        try:
            if yaml_data(written) == wanted:
                return written
        except yaml.YAMLError:
            continue
    raise PackError(
        "this value cannot be written there without touching others",
        where=".".join(map(str, path)),
        remedy="change it in the file by hand",
    )


def _wanted(data: Any, path: Path, value: Value) -> Any:
    """The data as they must be afterwards; a mapping that nothing is left in goes with its last value."""
    root = copy.deepcopy(data)
    around = [root]
    for step in path[:-1]:
        inner = around[-1]
        if isinstance(inner, dict) and step not in inner:
            inner[step] = {}
        around.append(inner[step])
    if value is not None:
        around[-1][path[-1]] = value
        return root
    for inner, step in zip(reversed(around), reversed(path), strict=True):
        if isinstance(inner, dict):
            inner.pop(step, None)
        if inner or not isinstance(inner, dict):
            break
    return root


def _ways(text: str, path: Path, value: Value) -> Iterator[str]:
    root = yaml.compose(text, yaml.CSafeLoader)
    nodes = _nodes(root, path)
    if len(nodes) == len(path) + 1:
        if value is None:
            yield from _without(text, nodes, path)
        else:
            yield from _replaced(text, nodes[-1], value)
    elif value is not None:
        yield from _added(text, nodes[-1], path[len(nodes) - 1 :], value)


def _nodes(root: yaml.Node | None, path: Path) -> list[yaml.Node]:
    """The nodes along a path, as far as it leads."""
    nodes: list[yaml.Node] = [root] if root is not None else []
    for step in path:
        node = nodes[-1]
        inner: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        if inner is None:
            break
        nodes.append(inner)
    return nodes


def _replaced(text: str, node: yaml.Node, value: Value) -> Iterator[str]:
    start, end = node.start_mark.index, node.end_mark.index
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    if isinstance(value, str) and style in (_LITERAL, _FOLDED):
        old = text[start:end]
        first = next((line for line in old.split("\n")[1:] if line.strip()), "")
        indent = first[: len(first) - len(first.lstrip())]
        block = _LITERAL if "\n" in value.rstrip("\n") else style
        ending = "" if value.endswith("\n") else "-"
        lines = [f"{indent}{line}" if line else "" for line in value.removesuffix("\n").split("\n")]
        blank = old[len(old.rstrip("\n")) + 1 :]
        yield text[:start] + f"{block}{ending}\n" + "\n".join(lines) + "\n" + blank + text[end:]
    # A collection that is no flow ends where the next thing begins.
    stop = end if isinstance(node, yaml.ScalarNode) else _last(node)
    for told in _told(value, style):
        yield text[:start] + told + text[stop:]


def _told(value: Value, style: str | None = None) -> Iterator[str]:
    """Ways of writing a value on one line: as it was written before, else plain, else in double quotes."""
    if isinstance(value, list):
        yield f"[{', '.join(value)}]"
        yield json.dumps(value, ensure_ascii=False)
        return
    told = value or ""
    quoted = json.dumps(told, ensure_ascii=False)
    if style == '"':
        yield quoted
    if style == "'" and "\n" not in told:
        yield "'" + told.replace("'", "''") + "'"
    if told and "\n" not in told and style not in ('"', "'"):
        yield told
    yield quoted


def _added(text: str, node: yaml.Node, path: Path, value: Value) -> Iterator[str]:
    """The value under a key that the mapping does not have yet."""
    if not isinstance(node, yaml.MappingNode):
        return
    key, inner = str(path[0]), [str(step) for step in path[1:]]
    for told in _told(value):
        line = f"{key}: {''.join(f'{{{step}: ' for step in inner)}{told}{'}' * len(inner)}"
        if not node.value:
            start, end = node.start_mark.index, node.end_mark.index
            yield text[:start] + f"{{{line}}}" + text[end:]
        elif node.flow_style:
            end = node.value[-1][1].end_mark.index
            yield text[:end] + f", {line}" + text[end:]
        else:
            end = _line_end(text, _last(node))
            indent = " " * node.value[0][0].start_mark.column
            gap = "" if text[:end].endswith("\n") or not end else "\n"
            yield text[:end] + f"{gap}{indent}{line}\n" + text[end:]


def _without(text: str, nodes: Sequence[yaml.Node], path: Path) -> Iterator[str]:
    """The text without the last step of a path, and without the mappings that nothing is left in."""
    depth = len(path) - 1
    while depth and isinstance(nodes[depth], yaml.MappingNode) and len(nodes[depth].value) == 1:
        depth -= 1
    around = nodes[depth]
    if not isinstance(around, yaml.MappingNode):
        return
    place = next(n for n, (key, _) in enumerate(around.value) if key.value == path[depth])
    key, value = around.value[place]
    if not around.flow_style:
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        yield text[:start] + text[_line_end(text, _last(value)) :]
    elif place:
        yield text[: around.value[place - 1][1].end_mark.index] + text[value.end_mark.index :]
    elif len(around.value) > 1:
        yield text[: key.start_mark.index] + text[around.value[1][0].start_mark.index :]
    else:
        yield text[: key.start_mark.index] + text[value.end_mark.index :]


def _last(node: yaml.Node) -> int:
    """Where the last thing within a node ends: the node's own end may lie after comments that follow it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _last(last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, index: int) -> int:
    """The beginning of the next line; ``index`` itself where it is one."""
    if index and text[index - 1] == "\n":
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1
