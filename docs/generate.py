"""The tables of the reference, made from the code and the data so that they cannot drift."""

from __future__ import annotations

from pathlib import Path

import attrs

import lifecycle_map as lm
from lifecycle_map.cli.show import counts
from lifecycle_map.formats.markdown import table_lines
from lifecycle_map.formats.outputs import FORMATS
from lifecycle_map.loading.readers import READERS
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.words import Words
from lifecycle_map.views.tables import Table

CLASSES = (
    (lm.Lifecycle, "Lifecycle: the file itself"),
    (lm.Schedule, "Schedule: `schedule` of a stage, process, activity or gate"),
    (lm.Relation, "Relation: `[[relations]]`"),
    (lm.Dependency, "Dependency: `dependency` of a relation"),
    (lm.Source, "Source: `[[sources]]`"),
    (lm.Crosswalk, "Crosswalk: the file itself"),
    (lm.View, "View: `[[views]]`"),
    (lm.Correspondence, "Correspondence: `[[correspondences]]`"),
)


def write_all(folder: Path) -> None:
    """Write every generated page into ``folder``."""
    pages = {
        "schema-generated.md": schema(),
        "data-generated.md": data(),
        "formats-generated.md": formats(),
    }
    for name, lines in pages.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def schema() -> list[str]:
    """Return the keys of native files and the links between the classes of elements."""
    lines = ["# Keys of a file", "", "A key at its default is left out when a file is written.", ""]
    common = {a.name for a in attrs.fields(lm.Element)}
    lines += ["## Element: `[[elements]]`", "", "All elements have `kind`, one of: "]
    lines += [", ".join(f"`{kind}`" for kind in ELEMENTS) + ", and these keys:", ""]
    lines += [*fields(lm.Element), ""]
    for kind, cls in ELEMENTS.items():
        own = [a for a in attrs.fields(cls) if a.name not in common]
        if own:
            lines += [f"### Keys of a {kind}", "", *fields(cls, common), ""]
    for cls, heading in CLASSES:
        lines += [f"## {heading}", "", *fields(cls), ""]
    lines += ["## Which link joins what", ""]
    rows = tuple(
        (f"{link.value}", kinds(subjects), kinds(objects))
        for link, ends in lm.SCHEMA.items()
        for subjects, objects in ends
    )
    lines += table_lines(Table(title="", columns=("link", "from", "to"), rows=rows))
    return lines


def fields(cls: type, without: set[str] = frozenset()) -> list[str]:
    """Return a table of the fields of a class: key, type, default."""
    rows = tuple(
        (a.name, told(a.type), default(a)) for a in attrs.fields(cls) if a.name not in without
    )
    return list(table_lines(Table(title="", columns=("key", "type", "default"), rows=rows)))


def told(type_: object) -> str:
    """Return a type in the words of a file."""
    text = type_ if isinstance(type_, str) else getattr(type_, "__name__", str(type_))
    words = {
        "str": "text",
        "float": "number",
        "bool": "true or false",
        "int": "whole number",
        "datetime | None": "date and time",
        "tuple[str, ...]": "list of texts",
        "tuple[Alias, ...]": "table: language to list of texts",
        "tuple[Ref, ...]": "list of references",
        "Ref | None": "reference",
    }
    plain = str(text).replace("tuple[", "list of ").replace(", ...]", "")
    return words.get(str(text), plain.replace(" | None", ""))


def default(field: attrs.Attribute) -> str:
    """Return the default of a field, or that it must be given."""
    if field.default is attrs.NOTHING:
        return "must be given"
    value = getattr(field.default, "value", field.default)
    return "" if value in ("", (), None) else str(value).lower()


def kinds(classes: frozenset[type]) -> str:
    """Return some classes of elements in their usual order."""
    return ", ".join(kind for kind, cls in ELEMENTS.items() if cls in classes)


def data() -> list[str]:
    """Return what the shipped lifecycles, crosswalks and words hold."""
    lines = ["# What is shipped", "", "## Lifecycles", ""]
    for entry in lm.list_lifecycles():
        found = counts(lm.load_lifecycle(entry.key))
        lines += [f"### {entry.name}, {entry.edition}", ""]
        lines += [f"Load it as {', '.join(f'`{n}`' for n in (entry.key, *entry.aliases))}.", ""]
        rows = tuple((kind, str(count)) for kind, count in found.items() if isinstance(count, int))
        lines += [*table_lines(Table(title="", columns=("kind", "count"), rows=rows)), ""]
    lines += ["## Crosswalks", ""]
    for entry in lm.list_crosswalks():
        crosswalk = lm.load_crosswalk(entry.key)
        lines += [f"### `{entry.key}`", "", crosswalk.summary, ""]
        views = tuple((view.key, view.name, view.summary) for view in crosswalk.views)
        lines += [*table_lines(Table(title="", columns=("view", "of", "says"), rows=views)), ""]
    lines += ["## Words", ""]
    words = tuple(
        (each.language, str(phrases(each)), str(sum(len(n.texts) for n in each.namings)))
        for each in lm.load_words()
    )
    columns = ("language", "phrases of phases", "names of elements")
    return [*lines, *table_lines(Table(title="", columns=columns, rows=words))]


def phrases(words: Words) -> int:
    """Return how many phrases a language has."""
    return sum(len(texts) for _, texts in words.phases)


def formats() -> list[str]:
    """Return the formats and the readers that there are."""
    found = [FORMATS.get(name) for name in FORMATS.names()]
    rows = tuple((f.name, " ".join(f.suffixes), f.about) for f in found)
    lines = ["# Formats and readers", "", "## Formats", ""]
    lines += [*table_lines(Table(title="", columns=("name", "suffix", "what"), rows=rows)), ""]
    readers = [READERS.get(name) for name in READERS.names()]
    taken = tuple((r.name, r.about) for r in readers)
    return [
        *lines,
        "## Readers",
        "",
        *table_lines(Table(title="", columns=("name", "reads"), rows=taken)),
    ]
