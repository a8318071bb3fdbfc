"""JSON, TOML and YAML: the model itself, in files that load back equal."""

from __future__ import annotations

import json
from typing import Any

from lifecycle_map.codec import crosswalk_to_plain, lifecycle_to_plain
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lifecycle_map.analysis.alignments import Alignment
    from lifecycle_map.analysis.checklists import Checklist
    from lifecycle_map.analysis.reports import Report
    from lifecycle_map.analysis.sheets import Sheet

    Value = Lifecycle | Crosswalk | Alignment | Report | Checklist | Sheet


def write_json(value: Value, options: Options) -> str:
    """Return a value as JSON; a lifecycle or crosswalk loads back equal."""
    return to_json(_plain(value))


def to_json(plain: object) -> str:
    """Return plain data as JSON text: two spaces, UTF-8, dates in ISO form."""
    return json.dumps(plain, ensure_ascii=False, indent=2, default=_iso) + "\n"


def write_toml(value: Value, options: Options) -> str:
    """Return a lifecycle or crosswalk as TOML that loads back equal."""
    import tomli_w

    if not isinstance(value, Lifecycle | Crosswalk):
        told = "an alignment or a report"
        raise UnsuitableFormatError("toml", told, ("json", "csv", "markdown"))
    return tomli_w.dumps(_plain(value))


def write_yaml(value: Value, options: Options) -> str:
    """Return a value as YAML; a lifecycle or crosswalk loads back equal."""
    from lifecycle_map.formats.yaml import to_yaml

    return to_yaml(_plain(value))


def _plain(value: Value) -> dict[str, Any]:
    if isinstance(value, Lifecycle):
        return lifecycle_to_plain(value)
    if isinstance(value, Crosswalk):
        return crosswalk_to_plain(value)
    # Reading and writing native files is all that many a caller does; it need not load the rest.
    from lifecycle_map.analysis.checklists import Checklist
    from lifecycle_map.analysis.reports import Report
    from lifecycle_map.analysis.sheets import Sheet

    if isinstance(value, Sheet):
        from lifecycle_map.views.sheets import sheet_record

        return sheet_record(value)
    if isinstance(value, Checklist):
        from lifecycle_map.views.checklists import checklist_record

        return checklist_record(value)
    if isinstance(value, Report):
        from lifecycle_map.views.checks import check_record

        return check_record(value)
    from lifecycle_map.views.records import alignment_record

    return alignment_record(value)


def _iso(value: Any) -> str:
    return str(value.isoformat())


JSON = Format(
    name="json",
    takes=Takes.MODEL,
    suffixes=(".json",),
    mime="application/json",
    write=write_json,
    about="all there is; a lifecycle or crosswalk loads back equal",
)
TOML = Format(
    name="toml",
    takes=Takes.MODEL,
    suffixes=(".toml",),
    mime="application/toml",
    write=write_toml,
    about="a lifecycle or crosswalk to edit by hand; loads back equal",
)
YAML = Format(
    name="yaml",
    takes=Takes.MODEL,
    suffixes=(".yaml", ".yml"),
    mime="application/yaml",
    write=write_yaml,
    about="as json, to read by eye; reading it needs the extra [yaml]",
)
NATIVE = {"toml": TOML, "json": JSON, "yaml": YAML}
"""The formats that load back equal, the one for people first."""
