"""Small tables and workbooks for the tests of their readers, and what is looked at afterwards."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.loading.tables.delimited import read_delimited
from lifecycle_map.loading.tables.grids import letters
from lifecycle_map.loading.tables.xlsx import read_xlsx
from lifecycle_map.model.elements import Role, Work
from lifecycle_map.model.relations import Link

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def reading(data, name="plan.csv", **options):
    data = data.encode() if isinstance(data, str) else data
    return Reading(data, name, ReadOptions(**options))


def read(text, **options):
    """Read a table of text."""
    return read_delimited(reading(text, **options))


def explained(text, **options):
    """Read a table of text; return the plan, and how each thing was understood."""
    told = reading(text, **options)
    lifecycle = read_delimited(told)
    return lifecycle, {each.what: each.meaning for each in told.understood}


def read_book(data, **options):
    """Read a workbook."""
    return read_xlsx(reading(data, "plan.xlsx", **options))


def lines(lifecycle):
    """Return the tasks: how deep, id, name."""
    return [
        (len(list(lifecycle.ancestors(e.key))), e.source_id, e.name) for e in lifecycle.of(Work)
    ]


def outline(lifecycle):
    """Return the names of the tasks, each moved in as deep as it is."""
    return [f"{'  ' * depth}{name}" for depth, _, name in lines(lifecycle)]


def ties(lifecycle):
    """Return what has to come before what, by ids: ``1 FS 2``, with the lag in minutes."""
    told = []
    for relation in lifecycle.relations:
        if relation.link is Link.PRECEDES:
            ends = [lifecycle[key].source_id for key in (relation.subject, relation.object)]
            kind = relation.dependency
            lag = f"{kind.lag:+g}" if kind.lag else ""
            told.append(f"{ends[0]} {kind.type.value}{lag} {ends[1]}")
    return told


def people(lifecycle):
    """Return who does what, by names."""
    return [
        (lifecycle[r.subject].name, lifecycle[r.object].name)
        for r in lifecycle.relations
        if r.link is Link.PERFORMS
    ]


def roles(lifecycle):
    return [role.name for role in lifecycle.of(Role)]


def kept(element):
    """Return the properties of an element."""
    return {each.name: each.text for each in element.properties}


def when(element):
    """Return start and finish as texts."""
    schedule = element.schedule
    ends = (schedule.start, schedule.finish) if schedule else (None, None)
    return tuple(f"{end:%Y-%m-%d}" if end else "" for end in ends)


class Sheet:
    """A sheet of rows of cells, in XML. A cell is a text, a number, None, or XML that begins with <c."""

    def __init__(self, name, rows, *, hidden=False, outlines=(), top=1):
        self.name = name
        self.rows = rows
        self.hidden = hidden
        self.outlines = dict(outlines)
        self.top = top

    def xml(self):
        rows = []
        for number, row in enumerate(self.rows, self.top):
            cells = "".join(cell(value, at, number) for at, value in enumerate(row))
            level = self.outlines.get(number)
            extra = f' outlineLevel="{level}"' if level else ""
            rows.append(f'<row r="{number}"{extra}>{cells}</row>')
        return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def cell(value, at, number):
    place = f"{letters(at)}{number}"
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("<c"):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c r="{place}" t="inlineStr"><is>{text}</is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def workbook(*sheets, styles="", shared="", properties="", without=(), more=()):
    """Return a workbook; ``without`` names parts to leave away, ``more`` are parts to add."""
    states = {True: " state='hidden'", False: ""}
    names = "".join(
        f"<sheet name={quoteattr(s.name)} sheetId='{n}' r:id='rId{n}'{states[s.hidden]}/>"
        for n, s in enumerate(sheets, 1)
    )
    links = "".join(
        f"<Relationship Id='rId{n}' Type='{RELATIONS}/worksheet' Target='worksheets/sheet{n}.xml'/>"
        for n, _ in enumerate(sheets, 1)
    )
    parts = {
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'>{properties}"
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": s.xml() for n, s in enumerate(sheets, 1)}
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet xmlns='{MAIN}'>{styles}</styleSheet>"
    if shared:
        parts["xl/sharedStrings.xml"] = f"<sst xmlns='{MAIN}'>{shared}</sst>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in {**parts, **dict(more)}.items():
            if name not in without:
                file.writestr(name, text)
    return packed.getvalue()
