"""Diagrams to lay out, made by hand: the shapes of picture that trainers meet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Tone

IN, OUT, BOTH, SIDE = (
    Direction.TO_PROJECT,
    Direction.TO_SERVICE,
    Direction.BOTH,
    Direction.PARALLEL,
)
Row = tuple[int | None, int | None, str, Match, Direction, float]


def picture(
    upper: Sequence[Box | str],
    lower: Sequence[Box | str],
    rows: Sequence[Row],
    *,
    title: str,
    names: tuple[str, str] = ("Project", "Service"),
    loop: bool = False,
    **others: str,
) -> Diagram:
    """Return a ladder; a row's ends are numbers of boxes, or None for the whole lane."""
    tops, bottoms = _boxes(upper, "p"), _boxes(lower, "s")
    flow = [Arrow(start=a.key, end=b.key) for row in (tops, bottoms) for a, b in _pairs(row)]
    if loop:
        flow.append(Arrow(start=bottoms[-1].key, end=bottoms[0].key))
    rungs = [
        Arrow(
            start="p" if one is None else tops[one].key,
            end="s" if two is None else bottoms[two].key,
            label=label,
            match=match,
            direction=direction,
            confidence=sure,
        )
        for one, two, label, match, direction, sure in rows
    ]
    return Diagram(
        kind="ladder",
        title=title,
        lanes=(
            Lane(key="p", label=names[0], tone=Tone.PROJECT),
            Lane(key="s", label=names[1], tone=Tone.SERVICE),
        ),
        boxes=(*tops, *bottoms),
        arrows=(*flow, *rungs),
        **others,
    )


def _boxes(boxes: Sequence[Box | str], lane: str) -> list[Box]:
    return [
        box if isinstance(box, Box) else Box(key=f"{lane}{number}", label=box, lane=lane)
        for number, box in enumerate(boxes, start=1)
    ]


def _pairs(row: Sequence[Box]) -> list[tuple[Box, Box]]:
    return list(itertools.pairwise(row))


def prince2_itil() -> Diagram:
    """Rows A1 to A11 of the domain facts: five stages, five stages, eleven correspondences."""
    close, related = Match.CLOSE, Match.RELATED
    return picture(
        [
            Box(key="p1", label="Pre-project", lane="p", detail=("SU · DP",), outside=True),
            Box(key="p2", label="Initiation stage", lane="p", detail=("IP · SB · DP",)),
            Box(
                key="p3",
                label="Subsequent delivery stage(s)",
                lane="p",
                detail=("CS · MP · SB · DP",),
                repeats=True,
                highlighted=True,
            ),
            Box(key="p4", label="Final delivery stage", lane="p", detail=("CS · MP · CP · DP",)),
            Box(
                key="p5", label="Post-project", lane="p", detail=("benefits reviews",), outside=True
            ),
        ],
        [
            "Service Strategy",
            "Service Design",
            "Service Transition",
            "Service Operation",
            "Continual Service Improvement",
        ],
        [
            (
                0,
                0,
                (
                    "authorised change proposal, service charter → project mandate, "
                    "outline business case"
                ),
                close,
                IN,
                0.9,
            ),
            (1, 0, "budget, priorities, sourcing policy", related, IN, 0.7),
            (
                1,
                1,
                "SLRs, outline SDP, SAC into acceptance criteria; PID to service side",
                close,
                BOTH,
                0.7,
            ),
            (2, 1, "SDP as specialist product", related, BOTH, 0.7),
            (2, 2, "release package, test evidence, change records", close, BOTH, 0.9),
            (3, 2, "deployed release, acceptance records, ELS exit", close, OUT, 0.9),
            (3, 3, "operations accept; ELS overlaps", related, OUT, 0.7),
            (4, 3, "running service", related, OUT, 0.9),
            (4, 4, "benefits reviews, follow-on actions, lessons", related, OUT, 0.7),
            (None, 4, "lessons both ways", related, SIDE, 0.7),
            (None, 0, "stage decisions vs portfolio decisions", related, SIDE, 0.5),
        ],
        title="PRINCE2 and the ITIL service lifecycle",
        subtitle="PRINCE2 6th edition · ITIL 2011 edition",
        names=("PRINCE2 project", "ITIL service lifecycle"),
        notice="PRINCE2® and ITIL® are registered trade marks of PeopleCert group. Used here "
        "to describe; not endorsed by the owner.",
        description="PRINCE2 stages in order. ITIL stages in order.",
        loop=True,
    )


def plan() -> Diagram:
    """A real plan: seven stages with long names and dates, one of them with no counterpart."""
    names = [
        ("Mobilisation and project set-up", "2026-01-12 – 2026-02-06"),
        ("Requirements and vendor selection", "2026-02-09 – 2026-04-03"),
        ("Solution design and architecture review", "2026-04-06 – 2026-05-29"),
        ("Build, configuration and data migration", "2026-06-01 – 2026-09-11"),
        ("User acceptance testing", "2026-09-14 – 2026-10-16"),
        ("Office move and furniture", "2026-10-19 – 2026-10-30"),
        ("Go-live and hypercare", "2026-11-02 – 2026-12-18"),
    ]
    boxes = [
        Box(key=f"p{n}", label=name, lane="p", detail=(dates,), highlighted=n == 5)
        for n, (name, dates) in enumerate(names, start=1)
    ]
    return picture(
        boxes,
        [
            "Service Strategy",
            "Service Design",
            "Service Transition",
            "Service Operation",
            "Continual Service Improvement",
        ],
        [
            (0, 0, "project mandate", Match.RELATED, IN, 0.62),
            (1, 0, "demand forecast, cost model", Match.RELATED, IN, 0.55),
            (1, 1, "service level requirements", Match.BROAD, IN, 0.74),
            (2, 1, "service design package", Match.CLOSE, BOTH, 0.91),
            (3, 2, "release package, CI data, build records", Match.CLOSE, OUT, 0.86),
            (4, 2, "test evidence, known errors", Match.NARROW, OUT, 0.78),
            (6, 2, "deployed release", Match.CLOSE, OUT, 0.88),
            (6, 3, "support model, scripts, monitoring, early life support", Match.EXACT, OUT, 0.8),
        ],
        title="CRM replacement: the plan beside the service lifecycle",
        subtitle="Project Plan.xml · 7 stages, 12 January to 18 December 2026",
        names=("CRM replacement", "ITIL service lifecycle"),
        loop=True,
    )


def german() -> Diagram:
    """Long compounds."""
    return picture(
        [
            "Projektvorbereitungsphase",
            "Anforderungsmanagement und Leistungsbeschreibung",
            "Inbetriebnahmevorbereitung",
            "Organisationsveränderungsmanagement",
            "Gewährleistungsüberwachungszeitraum",
            "Projektabschluss",
        ],
        [
            "Servicestrategie",
            "Servicedesign",
            "Serviceüberführung",
            "Servicebetrieb",
            "Kontinuierliche Serviceverbesserung",
        ],
        [
            (0, 0, "Projektauftrag", Match.CLOSE, IN, 0.9),
            (1, 1, "Dienstleistungsvereinbarungsanforderungen", Match.BROAD, BOTH, 0.7),
            (2, 2, "Betriebsübergabedokumentation und Wissensdatenbank", Match.CLOSE, OUT, 0.9),
            (3, 2, "Schulungsunterlagen", Match.RELATED, OUT, 0.5),
            (4, 3, "Störungsbearbeitung in der Anlaufphase", Match.RELATED, SIDE, 0.7),
            (5, 4, "Erfahrungsbericht, Folgemaßnahmenempfehlungen", Match.CLOSE, OUT, 0.7),
        ],
        title="Vorgehensmodell und Servicelebenszyklus",
        subtitle="Beispiel mit zusammengesetzten Wörtern",
        names=("Projekt", "Service"),
        language="de",
        loop=True,
    )


def arabic() -> Diagram:
    """From right to left."""
    return picture(
        ["ما قبل المشروع", "مرحلة البدء", "مرحلة التسليم", "ما بعد المشروع"],
        ["استراتيجية الخدمة", "تصميم الخدمة", "انتقال الخدمة", "تشغيل الخدمة"],
        [
            (0, 0, "تفويض المشروع", Match.CLOSE, IN, 0.9),
            (1, 1, "متطلبات مستوى الخدمة", Match.CLOSE, BOTH, 0.7),
            (2, 2, "حزمة الإصدار وسجلات الاختبار", Match.RELATED, OUT, 0.9),
            (3, 3, "الخدمة العاملة", Match.RELATED, OUT, 0.5),
            (None, 3, "الدروس المستفادة", Match.RELATED, BOTH, 0.7),
        ],
        title="المشروع ودورة حياة الخدمة",
        subtitle="مثال من اليمين إلى اليسار",
        names=("المشروع", "الخدمة"),
        language="ar",
        loop=True,
    )


def japanese() -> Diagram:
    """Text without spaces."""
    return picture(
        [
            "プロジェクト開始前",
            "立ち上げステージ",
            "後続の提供ステージ",
            "最終提供ステージ",
            "プロジェクト終了後",
        ],
        [
            "サービスストラテジ",
            "サービスデザイン",
            "サービストランジション",
            "サービスオペレーション",
            "継続的サービス改善",
        ],
        [
            (
                0,
                0,
                "承認済みの変更提案とサービス憲章からプロジェクトの委任事項へ",
                Match.CLOSE,
                IN,
                0.9,
            ),
            (1, 1, "サービスレベル要件、受入基準", Match.CLOSE, BOTH, 0.7),
            (2, 2, "リリースパッケージ、テスト結果", Match.RELATED, OUT, 0.9),
            (3, 3, "運用の受入れ", Match.RELATED, OUT, 0.5),
            (None, 4, "教訓", Match.RELATED, SIDE, 0.7),
        ],
        title="プロジェクトとサービスライフサイクル",
        subtitle="日本語の例",
        names=("プロジェクト", "サービス"),
        language="ja",
        loop=True,
    )


def small() -> Diagram:
    """Two stages beside two stages."""
    return picture(
        ["Build", "Hand over"],
        ["Transition", "Operation"],
        [
            (0, 0, "release package", Match.CLOSE, OUT, 0.9),
            (1, 1, "support model", Match.CLOSE, OUT, 0.7),
        ],
        title="From build to run",
    )


def large() -> Diagram:
    """A plan of thirty stages."""
    stages = [f"Work stream {n}: implementation" for n in range(1, 31)]
    rows: list[Row] = [
        (n, min(4, n // 6), f"deliverable {n + 1}, acceptance record", Match.RELATED, OUT, 0.7)
        for n in range(0, 30, 2)
    ]
    return picture(
        stages,
        ["Service Strategy", "Service Design", "Service Transition", "Service Operation", "CSI"],
        rows,
        title="Thirty work streams",
        loop=True,
    )


def twelve() -> Diagram:
    """As many boxes as a slide holds."""
    return picture(
        [f"Stage {n} implementation" for n in range(1, 13)],
        [
            "Plan",
            "Improve",
            "Engage",
            "Design and transition",
            "Obtain/build",
            "Deliver and support",
        ],
        [
            (n, n // 2, f"product {n + 1}", Match.CLOSE if n % 3 else Match.BROAD, d, 0.4 + n / 20)
            for n, d in zip(range(12), (IN, BOTH, OUT, OUT) * 3, strict=True)
        ],
        title="Twelve stages beside a value chain",
    )


def unrelated() -> Diagram:
    """Two lifecycles with nothing in common."""
    return picture(
        ["Dig", "Pour", "Cure"], ["Open", "Serve", "Close"], [], title="Nothing in common"
    )


SAMPLES = {
    make.__name__: make
    for make in (prince2_itil, plan, german, arabic, japanese, small, large, twelve, unrelated)
}
