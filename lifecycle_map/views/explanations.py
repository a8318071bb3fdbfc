"""One element explained: what it is, what it has to do with, what it belongs to and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import Element, Product, Role, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.views.evidence import how, reasons
from lifecycle_map.views.reports import HANDS, Document, Section
from lifecycle_map.views.tables import name

LABELS = ("words", "context", "rule", "counted", "around it")
"""What the reasons of a match begin with."""


def explanation(
    lifecycle: Lifecycle, element: Element, alignments: Iterable[Alignment]
) -> Document:
    """Return what there is to say about an element, its correspondences included."""
    alignments = tuple(alignments)
    sections = [Section(heading=heading, paragraphs=tuple(lines))
                for heading, lines in _around(lifecycle, element).items()]  # fmt: skip
    sections += [
        Section(heading="Phase", paragraphs=(_phase(alignment, element),))
        for alignment in alignments[:1]
        if isinstance(element, Work) and element.key in alignment.placements
    ]
    sections += [
        Section(
            heading=f"In {alignment.object.title}",
            paragraphs=tuple(_counterparts(alignment, element)) or ("nothing corresponds to it",),
        )
        for alignment in alignments
    ]
    titles = {source.key: source for source in lifecycle.sources}
    said = tuple(titles[key].title for key in element.sources if key in titles)
    if said:
        sections.append(Section(heading="Source", paragraphs=said))
    return Document(
        title=f"{element.name}  [{lifecycle.ref(element.key)}]",
        opening=tuple(_opening(lifecycle, element)),
        sections=tuple(sections),
        notice=lifecycle.notice,
    )


def _phase(alignment: Alignment, element: Element) -> str:
    """Return where an element stands among the phases, how sure that is, and by which words."""
    where = alignment.placement(element.key)
    return f"{where.phase.value}, confidence {where.confidence:.2f}: {where.why}"


def _counterparts(alignment: Alignment, element: Element) -> Iterator[str]:
    """Yield what an element corresponds to, then what each of its parts does."""
    for row in alignment.targets(element.key):
        yield from _row_lines(alignment, row)
    for part in alignment.subject.children(element.key):
        rows = [row for row in alignment.targets(part.key) if row.match is not Match.NONE]
        if rows:
            yield f"by its part '{part.name}':"
            yield from (f"    {next(_row_lines(alignment, row))}" for row in rows)


def _opening(lifecycle: Lifecycle, element: Element) -> Iterator[str]:
    parent = lifecycle.parent(element.key)
    within = f" in {parent.name}" if parent is not None else ""
    yield f"{_sort(element)}{within}, {lifecycle.title}"
    if element.summary:
        yield element.summary
    other = [alias.text for alias in element.aliases if alias.language == "en"]
    if other:
        yield f"also called: {', '.join(other)}"
    foreign = {a.language: a.text for a in reversed(element.aliases) if a.language != "en"}
    if foreign:
        told = (f"{text} ({language})" for language, text in sorted(foreign.items()))
        yield f"in other languages: {', '.join(told)}"


def _sort(element: Element) -> str:
    if isinstance(element, Product) and element.category is not None:
        return f"{element.category.value} product"
    if isinstance(element, Role):
        return f"role ({element.role_kind.value})"
    if isinstance(element, Stage) and element.repeats:
        return "stage (there may be several)"
    if isinstance(element, Work) and element.phases:
        return f"{element.kind} ({', '.join(phase.value for phase in element.phases)})"
    return element.kind


def _around(lifecycle: Lifecycle, element: Element) -> dict[str, list[str]]:
    """Return the neighbours of an element in its graph, by what ties them."""
    found: dict[str, list[str]] = {}
    for relation in lifecycle.outgoing(element.key):
        told = lifecycle[relation.object].name + (f" ({relation.label})" if relation.label else "")
        found.setdefault(relation.link.value.replace("-", " "), []).append(told)
    for relation in lifecycle.incoming(element.key):
        told = lifecycle[relation.subject].name + (f" ({relation.label})" if relation.label else "")
        heading = f"what {relation.link.value.replace('-', ' ')} it"
        found.setdefault(heading, []).append(told)
    return {heading: [", ".join(dict.fromkeys(names))] for heading, names in found.items()}


def _row_lines(alignment: Alignment, row: Correspondence) -> Iterator[str]:
    titles = {source.key: source.title for source in alignment.cited}
    ident = f" (row {row.row})" if row.row else ""
    if row.match is Match.NONE:
        yield f"none{ident}: {row.comment}"
        return
    stage = alignment.object_stage(row)
    is_below = stage is not None and stage != row.object
    within = f" in {name(alignment, stage)}" if is_below else ""
    yield (
        f"{row.match.value} → {name(alignment, row.object)}{within}, "
        f"confidence {row.confidence:.2f}: {how(alignment, row)}{ident}"
    )
    hands = ": ".join(part for part in (HANDS[row.direction], row.handed_over) if part)
    said = "; ".join(titles.get(key, key) for key in row.sources)
    against = "; ".join(titles.get(key, key) for key in row.sources_against)
    for reason in reasons(alignment, row):
        yield f"    {reason}" if reason.partition(": ")[0] in LABELS else f"    because {reason}"
    for told, text in (
        ("hands over", hands),
        ("said by", said),
        ("against it", against),
        ("mind", row.comment),
    ):
        if text:
            yield f"    {told}: {text}"
