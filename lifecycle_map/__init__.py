"""Project lifecycles and service lifecycles on one map.

``load`` by name, ``read`` a path, ``align`` two lifecycles, ``render`` to text or bytes,
``export`` to a file, ``register`` to extend. Names are imported when they are first used, so that
``import lifecycle_map`` costs next to nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lifecycle_map.analysis.aligning import align
    from lifecycle_map.analysis.alignments import Alignment, Coverage, OrderPreservation
    from lifecycle_map.analysis.checking import check, register_rule, rules
    from lifecycle_map.analysis.checklists import Checklist, CheckPoint, checklist
    from lifecycle_map.analysis.fixing import fix
    from lifecycle_map.analysis.graphs import between, cycles, stage_order, to_networkx
    from lifecycle_map.analysis.involving import Involvement, involvement
    from lifecycle_map.analysis.ladders import Ladder, ladder
    from lifecycle_map.analysis.portfolios import (
        PortfolioRow,
        pack_portfolio,
        portfolio,
        portfolio_row,
        unpack_portfolio,
    )
    from lifecycle_map.analysis.procedures import ProcedureMatrix, ProcedureState, procedure_matrix
    from lifecycle_map.analysis.raci import RaciBridge, raci_bridge
    from lifecycle_map.analysis.reports import NeedCoverage, Report
    from lifecycle_map.analysis.suggesting import suggest
    from lifecycle_map.analysis.timing import Slip, TimedPair, TimedTask, Timing, timing, what_if
    from lifecycle_map.analysis.waiving import waive
    from lifecycle_map.analysis.weeks import WorkingWeek
    from lifecycle_map.errors import (
        BrokenPluginError,
        EngineError,
        Fault,
        InvalidFileError,
        InvalidModelError,
        InvalidOptionError,
        InvalidRefError,
        LeftOutWarning,
        LifecycleMapError,
        MissingExtraError,
        UnknownElementError,
        UnknownNameError,
        UnreadableFileError,
        UnsuitableFormatError,
        UnwritableFileError,
        WrongKindError,
    )
    from lifecycle_map.formats.exporting import export
    from lifecycle_map.formats.frames import to_arrow, to_pandas
    from lifecycle_map.formats.json_schema import json_schema
    from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes, register_format
    from lifecycle_map.formats.rendering import diagram, render, rendered
    from lifecycle_map.layouts.theme_files import read_theme
    from lifecycle_map.layouts.themes import Theme
    from lifecycle_map.loading.calendars import read_calendar
    from lifecycle_map.loading.files import read_crosswalk, read_explained, read_lifecycle
    from lifecycle_map.loading.frameworks import (
        list_crosswalks,
        list_lifecycles,
        load_crosswalk,
        load_lifecycle,
        register_crosswalk,
        register_lifecycle,
    )
    from lifecycle_map.loading.limits import Limits
    from lifecycle_map.loading.readers import (
        Reader,
        Reading,
        ReadOptions,
        Understood,
        register_reader,
    )
    from lifecycle_map.loading.rules import read_facts, read_waivers
    from lifecycle_map.loading.words import load_words, read_words, register_words
    from lifecycle_map.matching.assigning import assign
    from lifecycle_map.matching.encoding import Encoder, encoder, register_encoder
    from lifecycle_map.matching.indexes import Prepared, prepare
    from lifecycle_map.matching.matcher import match
    from lifecycle_map.matching.placing import Placement
    from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, View
    from lifecycle_map.model.differences import CrosswalkDiff, diff
    from lifecycle_map.model.elements import (
        Activity,
        Alias,
        Constraint,
        ConstraintType,
        Element,
        Gate,
        Level,
        Practice,
        PracticeKind,
        Process,
        Product,
        ProductCategory,
        Role,
        RoleKind,
        Schedule,
        Stage,
        Work,
    )
    from lifecycle_map.model.entailing import entail
    from lifecycle_map.model.facts import Change, Facts
    from lifecycle_map.model.findings import Evidence, Finding, Outcome
    from lifecycle_map.model.lifecycle_differences import LifecycleDiff
    from lifecycle_map.model.lifecycles import Lifecycle, Side
    from lifecycle_map.model.matches import Direction, Justification, Match
    from lifecycle_map.model.merging import Conflict, Merger, merge
    from lifecycle_map.model.needs import Need, NeedLevel, Visible
    from lifecycle_map.model.phases import Phase
    from lifecycle_map.model.properties import Property
    from lifecycle_map.model.refs import Ref
    from lifecycle_map.model.relations import (
        SCHEMA,
        Dependency,
        DependencyType,
        LagUnit,
        Link,
        Relation,
    )
    from lifecycle_map.model.rules import Due, Rule, Severity
    from lifecycle_map.model.sources import Source
    from lifecycle_map.model.waivers import Waiver
    from lifecycle_map.model.words import Naming, Words
    from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, State, Step, Tone
    from lifecycle_map.views.pictures import Picture, Wishes, register_picture

_HOMES = {
    "analysis.aligning": ("align",),
    "analysis.alignments": ("Alignment", "Coverage", "OrderPreservation"),
    "analysis.checking": ("check", "register_rule", "rules"),
    "analysis.checklists": ("CheckPoint", "Checklist", "checklist"),
    "analysis.fixing": ("fix",),
    "analysis.graphs": ("between", "cycles", "stage_order", "to_networkx"),
    "analysis.involving": ("Involvement", "involvement"),
    "analysis.ladders": ("Ladder", "ladder"),
    "analysis.portfolios": (
        "PortfolioRow",
        "pack_portfolio",
        "portfolio",
        "portfolio_row",
        "unpack_portfolio",
    ),
    "analysis.procedures": ("ProcedureMatrix", "ProcedureState", "procedure_matrix"),
    "analysis.raci": ("RaciBridge", "raci_bridge"),
    "analysis.reports": ("NeedCoverage", "Report"),
    "analysis.suggesting": ("suggest",),
    "analysis.timing": ("Slip", "TimedPair", "TimedTask", "Timing", "timing", "what_if"),
    "analysis.waiving": ("waive",),
    "analysis.weeks": ("WorkingWeek",),
    "errors": (
        "BrokenPluginError",
        "EngineError",
        "Fault",
        "InvalidFileError",
        "InvalidModelError",
        "InvalidOptionError",
        "InvalidRefError",
        "LeftOutWarning",
        "LifecycleMapError",
        "MissingExtraError",
        "UnknownElementError",
        "UnknownNameError",
        "UnreadableFileError",
        "UnsuitableFormatError",
        "UnwritableFileError",
        "WrongKindError",
    ),
    "formats.exporting": ("export",),
    "formats.frames": ("to_arrow", "to_pandas"),
    "formats.json_schema": ("json_schema",),
    "formats.outputs": ("Artifact", "Format", "Options", "Takes", "register_format"),
    "formats.rendering": ("diagram", "render", "rendered"),
    "layouts.theme_files": ("read_theme",),
    "layouts.themes": ("Theme",),
    "loading.calendars": ("read_calendar",),
    "loading.files": ("read_crosswalk", "read_explained", "read_lifecycle"),
    "loading.frameworks": (
        "list_crosswalks",
        "list_lifecycles",
        "load_crosswalk",
        "load_lifecycle",
        "register_crosswalk",
        "register_lifecycle",
    ),
    "loading.limits": ("Limits",),
    "loading.readers": ("ReadOptions", "Reader", "Reading", "Understood", "register_reader"),
    "loading.rules": ("read_facts", "read_waivers"),
    "loading.words": ("load_words", "read_words", "register_words"),
    "matching.assigning": ("assign",),
    "matching.encoding": ("Encoder", "encoder", "register_encoder"),
    "matching.indexes": ("Prepared", "prepare"),
    "matching.matcher": ("match",),
    "matching.placing": ("Placement",),
    "model.crosswalks": ("Correspondence", "Crosswalk", "View"),
    "model.differences": ("CrosswalkDiff", "diff"),
    "model.elements": (
        "Activity",
        "Alias",
        "Constraint",
        "ConstraintType",
        "Element",
        "Gate",
        "Level",
        "Practice",
        "PracticeKind",
        "Process",
        "Product",
        "ProductCategory",
        "Role",
        "RoleKind",
        "Schedule",
        "Stage",
        "Work",
    ),
    "model.entailing": ("entail",),
    "model.facts": ("Change", "Facts"),
    "model.findings": ("Evidence", "Finding", "Outcome"),
    "model.lifecycle_differences": ("LifecycleDiff",),
    "model.lifecycles": ("Lifecycle", "Side"),
    "model.matches": ("Direction", "Justification", "Match"),
    "model.merging": ("Conflict", "Merger", "merge"),
    "model.needs": ("Need", "NeedLevel", "Visible"),
    "model.phases": ("Phase",),
    "model.properties": ("Property",),
    "model.refs": ("Ref",),
    "model.relations": ("Dependency", "DependencyType", "LagUnit", "Link", "Relation", "SCHEMA"),
    "model.rules": ("Due", "Rule", "Severity"),
    "model.sources": ("Source",),
    "model.waivers": ("Waiver",),
    "model.words": ("Naming", "Words"),
    "views.diagrams": ("Arrow", "Box", "Diagram", "Lane", "State", "Step", "Tone"),
    "views.pictures": ("Picture", "Wishes", "register_picture"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "SCHEMA",
    "Activity",
    "Alias",
    "Alignment",
    "Arrow",
    "Artifact",
    "Box",
    "BrokenPluginError",
    "Change",
    "CheckPoint",
    "Checklist",
    "Conflict",
    "Constraint",
    "ConstraintType",
    "Correspondence",
    "Coverage",
    "Crosswalk",
    "CrosswalkDiff",
    "Dependency",
    "DependencyType",
    "Diagram",
    "Direction",
    "Due",
    "Element",
    "Encoder",
    "EngineError",
    "Evidence",
    "Facts",
    "Fault",
    "Finding",
    "Format",
    "Gate",
    "InvalidFileError",
    "InvalidModelError",
    "InvalidOptionError",
    "InvalidRefError",
    "Involvement",
    "Justification",
    "Ladder",
    "LagUnit",
    "Lane",
    "LeftOutWarning",
    "Level",
    "Lifecycle",
    "LifecycleDiff",
    "LifecycleMapError",
    "Limits",
    "Link",
    "Match",
    "Merger",
    "MissingExtraError",
    "Naming",
    "Need",
    "NeedCoverage",
    "NeedLevel",
    "Options",
    "OrderPreservation",
    "Outcome",
    "Phase",
    "Picture",
    "Placement",
    "PortfolioRow",
    "Practice",
    "PracticeKind",
    "Prepared",
    "ProcedureMatrix",
    "ProcedureState",
    "Process",
    "Product",
    "ProductCategory",
    "Property",
    "RaciBridge",
    "ReadOptions",
    "Reader",
    "Reading",
    "Ref",
    "Relation",
    "Report",
    "Role",
    "RoleKind",
    "Rule",
    "Schedule",
    "Severity",
    "Side",
    "Slip",
    "Source",
    "Stage",
    "State",
    "Step",
    "Takes",
    "Theme",
    "TimedPair",
    "TimedTask",
    "Timing",
    "Tone",
    "Understood",
    "UnknownElementError",
    "UnknownNameError",
    "UnreadableFileError",
    "UnsuitableFormatError",
    "UnwritableFileError",
    "View",
    "Visible",
    "Waiver",
    "Wishes",
    "Words",
    "Work",
    "WorkingWeek",
    "WrongKindError",
    "align",
    "assign",
    "between",
    "check",
    "checklist",
    "cycles",
    "diagram",
    "diff",
    "encoder",
    "entail",
    "export",
    "fix",
    "involvement",
    "json_schema",
    "ladder",
    "list_crosswalks",
    "list_lifecycles",
    "load_crosswalk",
    "load_lifecycle",
    "load_words",
    "match",
    "merge",
    "pack_portfolio",
    "portfolio",
    "portfolio_row",
    "prepare",
    "procedure_matrix",
    "raci_bridge",
    "read_calendar",
    "read_crosswalk",
    "read_explained",
    "read_facts",
    "read_lifecycle",
    "read_theme",
    "read_waivers",
    "read_words",
    "register_crosswalk",
    "register_encoder",
    "register_format",
    "register_lifecycle",
    "register_picture",
    "register_reader",
    "register_rule",
    "register_words",
    "render",
    "rendered",
    "rules",
    "stage_order",
    "suggest",
    "timing",
    "to_arrow",
    "to_networkx",
    "to_pandas",
    "unpack_portfolio",
    "waive",
    "what_if",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'lifecycle_map' has no attribute '{name}'")
    import importlib

    value: object = getattr(importlib.import_module(f"lifecycle_map.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
