"""Tables: rows of texts with a heading, for Markdown, CSV and the terminal."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.loading.readers import Understood
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Product, Role, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref


@frozen
class Entry:
    """A column that people fill in: the words that may stand in it, if it has only these.

    ``is_date`` says that a date goes there. The first of ``choices`` is what an empty cell holds.
    """

    column: str
    choices: tuple[str, ...] = ()
    is_date: bool = False


class Quoted(str):
    """A cell with a text of a plan, which is in the language of its table and not in ours."""

    __slots__ = ()


@frozen(kw_only=True)
class Table:
    """A title, the names of the columns, rows of as many texts, and a line under it.

    ``entries`` are the columns to be filled in. ``language`` is that of the cells that are
    `Quoted`: a tag such as ``de``, or nothing when it is not known.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    notice: str = ""
    entries: tuple[Entry, ...] = ()
    language: str = ""

    def entry(self, column: str) -> Entry | None:
        """Return how a column is filled in; nothing where it is only read."""
        return next((entry for entry in self.entries if entry.column == column), None)


def lifecycle_table(lifecycle: Lifecycle) -> Table:
    """Return the elements of a lifecycle, one a row."""
    return Table(
        title=lifecycle.title,
        columns=("kind", "key", "name", "in", "phase or category", "start", "finish", "sources"),
        rows=tuple(
            (
                element.kind,
                element.key,
                element.name,
                parent.key if (parent := lifecycle.parent(element.key)) else "",
                _sort(element),
                *_dates(element),
                " ".join(element.sources),
            )
            for element in lifecycle
        ),
        notice=lifecycle.notice,
    )


def understood_table(title: str, understood: tuple[Understood, ...]) -> Table:
    """Return how each thing in a file was taken, one a row."""
    return Table(
        title=title,
        columns=("in the file", "taken as", "where"),
        rows=tuple((each.what, each.meaning, each.place) for each in understood),
    )


def crosswalk_table(crosswalk: Crosswalk) -> Table:
    """Return the correspondences of a crosswalk, one a row."""
    return Table(
        title=crosswalk.name,
        columns=_COLUMNS,
        rows=tuple(_row(row, str(row.subject or ""), str(row.object or ""))
                   for row in crosswalk.correspondences),
        notice=crosswalk.notice,
    )  # fmt: skip


def alignment_table(alignment: Alignment) -> Table:
    """Return the correspondences of an alignment, one a row, with the names of both ends."""
    return Table(
        title=str(alignment),
        columns=_COLUMNS,
        rows=tuple(
            _row(row, name(alignment, row.subject), name(alignment, row.object))
            for row in alignment.correspondences
        ),
        notice=" ".join(
            dict.fromkeys(
                rail.notice for rail in (alignment.subject, alignment.object) if rail.notice
            )
        ),
    )


def name(alignment: Alignment, ref: Ref | None) -> str:
    """Return the name behind one end of a row; a dash when there is nothing."""
    if ref is None:
        return "–"
    rail = alignment.subject if ref.lifecycle == alignment.subject.key else alignment.object
    return f"{rail.name} (as a whole)" if ref.is_whole else rail[ref.key].name


_COLUMNS = (
    "row", "subject", "match", "object", "hands over", "direction", "confidence",
    "justification", "sources", "sources against", "comment",
)  # fmt: skip


def _row(row: Correspondence, subject: str, object_: str) -> tuple[str, ...]:
    return (
        row.row,
        subject,
        row.match.value,
        object_,
        row.handed_over,
        row.direction.value,
        f"{row.confidence:.2f}",
        row.justification.value,
        " ".join(row.sources),
        " ".join(row.sources_against),
        row.comment or "; ".join(row.evidence),
    )


def _sort(element: object) -> str:
    if isinstance(element, Work):
        return ", ".join(phase.value for phase in element.phases)
    if isinstance(element, Product):
        return element.category.value if element.category else ""
    return element.role_kind.value if isinstance(element, Role) else ""


def _dates(element: object) -> tuple[str, str]:
    schedule = element.schedule if isinstance(element, Work) else None
    if schedule is None:
        return "", ""
    return (
        schedule.start.isoformat() if schedule.start else "",
        schedule.finish.isoformat() if schedule.finish else "",
    )
