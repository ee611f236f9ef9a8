"""The import rule as a contract for import-linter: which room may import which.

The table itself is in pyproject.toml, lowest room first. A room that has not been built yet breaks
nothing; a room that the table does not name, does.
"""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomsContract(Contract):
    """Each line of ``rooms`` reads ``room: what it may import``, naming only rooms of earlier lines."""

    type_name = "rooms"

    rooms = fields.ListField(subfield=fields.StringField())

    def table(self) -> dict[str, set[str]]:
        """Room → rooms that it may import.

        Raises:
            ValueError: a line names a room of a later line, so that the table could hold a circle.
        """
        allowed: dict[str, set[str]] = {}
        for line in self.rooms:  # type: ignore[attr-defined]
            room, _, others = line.partition(":")
            allowed[room.strip()] = set(others.split())
            if unknown := allowed[room.strip()] - allowed.keys() | ({room.strip()} & set(others.split())):
                raise ValueError(f"import rule, line {line!r}: {sorted(unknown)} must be on an earlier line")
        return allowed

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every direct import between two rooms, held against the table."""
        (package,) = self.session_options["root_packages"]
        allowed = self.table()

        def room_of(module: str) -> str:
            return module.removeprefix(package).lstrip(".").partition(".")[0]

        faults = [
            f"the room '{room_of(child)}' is not in the import rule: add it to pyproject.toml"
            for child in sorted(graph.find_children(package))
            if room_of(child) not in allowed
        ]
        for importer in sorted(graph.modules):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                room, other = room_of(importer), room_of(imported)
                if other and room != other and other not in allowed.get(room, set()):
                    (detail, *_) = graph.get_import_details(importer=importer, imported=imported)
                    faults.append(f"{importer}, line {detail['line_number']}: '{room}' must not import {imported}")
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line per fault."""
        for fault in check.metadata["faults"]:
            output.print_error(fault)
