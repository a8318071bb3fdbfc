"""What the cells under the headings say of the headings: what is no name, share or person."""

from __future__ import annotations

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.bars import bars_of
from lifecycle_map.loading.tables.columns import Columns, meaning_of, mend_headings, overrule
from lifecycle_map.loading.tables.lists import MOST

_LETTERS = frozenset("RACIS")
"""What a matrix of responsibilities holds, where others have the names of people."""


def settle_columns(columns: Columns, reading: Reading) -> None:
    """Mend the headings, heed the user, and look under the headings at what the columns hold.

    Raises `InvalidFileError` where no column names tasks, and `UnknownNameError` for a column of
    the options that there is not.
    """
    mend_headings(columns, reading)
    _take_the_fullest(columns)
    overrule(columns, reading)
    _need_a_name(columns, reading)
    columns.settle()
    chosen = {name for name, _ in reading.options.columns}
    for name, is_other in (("percent", _is_words), ("owner", _is_raci), ("team", _is_raci)):
        at = columns.fields.get(name)
        if at is not None and name not in chosen and is_other(_texts(columns, at)):
            del columns.fields[name]
    columns.settle()
    columns.bars = bars_of(columns)


def _texts(columns: Columns, at: int) -> list[str]:
    told = (row[at].text.strip() for row in columns.named)
    return [text for text in told if text and not values.is_nothing(text)]


def _is_words(texts: list[str]) -> bool:
    """Return whether a column of shares holds none but words: "Not started", "yes"."""
    return bool(texts) and all(_is_word(text) for text in texts)


def _is_word(text: str) -> bool:
    is_long = len(text) > len("NaN") and text[0].isalpha()
    return is_long or (text.isalpha() and (values.is_yes(text) or values.is_no(text)))


def _is_raci(texts: list[str]) -> bool:
    parts = [part for text in texts for part in text.replace("/", " ").replace(",", " ").split()]
    return bool(parts) and _LETTERS.issuperset(parts)


def _need_a_name(columns: Columns, reading: Reading) -> None:
    """Take another column for the name where none is headed so, or refuse.

    In a list of milestones they are the names; else a description of every row is, or the innermost
    group.
    """
    if "name" in columns.fields:
        return
    milestone, notes = columns.fields.get("milestone"), columns.fields.get("notes")
    if milestone is not None and _fills(columns, milestone) and _is_text(columns, milestone):
        columns.fields["name"] = columns.fields.pop("milestone")
        columns.are_milestones = True
    elif notes is not None and _is_description(columns) and _fills(columns, notes):
        columns.fields["name"] = columns.fields.pop("notes")
    elif columns.groups:
        columns.fields["name"] = columns.groups.pop()
    else:
        heads = ", ".join(f"'{columns.heading(at)}'" for at in sorted(columns.header.filled))
        told = f"no column holds names of tasks ('Name', 'Task' …) among {heads[:600]}; say which "
        fault = Fault(columns.place, f"{told}with --column name=HEADING", columns.line)
        raise InvalidFileError(reading.path, (fault,))


def _is_description(columns: Columns) -> bool:
    """Return whether the notes are headed by the first word for them of a language."""
    return "notes" in columns.found and columns.found["notes"].rank == 0


def _take_the_fullest(columns: Columns) -> None:
    """Take the fullest of several columns of names for the name, and one left of it for a group.

    So it is for "Work package" and "Task", where the first is only said once, or again and again.
    """
    header = columns.header.filled
    heads = {at: found for at, cell in header.items() if (found := meaning_of(cell.text))}
    alike = [at for at, head in heads.items() if head.field == "name" and head.weight == 1.0]
    if len(alike) < 2 or columns.fields.get("name") not in alike:  # noqa: PLR2004 - columns
        return
    filled = {at: _filled(columns, at) for at in alike}
    name = columns.fields["name"]
    fullest = max(alike, key=lambda at: (filled[at], at == name))
    if filled[fullest] * MOST >= filled[name]:
        columns.fields["name"] = name = fullest
    for at in alike:
        if at < name and _holds_several(columns, at):
            columns.groups = sorted([*columns.groups, at])


def _filled(columns: Columns, at: int) -> int:
    return sum(bool(row[at].text.strip()) for row in columns.grid.after(columns.header))


def _holds_several(columns: Columns, at: int) -> bool:
    """Return whether a column names what holds several tasks: fewer than these, none of them."""
    name = columns.fields["name"]
    texts = [row[at].text.strip() for row in columns.grid.after(columns.header)]
    names = [row[name].text.strip() for row in columns.grid.after(columns.header)]
    told = {text for text in texts if text}
    return bool(told) and len(told) < len([n for n in names if n]) and told.isdisjoint(names)


def _fills(columns: Columns, at: int) -> bool:
    rows = [row for row in columns.grid.after(columns.header) if row.filled]
    return sum(bool(row[at].text.strip()) for row in rows) >= MOST * len(rows) > 0


def _is_text(columns: Columns, at: int) -> bool:
    texts = [row[at].text for row in columns.grid.after(columns.header)]
    return not any(values.is_yes(text) or (text.strip() and values.is_no(text)) for text in texts)
