"""Documents to read: what an alignment found, for every link why, how sure, and on whose word."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.sources import Source
from lifecycle_map.views.evidence import how, reasons
from lifecycle_map.views.languages import language_of
from lifecycle_map.views.tables import Quoted, Table, crosswalk_table, name


@frozen(kw_only=True)
class Section:
    """A heading with what stands under it: paragraphs, then a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


@frozen(kw_only=True)
class Document:
    """A title, an opening, sections, and a line at the end."""

    title: str
    opening: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    notice: str = ""


HANDS = {
    Direction.TO_PROJECT: "service → project",
    Direction.TO_SERVICE: "project → service",
    Direction.BOTH: "both ways",
    Direction.PARALLEL: "in parallel",
    Direction.NONE: "",
}
"""Who hands over, in a few words."""

READING = (
    "How sure is a number from 0 to 1. A high, medium or low confidence of a published or curated "
    "row counts 0.9, 0.7 or 0.4; a chain has the product of its links. A match reads from left to "
    "right: broad means that the right-hand side is the broader."
)

SHOWN = 8
"""How many uncovered elements a coverage table names."""

_HEADINGS = {
    "whole": "The lifecycles as a whole",
    "stage": "Stages",
    "process": "Processes",
    "activity": "Activities and tasks",
    "gate": "Gates",
    "product": "Products",
    "role": "Roles",
    "practice": "Principles and practices",
}


def alignment_report(alignment: Alignment) -> Document:
    """Return what an alignment found: per kind of element, gaps, order, coverage, sources."""
    matched = [row for row in alignment.correspondences if row.match is not Match.NONE]
    language = language_of(alignment.subject)
    sections = [
        Section(heading=heading, table=_rows_table(alignment, heading, rows, language))
        for kind, heading in _HEADINGS.items()
        if (rows := [row for row in matched if _kind(alignment.subject, row) == kind])
    ]
    sections += _nothing_there(alignment)
    sections.append(_order(alignment))
    sections.append(Section(heading="Coverage", table=_coverage(alignment)))
    if alignment.cited:
        sections.append(sources_section(alignment))
    told = (*alignment.notes, *alignment.subject.warnings)
    if told:
        sections.append(Section(heading="What was left out", paragraphs=told))
    notices = (rail.notice for rail in (alignment.subject, alignment.object) if rail.notice)
    return Document(
        title=f"{alignment.subject.title} and {alignment.object.title}",
        opening=_opening(alignment, matched),
        sections=tuple(sections),
        notice=" ".join(dict.fromkeys(notices)),
    )


def crosswalk_report(crosswalk: Crosswalk) -> Document:
    """Return a crosswalk as a document: its rows, views and sources."""
    views = tuple(f"{view.key}: {view.name}. {view.summary}" for view in crosswalk.views)
    return Document(
        title=crosswalk.name,
        opening=(crosswalk.summary,) if crosswalk.summary else (),
        sections=(
            Section(heading="Correspondences", table=crosswalk_table(crosswalk)),
            *((Section(heading="Views", paragraphs=views),) if views else ()),
            Section(heading="Sources", table=_sources(crosswalk.sources)),
        ),
        notice=crosswalk.notice,
    )


def table_report(table: Table) -> Document:
    """Return a table as a document of one section."""
    return Document(
        title=table.title,
        sections=(Section(heading="Elements", table=table),),
        notice=table.notice,
    )


def sources_section(alignment: Alignment) -> Section:
    """Return the sources that the rows of an alignment name."""
    named = {
        key for row in alignment.correspondences for key in (*row.sources, *row.sources_against)
    }
    used = tuple(source for source in alignment.cited if source.key in named)
    return Section(heading="Sources", table=_sources(used))


def _opening(alignment: Alignment, matched: list[Correspondence]) -> tuple[str, ...]:
    counts = Counter(how(alignment, row) for row in matched)
    ways = "; ".join(f"{count} {told}" for told, count in counts.most_common())
    names = {view.key: view.name for view in alignment.views}
    view = f" in the view '{names.get(alignment.view)}'" if alignment.view else ""
    return (
        f"{len(matched)} correspondences{view} ({ways or 'none'}).",
        READING,
    )


def _rows_table(
    alignment: Alignment, title: str, rows: list[Correspondence], language: str
) -> Table:
    return Table(
        title=title,
        columns=("what", "match", "counterpart", "how sure", "hands over", "why", "sources"),
        language=language,
        rows=tuple(
            (
                Quoted(name(alignment, row.subject)),
                row.match.value,
                name(alignment, row.object),
                f"{row.confidence:.2f}",
                ": ".join(part for part in (HANDS[row.direction], row.handed_over) if part),
                _why(alignment, row),
                _word(row),
            )
            for row in rows
        ),
    )


def _why(alignment: Alignment, row: Correspondence) -> str:
    told = how(alignment, row) + (f", row {row.row}" if row.row else "")
    because = "; ".join(reasons(alignment, row))
    return ". ".join(part for part in (told, because, row.comment) if part)


def _word(row: Correspondence) -> str:
    against = f" (against: {', '.join(row.sources_against)})" if row.sources_against else ""
    return ", ".join(row.sources) + against


def _kind(lifecycle: Lifecycle, row: Correspondence) -> str:
    if row.subject is None or row.subject.is_whole:
        return "whole"
    return lifecycle[row.subject.key].kind


def _nothing_there(alignment: Alignment) -> list[Section]:
    """Return the rows that say: somebody looked, and there is nothing on the other side."""
    rows = [row for row in alignment.correspondences if row.match is Match.NONE]
    if not rows:
        return []
    table = Table(
        title="Looked for, and nothing there",
        columns=("row", alignment.subject.name, alignment.object.name, "why it matters"),
        rows=tuple(
            (row.row, name(alignment, row.subject), name(alignment, row.object), row.comment)
            for row in rows
        ),
    )
    return [Section(heading="Looked for, and nothing there", table=table)]


def _order(alignment: Alignment) -> Section:
    order = alignment.order_preservation()
    told = (
        f"{order.share:.0%} of the {order.pairs} pairs of linked stages stand in the same order on "
        "both sides."
        if order.pairs
        else "No two stages are linked, so that there is no order to compare."
    )
    broken = tuple(
        f"Against it: {name(alignment, a.subject)} → {name(alignment, a.object)}, but "
        f"{name(alignment, b.subject)} → {name(alignment, b.object)}."
        for a, b in order.broken
    )
    return Section(heading="Do the stages keep their order?", paragraphs=(told, *broken))


def _coverage(alignment: Alignment) -> Table:
    rows = [
        (
            rail.name,
            coverage.kind,
            f"{len(coverage.covered)} of {len(coverage.covered) + len(coverage.uncovered)}",
            ", ".join(name(alignment, ref) for ref in coverage.uncovered[:SHOWN])
            + (" …" if len(coverage.uncovered) > SHOWN else ""),
        )
        for rail in (alignment.subject, alignment.object)
        for coverage in alignment.coverage(rail)
    ]
    return Table(
        title="Coverage",
        columns=("side", "kind", "has a counterpart", "without one"),
        rows=tuple(rows),
    )


def _sources(sources: tuple[Source, ...]) -> Table:
    return Table(
        title="Sources",
        columns=("key", "what", "year"),
        rows=tuple((s.key, s.title, str(s.year) if s.year else "") for s in sources),
    )
