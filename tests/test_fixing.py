"""Proposed tasks: each makes its need visible, stands where it fits, and survives being written."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
import realdata
from outlines import outlined

import lifecycle_map as lm
from lifecycle_map.analysis.fixing import PROPOSED_BY
from lifecycle_map.cli.main import run
from lifecycle_map.errors import UnknownNameError, WrongKindError
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.task_names import load_task_names
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.needs import visible_needs
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.needs import NeedLevel

EXAMPLES = Path(__file__).parent.parent / "examples"
SERVICE = lm.load_lifecycle("itil")
STAGED = [
    "Business case and mandate",
    "  Write the business case for the portal",
    "Design",
    "  Design the software architecture",
    "Build and test",
    "  Develop the software",
    "Go live and hypercare",
    "  Deploy to production",
    "Project closure",
    "  End project report",
]


def checked(plan, **options):
    return lm.check(lm.align(plan, SERVICE), **options)


def proposals(plan):
    """Return the stage of each proposal, by its need."""
    return {
        prop.text: plan.stage_of(work.key).name if plan.stage_of(work.key) else ""
        for work in plan.of(lm.Work)
        for prop in work.properties
        if prop.name == PROPOSED_BY
    }


@pytest.mark.parametrize("need", load_needs(), ids=lambda need: need.key)
def test_the_name_of_each_proposal_shows_its_need(need):
    """A proposed task is recognised as what it is proposed for, in full, marked or not."""
    for name in (need.task, f"[proposed] {need.task}"):
        plan = outlined(["Build", "  Develop the software", f"  {name}"])
        seen = {each.need.key: each for each in visible_needs(plan, load_needs(), load_words())}
        assert seen[need.key].visible is lm.Visible.YES


NAMES = load_task_names()


@pytest.mark.parametrize("language", sorted(NAMES))
def test_the_names_of_each_language_show_their_needs(language):
    """By the words of that language (and English ones), all 55, with the mark and without."""
    names = NAMES[language]
    assert set(names.tasks) == {need.key for need in load_needs()}
    for need in load_needs():
        phrases = tuple(p for p in need.phrases if p.language in (language, "en"))
        for name in (names.tasks[need.key], f"{names.mark} {names.tasks[need.key]}"):
            plan = outlined(["Build", f"  {name}"])
            (seen,) = visible_needs(plan, (attrs.evolve(need, phrases=phrases),))
            assert seen.visible is lm.Visible.YES, name


PLANS = {
    "de": ["Konzeption", "  Anforderungen erheben", "Umsetzung", "  Software entwickeln",
           "  Datenbank aufbauen", "Einführung", "  Produktivsetzung"],
    "fr": ["Conception", "  Recueil des besoins", "Réalisation", "  Développement du logiciel",
           "  Base de données", "Déploiement", "  Mise en production"],
    "es": ["Diseño", "  Levantamiento de requisitos", "Construcción", "  Desarrollo del software",
           "  Base de datos", "Implantación", "  Puesta en producción"],
    "it": ["Progettazione", "  Raccolta dei requisiti", "Realizzazione", "  Sviluppo del software",
           "  Base di dati", "Avvio", "  Messa in produzione"],
    "pt": ["Desenho", "  Levantamento de requisitos", "Construção", "  Desenvolvimento do software",
           "  Banco de dados", "Implantação", "  Entrada em produção"],
    "nl": ["Ontwerp", "  Eisen verzamelen", "Realisatie", "  Software ontwikkelen",
           "  Database bouwen", "Invoering", "  Livegang"],
}  # fmt: skip


@pytest.mark.parametrize("language", PLANS)
def test_proposals_are_in_the_language_of_the_plan(language):
    """And checked again, they satisfy what was not visible."""
    report = checked(outlined(PLANS[language]), level=NeedLevel.CONTEXT)
    fixed = lm.fix(report)
    names = NAMES[language]
    added = [work.name for work in fixed.of(lm.Work) if work.key not in report.plan]
    assert added
    assert all(name.removeprefix(f"{names.mark} ") in names.tasks.values() for name in added)
    assert fixed.warnings == report.plan.warnings
    again = checked(fixed, level=NeedLevel.CONTEXT)
    assert not [f.rule.key for f in again.findings if f.rule.check == "visible"]


def test_where_there_are_no_names_they_are_english():
    """A warning says so, unless English was asked for; a language without names is refused."""
    plan = outlined(["Analys", "  Kravinsamling", "Utveckling", "  Utveckla programvaran",
                     "  Systemtest", "Driftsättning", "  Utbildning av användare"])  # fmt: skip
    report = checked(plan, select=["N18"])
    fixed = lm.fix(report)
    assert "[proposed] Agree and sign the service level agreement" in {e.name for e in fixed}
    assert "the plan is in 'sv'" in fixed.warnings[-1]
    assert lm.fix(report, language="en").warnings == plan.warnings
    assert NAMES["de"].tasks["N18"] in " ".join(e.name for e in lm.fix(report, language="de"))
    with pytest.raises(UnknownNameError, match="language of proposals 'sv'"):
        lm.fix(report, language="sv")


def test_a_decision_is_a_milestone():
    """The go/no-go takes no time, and is read back as a milestone."""
    fixed = lm.fix(checked(outlined(STAGED), select=["N39"]))
    (task,) = (w for w in fixed.of(lm.Work) if w.name.startswith("[proposed]"))
    assert task.schedule == Schedule(milestone=True)


@pytest.mark.parametrize("level", list(NeedLevel))
def test_a_real_plan_with_proposals_hides_nothing(level):
    """All that was not visible in it is, once the proposals are there."""
    (path,) = realdata.folder("realdata").glob("mspdi/*Naufar*.xml")
    report = checked(lm.read_lifecycle(path), level=level)
    hidden = [f for f in report.findings if f.rule.check == "visible"]
    assert len(hidden) > 10
    again = checked(lm.fix(report), level=level)
    assert not [f for f in again.findings if f.rule.check == "visible"]


@pytest.mark.parametrize("file", ["service-introduction.csv", "service-introduction.xml"])
@pytest.mark.parametrize("level", list(NeedLevel))
def test_checked_again_nothing_is_hidden(file, level):
    """All needs that were asked for are visible in the plan with the proposals."""
    report = checked(lm.read_lifecycle(EXAMPLES / file), level=level)
    fixed = lm.fix(report)
    hidden = {f.rule.key for f in report.findings if f.rule.check == "visible"}
    assert hidden
    assert proposals(fixed).keys() == hidden
    again = checked(fixed, level=level)
    assert not [f.rule.key for f in again.findings if f.rule.check == "visible"]
    assert lm.fix(again) == fixed


def test_a_proposal_says_why_and_leaves_dates_out():
    """Its name is marked, its summary says why and what, and the rest of the plan is untouched."""
    plan = outlined(STAGED)
    report = checked(plan, select=["N18"])
    fixed = lm.fix(report, plan)
    (task,) = (work for work in fixed.of(lm.Work) if work.key not in plan)
    assert task.name == "[proposed] Agree and sign the service level agreement"
    assert task.summary.startswith("Without an agreed level")
    assert task.schedule is None
    assert proposals(fixed) == {"N18": "Design"}
    assert [element for element in fixed if element.key in plan] == list(plan)


@pytest.mark.parametrize(
    ("need", "stage"),
    [
        ("N01", "Business case and mandate"),
        ("N18", "Design"),
        ("N21", "Build and test"),
        ("N39", "Build and test"),
        ("N52", "Project closure"),
    ],
)
def test_proposals_stand_in_the_stage_that_fits(need, stage):
    """By the gate and the stage of ITIL, and by the phases of the plan's own stages."""
    fixed = lm.fix(checked(outlined(STAGED[:7] + STAGED[8:]), select=[need]))
    assert proposals(fixed) == {need: stage}


def test_a_plan_without_stages():
    """The proposals stand at the end of the lines."""
    plan = outlined(["Develop the software", "Deploy to production", "Test the web application"])
    fixed = lm.fix(checked(plan, select=["N18", "N21"]))
    assert proposals(fixed) == {"N18": "", "N21": ""}
    assert [e.key for e in fixed][:3] == [e.key for e in plan]


def test_a_bare_word_that_is_filled_shows_no_more():
    """What was visible by a bare word is proposed too when other tasks come to stand below it."""
    plan = outlined(["Design", "  Design the software", "Build", "  Develop the software",
                     "Deploy to production", "Support"])  # fmt: skip
    report = checked(plan)
    again = checked(lm.fix(report))
    assert not [f for f in again.findings if f.rule.check == "visible"]


def test_a_plan_that_is_not_about_it_is_left_as_it_is():
    """It was asked nothing, so that nothing is proposed."""
    plan = outlined(["Wedding", "  Book the church", "  Order the flowers", "  Send invitations"])
    report = checked(plan)
    assert not report.results
    assert lm.fix(report) is plan


def test_only_reports_are_fixed():
    """A plan alone does not say what it lacks."""
    with pytest.raises(WrongKindError):
        lm.fix(outlined(STAGED))


def held(plan):
    """Return what is to survive: tasks with levels and dates, links, and who does what."""
    works = [
        (w.name, w.kind, len(list(plan.ancestors(w.key))), w.summary, w.schedule or Schedule())
        for w in plan.of(lm.Work)
    ]
    links = [
        (plan[r.subject].name, r.link, plan[r.object].name, r.dependency)
        for r in plan.relations
        if r.link in (lm.Link.PRECEDES, lm.Link.PERFORMS, lm.Link.CONTAINS)
    ]
    return works, sorted(links, key=repr)


@pytest.mark.parametrize("suffix", ["toml", "json", "csv", "xml"])
@pytest.mark.parametrize("file", ["service-introduction.csv", "service-introduction.xml"])
def test_the_command_writes_what_is_read_back(file, suffix, tmp_path, capsys):
    """In every format the same tasks, links and people, and the mark of the proposals."""
    path = tmp_path / f"fixed.{suffix}"
    assert run(["fix", str(EXAMPLES / file), "-o", str(path)]) == 0
    assert "tasks proposed" in capsys.readouterr().err
    back = lm.read_lifecycle(path, strict=True)
    wanted = lm.fix(checked(lm.read_lifecycle(EXAMPLES / file)))
    assert held(back) == held(wanted)
    assert proposals(back) == proposals(wanted)


@pytest.mark.parametrize("options", [["-o", "x.png"], ["-f", "sarif"], ["-o", "x"]])
def test_other_formats_are_refused(options, capsys):
    """A plan is written as a plan, or not at all."""
    assert run(["fix", str(EXAMPLES / "service-introduction.csv"), *options]) == 2
    assert "format of a plan" in capsys.readouterr().err
