"""The tables of the reference, made from the code and the data so that they cannot drift.

Sphinx calls `write_all` when a build starts, and the tests call it too. Nothing here knows Sphinx.
What a key means is said in `reference/keys.toml`; a key without a meaning, or a meaning without a
key, stops the build.
"""

from __future__ import annotations

import argparse
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import get_args, get_type_hints

import attrs
from crosswalk_tables import composition, coverage

import lifecycle_map as lm
from lifecycle_map.cli.arguments import COMMANDS
from lifecycle_map.cli.show import counts
from lifecycle_map.codec.converting import ENUMS
from lifecycle_map.formats.markdown import escaped
from lifecycle_map.formats.outputs import FORMATS
from lifecycle_map.loading.meanings import meanings
from lifecycle_map.loading.readers import CROSSWALK_READERS, READERS
from lifecycle_map.model import facts
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.words import Words

FILES = (
    (lm.Lifecycle, "A lifecycle: the file itself"),
    (lm.Element, "Element: `[[elements]]`"),
    (lm.Schedule, "Schedule: `schedule` of a stage, process, activity or gate"),
    (lm.Constraint, "Constraint: `constraint` of a schedule"),
    (lm.Relation, "Relation: `[[relations]]`"),
    (lm.Dependency, "Dependency: `dependency` of a relation"),
    (lm.Source, "Source: `[[sources]]`"),
    (lm.Crosswalk, "A crosswalk: the file itself"),
    (lm.View, "View: `[[views]]`"),
    (lm.Correspondence, "Correspondence: `[[correspondences]]`"),
    (lm.Facts, "Facts: the file itself"),
    (facts.BusinessCase, "Business case: `[business_case]`"),
    (facts.Deliverable, "Product of a project: `[[products]]`"),
    (facts.Requirement, "Requirement: `[[requirements]]`"),
    (facts.Decision, "Decision: `[[decisions]]`"),
    (facts.Procedure, "Procedure: `[[procedures]]`"),
    (facts.Person, "Person: `[[people]]`"),
    (facts.Improvement, "Improvement: `[[improvements]]`"),
    (lm.Change, "Change: `[[changes]]`"),
    (facts.ServiceMilestone, "Milestone of the service side: `[[milestones]]`"),
    (lm.Waiver, "Waiver: `[[waivers]]`"),
)

PLAIN = {
    "str": "text",
    "float": "number",
    "bool": "true or false",
    "int": "whole number",
    "datetime": "date and time",
    "Ref": "reference",
    "Alias": "table",
    "Schedule": "table",
    "Dependency": "table",
    "BusinessCase": "table",
    "date": "date",
}
"""Types in the words of a file; a vocabulary keeps its name, which the vocabularies explain."""


def write_all(folder: Path) -> None:
    """Write every generated page into ``folder``."""
    pages = {
        "schema-generated.md": schema(),
        "data-generated.md": data(),
        "formats-generated.md": formats(),
        "rules-generated.md": rules(),
        "commands-generated.md": commands(),
    }
    for name, lines in pages.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def schema() -> list[str]:
    """Return the keys of native files, their vocabularies, and which link joins what."""
    lines: list[str] = []
    for cls, heading in FILES:
        lines += [f"## {heading}", ""]
        lines += elements() if cls is lm.Element else [*fields(cls, meanings()[cls.__name__]), ""]
    lines += ["## Vocabularies", ""]
    rows = [(f"`{each.__name__}`", code(member.value for member in each)) for each in ENUMS]
    lines += [*table(("type", "values, written just so"), sorted(rows)), ""]
    lines += ["## Which link joins what", ""]
    ends = [
        (f"`{link.value}`", kinds(subjects), kinds(objects))
        for link, pairs in lm.SCHEMA.items()
        for subjects, objects in pairs
    ]
    return [*lines, *table(("link", "from", "to"), ends)]


def elements() -> list[str]:
    """Return the keys that all elements have, then those of each kind."""
    lines = [f"All elements have `kind`, one of {code(ELEMENTS)}, and these keys:", ""]
    lines += [*fields(lm.Element, meanings()["Element"]), ""]
    works = [kind for kind, cls in ELEMENTS.items() if issubclass(cls, lm.Work)]
    lines += [f"These ({code(works)}) also have:", "", *fields(lm.Work, meanings()["Work"]), ""]
    for kind, cls in ELEMENTS.items():
        own = meanings().get(cls.__name__)
        if own:
            lines += [f"Of kind `{kind}`:", "", *fields(cls, own), ""]
    return lines


def fields(cls: type, meanings: dict[str, str]) -> list[str]:
    """Return a table of a class's own keys; raises ValueError unless each has one meaning."""
    inherited = {a.name for base in cls.__mro__[1:] if attrs.has(base) for a in attrs.fields(base)}
    own = [a for a in attrs.fields(cls) if a.name not in inherited]
    stray = {a.name for a in own} ^ meanings.keys()
    if stray:
        raise ValueError(f"reference/keys.toml, {cls.__name__}: {sorted(stray)}")
    types = get_type_hints(cls)
    rows = [(f"`{a.name}`", told(types[a.name]), default(a), meanings[a.name]) for a in own]
    return table(("key", "type", "default", "is"), rows)


def told(type_: object) -> str:
    """Return a type in the words of a file."""
    parts = [part for part in get_args(type_) if part not in (type(None), Ellipsis)]
    if type_ == tuple[lm.Alias, ...]:
        return "table of lists of texts"
    if not parts:
        name = getattr(type_, "__name__", str(type_))
        return PLAIN.get(name, f"`{name}`")
    if Ellipsis not in get_args(type_):
        return told(parts[0])
    inner = "table" if getattr(parts[0], "__name__", "") in meanings() else told(parts[0])
    return f"list of {inner}" if inner.startswith("`") else f"list of {inner}s"


def default(field: attrs.Attribute) -> str:
    """Return the default of a field as a file would say it, or that it must be given."""
    if field.default is attrs.NOTHING:
        return "*must be given*"
    value = field.default.value if isinstance(field.default, Enum) else field.default
    if value in ("", (), None) or attrs.has(type(value)):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def kinds(classes: frozenset[type]) -> str:
    """Return some classes of elements in their usual order."""
    return ", ".join(kind for kind, cls in ELEMENTS.items() if cls in classes)


def data() -> list[str]:
    """Return what the shipped lifecycles, crosswalks and words hold."""
    tables = [*coverage(), "", *composition()]
    return [*lifecycles(), "", *crosswalks(), "", *tables, "", *words()]


def lifecycles() -> list[str]:
    """Return the lifecycles, with how many elements of each kind they have."""
    lines, rows = ["## Lifecycles", ""], []
    for entry in lm.list_lifecycles():
        lifecycle = lm.load_lifecycle(entry.key)
        found = counts(lifecycle)
        numbers = [str(found.get(kind, 0)) for kind in (*ELEMENTS, "relation")]
        rows.append((f"`{entry.key}`", *numbers, str(len(lifecycle.sources))))
        names = code((entry.key, *entry.aliases))
        lines += [f"**{escaped(lifecycle.title)}** ({entry.side} side)", f": load it as {names}"]
        lines += [f": {escaped(lifecycle.summary)}"] if lifecycle.summary else []
        lines += [""]
    columns = ("key", *ELEMENTS, "relations", "sources")
    told = "Two activities in one place of a process, on which the sources disagree, count once."
    return [*lines, *table(columns, rows), "", told]


def crosswalks() -> list[str]:
    """Return the crosswalks, and the views with how many rows each holds."""
    found = [lm.load_crosswalk(entry.key) for entry in lm.list_crosswalks()]
    lines = ["## Crosswalks", ""]
    for each in found:
        lines += [f"`{each.key}`", f": {escaped(each.summary)}", ""]
    rows = [
        (
            f"`{each.key}`",
            str(len(each.view().correspondences)),
            str(sum(row.only_in_views for row in each.correspondences)),
            ", ".join(f"{count} {match}" for match, count in matches(each)),
            str(len(each.sources)),
        )
        for each in found
    ]
    columns = ("key", "consolidated rows", "rows of views alone", "matches of all", "sources")
    lines += [*table(columns, rows), "", "### Views", ""]
    lines += [
        "The last columns say how many rows each view holds, in the crosswalk of that lifecycle.",
        "",
    ]
    views = {view.key: view for each in found for view in each.views}
    viewed = [each for each in found if each.views]
    rows = [
        (f"`{view.key}`", escaped(view.name), escaped(view.summary), *held(viewed, view.key))
        for view in views.values()
    ]
    heads = tuple(each.subject_lifecycle for each in viewed)
    return [*lines, *table(("view", "of", "says", *heads), rows)]


def matches(crosswalk: lm.Crosswalk) -> list[tuple[str, int]]:
    """Return how often each match occurs, the most frequent first."""
    return Counter(row.match.value for row in crosswalk.correspondences).most_common()


def held(crosswalks: list[lm.Crosswalk], view: str) -> list[str]:
    """Return how many rows of each crosswalk a view holds."""
    return [str(sum(view in row.views for row in each.correspondences)) for each in crosswalks]


def words() -> list[str]:
    """Return the languages that there are words for."""
    rows = [
        (f"`{each.language}`", str(phrases(each)), str(sum(len(n.texts) for n in each.namings)))
        for each in lm.load_words()
    ]
    columns = ("language", "phrases that place a line of a plan", "names of elements")
    return ["## Words", "", *table(columns, rows)]


def phrases(words: Words) -> int:
    """Return how many phrases a language has."""
    return sum(len(texts) for _, texts in words.phases)


def rules() -> list[str]:
    """Return all rules of the check with an example of each, as the files of examples have them."""
    lines: list[str] = []
    folder = Path(__file__).parent.parent / "examples"
    examples = {**_toml(folder / "rules.toml"), **_toml(folder / "needs.toml")}
    for rule in lm.rules():
        example = examples[rule.key]
        lines += [
            f"## {rule.key}: {escaped(rule.title)}",
            "",
            f"{escaped(rule.why)} {escaped(rule.todo)}",
            "",
            f"Due: `{rule.due.value}`; severity: `{rule.severity.value}`"
            + (f"; rows {', '.join(rule.rows)}" if rule.rows else "")
            + (f"; sources {', '.join(rule.sources)}" if rule.sources else "")
            + ".",
            "",
            *table(("it fires", "it is quiet"), [(_outline(example["fires"]),
                                                  _outline(example["quiet"]))]),
        ]  # fmt: skip
        for name in ("fires_facts", "quiet_facts"):
            if name in example:
                lines += ["", f"Facts where it {name.partition('_')[0]}: `{example[name]}`"]
        lines.append("")
    return lines


def _toml(path: Path) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _outline(texts: list[str]) -> str:
    return "<br>".join(f"{'– ' * (text[:2] == '  ')}{escaped(text.strip())}" for text in texts)


def formats() -> list[str]:
    """Return the formats with what each can hold, and the readers."""
    samples = small()
    rows = [
        (
            f"`{each.name}`",
            code(each.suffixes),
            *("yes" if holds(value, each.name) else "–" for value in samples),
            escaped(each.about),
        )
        for each in map(FORMATS.get, FORMATS.names())
    ]
    columns = ("name", "suffix", "lifecycle", "crosswalk", "alignment", "what")
    lines = ["## Formats", "", *table(columns, rows), "", "## Readers", ""]
    readers = [READERS.get(name) for name in READERS.names()]
    crosswalks = [CROSSWALK_READERS.get(name) for name in CROSSWALK_READERS.names()]
    taken, of_crosswalks = (
        [(f"`{each.name}`", code(each.suffixes), escaped(each.about)) for each in found]
        for found in (readers, crosswalks)
    )
    columns = ("name", "suffix", "reads")
    lines += [*table(columns, taken), "", "## Readers of crosswalks", ""]
    return [*lines, *table(columns, of_crosswalks)]


def small() -> tuple[lm.Lifecycle, lm.Crosswalk, lm.Alignment]:
    """Return one of everything that can be rendered, as small as can be."""
    project, service = (
        lm.Lifecycle(
            key=side.value,
            name=side.value,
            side=side,
            elements=(lm.Stage(key="build", name="Build", phases=(lm.Phase.BUILD,)),),
        )
        for side in lm.Side
    )
    crosswalk = lm.Crosswalk(
        key="project--service",
        name="A crosswalk",
        subject_lifecycle="project",
        object_lifecycle="service",
    )
    return project, crosswalk, lm.align(project, service)


def holds(value: lm.Lifecycle | lm.Crosswalk | lm.Alignment, format: str) -> bool:
    """Return whether a format can hold a value, be the extra that it needs installed or not."""
    try:
        lm.render(value, format)
    except lm.UnsuitableFormatError:
        return False
    except (lm.MissingExtraError, lm.EngineError):
        return True
    return True


def commands() -> list[str]:
    """Return the help of every command, as ``--help`` prints it."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "92"
    try:
        parsers = argparse.ArgumentParser(prog="lifecycle-map").add_subparsers()
        for command in COMMANDS:
            command.add(parsers)
        shown = {name: parser.format_help() for name, parser in parsers.choices.items()}
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    lines: list[str] = []
    for name, text in shown.items():
        bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
        lines += [f"## {name}", "", "```text", *bare.rstrip().splitlines(), "```", ""]
    return lines


def code(texts: Iterable[str]) -> str:
    """Return some texts as code, one after the other."""
    return ", ".join(f"`{text}`" for text in texts)


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a pipe table of cells that are Markdown already."""
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]
