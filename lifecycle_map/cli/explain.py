"""``lifecycle-map explain``: one screen about one element: what it is, and what it belongs to."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import SIDE_HELP, add_format, lifecycle_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from lifecycle_map.analysis.alignments import Alignment
    from lifecycle_map.model.elements import Element
    from lifecycle_map.model.lifecycles import Lifecycle
    from lifecycle_map.views.reports import Document


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "explain",
        help="one screen about an element: what it is, what it belongs to, and why",
        description="Explain an element: by key, by reference (itil-2011:change-management) "
        "or by name, in any language; or a rule of the check: GAP-R1, N18.",
    )
    command.add_argument("element", metavar="ELEMENT", help="a key, a reference or a name")
    command.add_argument("--of", default="", metavar="A", help=f"where it is: {SIDE_HELP}")
    command.add_argument("--with", dest="other", default="", metavar="B",
                         help=f"what to align it with: {SIDE_HELP}")  # fmt: skip
    add_format(command, "text", "text or json")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Explain the element."""
    from lifecycle_map.analysis.lookups import find_element
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.formats.plain import to_json
    from lifecycle_map.views.explanations import explanation

    if parsed.format not in ("text", "json"):
        raise UnknownNameError("format", parsed.format, ("text", "json"))
    if _looks_like_a_rule(parsed.element) and not parsed.of:
        return _explain_rule(parsed)
    given = lifecycle_named(parsed.of) if parsed.of else None
    lifecycle, element = find_element(parsed.element, given)
    alignments = tuple(_alignments(lifecycle, parsed.other))
    if parsed.format == "json":
        sys.stdout.write(to_json(_record(lifecycle, element, alignments)))
    else:
        _print(explanation(lifecycle, element, alignments))
    return 0


def _looks_like_a_rule(text: str) -> bool:
    """Return whether a text is written as the keys of rules are: GAP-R1a, N18, PEOPLE-02."""
    import re

    return bool(re.fullmatch(r"[Nn]\d{2}|[A-Z]{2,}-[\w-]+", text))


def _explain_rule(parsed: argparse.Namespace) -> int:
    from lifecycle_map.analysis.checking import rules
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.formats.plain import to_json
    from lifecycle_map.views.checks import rule_lines, rule_record

    found = next((r for r in rules() if r.key.casefold() == parsed.element.casefold()), None)
    if found is None:
        raise UnknownNameError("rule", parsed.element, tuple(rule.key for rule in rules()))
    if parsed.format == "json":
        sys.stdout.write(to_json(rule_record(found)))
        return 0
    lines = [f"{heading}: {text}" for heading, text in rule_lines(found)]
    sys.stdout.write("\n".join([f"{found.key} {found.title}", *lines]) + "\n")
    return 0


def _alignments(lifecycle: Lifecycle, other: str) -> Iterator[Alignment]:
    """Yield the alignments to explain by: with ``other``, or with the nearest of the other side."""
    from itertools import islice

    from lifecycle_map.analysis.aligning import align
    from lifecycle_map.loading.frameworks import METHOD, load_lifecycle, neighbours

    if other:
        yield align(lifecycle, lifecycle_named(other))
        return
    near = map(load_lifecycle, (*neighbours(lifecycle.key), *METHOD))
    found = (each for each in near if each.side is not lifecycle.side)
    yield from (align(lifecycle, each) for each in islice(found, 1))


def _record(
    lifecycle: Lifecycle, element: Element, alignments: tuple[Alignment, ...]
) -> dict[str, Any]:
    from lifecycle_map.codec import to_plain
    from lifecycle_map.views.records import row_record

    return {
        "lifecycle": lifecycle.key,
        "element": to_plain(element),
        "relations": [
            {"subject": r.subject, "link": r.link.value, "object": r.object, "label": r.label}
            for r in (*lifecycle.outgoing(element.key), *lifecycle.incoming(element.key))
        ],
        "correspondences": [
            row_record(alignment, row)
            for alignment in alignments
            for row in alignment.targets(element.key)
        ],
    }


def _print(document: Document) -> None:
    """Print a document for reading in a terminal."""
    out = [document.title, *document.opening]
    for section in document.sections:
        if len(section.paragraphs) == 1:
            out.append(f"{section.heading}: {section.paragraphs[0]}")
        else:
            out += ["", section.heading, *(f"  {line}" for line in section.paragraphs)]
    if document.notice:
        out += ["", document.notice]
    sys.stdout.write("\n".join(out) + "\n")
