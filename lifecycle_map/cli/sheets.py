"""Sheets on a command line: as text for reading, or in a format."""

from __future__ import annotations

from lifecycle_map.cli.common import put, table_text, terminal_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from lifecycle_map.analysis.sheets import Sheet
    from lifecycle_map.views.reports import Document

SHEETS = ("procedures", "raci", "staff", "time")
"""What `check --show` shows besides findings."""


def show_sheet(name: str, parsed: argparse.Namespace) -> int:
    """Write the sheet that `check --show` names for the plan."""
    from lifecycle_map.analysis.aligning import align
    from lifecycle_map.analysis.involving import involvement
    from lifecycle_map.analysis.procedures import procedure_matrix
    from lifecycle_map.analysis.raci import raci_bridge
    from lifecycle_map.analysis.timing import timing
    from lifecycle_map.cli.common import lifecycle_named
    from lifecycle_map.errors import InvalidOptionError
    from lifecycle_map.loading.rules import read_facts

    facts = read_facts(parsed.facts) if parsed.facts else None
    if len(parsed.plans) > 1:
        raise InvalidOptionError(f"--show {name}", "a sheet is of one plan")
    plan = lifecycle_named(parsed.plans[0], parsed)
    made: Sheet
    if name == "procedures":
        made = procedure_matrix(plan, facts=facts)
    elif name == "raci":
        made = raci_bridge(plan, facts=facts)
    elif name == "staff":
        made = involvement(align(plan, lifecycle_named(parsed.service)), facts=facts)
    else:
        made = timing(plan, lifecycle_named(parsed.service), facts=facts)
    write_sheet(made, parsed)
    return 0


def write_sheet(sheet: Sheet, parsed: argparse.Namespace) -> None:
    """Write a sheet as the command line asks for: as text, or in the format of its file."""
    from lifecycle_map.formats.outputs import format_for
    from lifecycle_map.formats.rendering import render
    from lifecycle_map.views.sheets import sheet_document

    shown = parsed.output in ("", "-")
    name = parsed.format or ("text" if shown else format_for(parsed.output).name)
    if name == "text":
        put("\n".join(_text(sheet_document(sheet))) + "\n", parsed.output)
    else:
        put(render(sheet, name), parsed.output)


def _text(document: Document) -> Iterator[str]:
    yield document.title
    yield from document.opening
    for section in document.sections:
        yield f"\n{section.heading}"
        yield from (f"  {line}" for line in section.paragraphs)
        if section.table is not None:
            table = table_text(section.table, room=terminal_width())
            yield from (f"  {line}" for line in table.splitlines())
    if document.notice:
        yield f"\n{document.notice}"
