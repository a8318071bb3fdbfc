"""Small ArchiMate models, written for the tests, in both notations."""

from __future__ import annotations

import io
import zipfile

from lifecycle_map.loading.plans.archimate import read_archimate
from lifecycle_map.loading.readers import Reading, ReadOptions

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ARCHI = "http://www.archimatetool.com/archimate"
OPEN_GROUP = "http://www.opengroup.org/xsd/archimate/3.0/"


def archi(*parts, name="Model", more="", namespace=ARCHI):
    """A file of Archi: each part on a line of its own, the first on line 3."""
    head = f'<a:model {XSI} xmlns:a="{namespace}" name="{name}" id="m" version="5.0.0">'
    body = "\n".join((head, '<folder name="All" id="f">', *parts, "</folder>", more, "</a:model>"))
    return body.encode()


def element(type_, id_, name="", inner="", **more):
    given = "".join(f' {key}="{value}"' for key, value in more.items())
    named = f' name="{name}"' if name else ""
    return f'<element xsi:type="a:{type_}"{named} id="{id_}"{given}>{inner}</element>'


def tie(type_, id_, source, target, *told, **more):
    return element(f"{type_}Relationship", id_, *told, source=source, target=target, **more)


def exchange(elements, relations=(), more="", namespace=OPEN_GROUP, head="<name>Model</name>"):
    """A file of the exchange format: elements from line 3."""
    lines = [f'<model xmlns="{namespace}" {XSI} identifier="m">{head}', "<elements>", *elements]
    lines += ["</elements>", "<relationships>", *relations, "</relationships>", more, "</model>"]
    return "\n".join(lines).encode()


def item(type_, id_, name="", inner=""):
    named = f"<name>{name}</name>" if name else ""
    return f'<element xsi:type="{type_}" identifier="{id_}">{named}{inner}</element>'


def link(type_, id_, source, target, inner="", **more):
    given = "".join(f' {key}="{value}"' for key, value in more.items())
    ends = f'source="{source}" target="{target}"'
    return (
        f'<relationship xsi:type="{type_}" identifier="{id_}" {ends}{given}>{inner}</relationship>'
    )


def packed(data, name="model.xml", more=(), then=b""):
    """A ZIP file as Archi writes it for a model with pictures."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
        for other in more:
            file.writestr(other, b"x")
        if then:
            file.writestr(name, then)
    return target.getvalue()


def reading_of(data, **options):
    return Reading(data, "model.archimate", ReadOptions(**options))


def read(data, **options):
    return read_archimate(reading_of(data, **options))


def items(lifecycle):
    """The ids and names of the elements, in order."""
    return [(each.source_id, each.name) for each in lifecycle]


def ends(lifecycle):
    """For each relation: the id of its source, its link, the id of its target."""
    return [
        (lifecycle[r.subject].source_id, r.link.value, lifecycle[r.object].source_id)
        for r in lifecycle.relations
    ]
