"""Writes the files that the consumers read: plans of the examples, and some that are hard."""

from __future__ import annotations

import sys
import warnings
from datetime import date
from pathlib import Path

import lifecycle_map as lm
from lifecycle_map.formats.templates import TEMPLATES, schema_text, template

EXAMPLES = Path(__file__).parents[2] / "examples"
GERMAN = """\
Nr.;Vorgang;Anfang;Ende;Verantwortlich
1;Anforderungen;11.01.2027;29.01.2027;
1.1;Anforderungen an das Buchungsportal aufnehmen;11.01.2027;29.01.2027;Projektleitung
2;Umsetzung;01.02.2027;30.04.2027;
2.1;Software entwickeln;01.02.2027;09.04.2027;Entwicklung
2.2;Überwachung der Server einrichten;01.03.2027;12.03.2027;Rechenzentrum
2.3;Abnahmetest durch die Anwender;12.04.2027;30.04.2027;Fachbereich
3;Einführung;03.05.2027;28.05.2027;
3.1;Schulung der Anwender;03.05.2027;07.05.2027;Fachbereich
3.2;Inbetriebnahme;10.05.2027;10.05.2027;Rechenzentrum
3.3;Übergabe an den Betrieb;11.05.2027;28.05.2027;Service Desk
"""
HARD = """\
ID,Task,Start
1,"</script><img src=x onerror=alert(1)> deploy to production",2027-05-01
2,"Develop the software ]]> & ""quoted"" = formula",2027-05-01
3,"=HYPERLINK(""x"") server installation",2027-05-01
4,"اختبار القبول للمستخدمين",2027-05-01
5,"培训服务台 database",2027-05-01
6,"Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselverwaltungssoftwareumstellung",2027-05-01
"""


def main(folder: Path) -> None:
    """Write every sample into ``folder``."""
    folder.mkdir(parents=True)
    for name, text in (("german.csv", GERMAN), ("hard.csv", HARD)):
        (folder / name).write_text(text, "utf-8")
    itil, prince2 = lm.load_lifecycle("itil"), lm.load_lifecycle("prince2")
    plans = {
        "example": EXAMPLES / "service-introduction.xml",
        "german": folder / "german.csv",
        "hard": folder / "hard.csv",
    }
    for name, path in plans.items():
        report = lm.check(lm.align(lm.read_lifecycle(path), itil), path=path.name)
        waiver = lm.Waiver(rule="N18", owner="Kim", reason="agreed", expires=date(2099, 12, 31))
        report = lm.waive(report, [waiver], date(2027, 1, 1))
        for suffix in ("html", "sarif", "junit.xml"):
            lm.export(report, folder / f"{name}-report.{suffix}")
        for suffix in CHECKLISTS:
            lm.export(lm.checklist(report), folder / f"{name}-checklist.{suffix}")
    lm.export(lm.align(prince2, itil), folder / "alignment.html")
    lm.export(lm.load_crosswalk("prince2--itil"), folder / "crosswalk.html")
    lm.export(prince2, folder / "lifecycle.html")
    new_files(folder)
    mappings(folder)


def mappings(folder: Path) -> None:
    """Write crosswalks in every format of mappings, and a lifecycle as RDF."""
    values = {
        "crosswalk": lm.load_crosswalk("prince2--itil"),
        "alignment": lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")),
        "handover": lm.read_crosswalk(EXAMPLES / "our-handover.sssom.tsv"),
    }
    for name, value in values.items():
        for suffix in ("sssom.tsv", "sssom.json", "ttl", "jsonld", "alignment.rdf"):
            quiet(value, folder / f"{name}.{suffix}")
        plain = str(lm.render(value, "sssom-json", dialect="plain"))
        (folder / f"{name}.plain.sssom.json").write_text(plain, "utf-8")
    for suffix in ("ttl", "jsonld"):
        lm.export(lm.load_lifecycle("itil"), folder / f"lifecycle.{suffix}")


def quiet(value: lm.Crosswalk | lm.Alignment, path: Path) -> None:
    """Write a mapping, whatever the format cannot hold of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", lm.LeftOutWarning)
        lm.export(value, path)


def new_files(folder: Path) -> None:
    """Write the files that authors begin with, and the schemas that editors complete keys with."""
    for kind in TEMPLATES:
        for notation in TEMPLATES[kind].notations:
            (folder / f"new-{kind}.{notation}").write_text(template(kind, notation), "utf-8")
        name, text = schema_text(kind)
        (folder / name).write_text(text, "utf-8")


CHECKLISTS = ("html", "docx", "xlsx")

if __name__ == "__main__":
    main(Path(sys.argv[1]))
