"""Where the table of a plan begins, what its columns mean, and which lists are no plans."""

from __future__ import annotations

import pytest
from table_samples import (
    Sheet,
    explained,
    kept,
    lines,
    people,
    read,
    read_book,
    roles,
    ties,
    when,
    workbook,
)

from lifecycle_map.errors import InvalidFileError, UnknownNameError
from lifecycle_map.loading.tables.headings import meaning, nearly, plain

MS_PROJECT = {
    "en": "ID\tTask Mode\tTask Name\tDuration\tStart\tFinish\tPredecessors\tResource Names",
    "de": "Nr.\tVorgangsmodus\tVorgangsname\tDauer\tAnfang\tFertig stellen\tVorgänger\tRessourcennamen",
    "fr": "N°\tMode Tâche\tNom de la tâche\tDurée\tDébut\tFin\tPrédécesseurs\tNoms ressources",
    "es": "Id\tModo de tarea\tNombre de tarea\tDuración\tComienzo\tFin\tPredecesoras\tNombres de los recursos",
    "pt": "Id\tModo da Tarefa\tNome da Tarefa\tDuração\tInício\tTérmino\tPredecessoras\tNomes dos Recursos",
    "it": "ID\tModalità attività\tNome attività\tDurata\tInizio\tFine\tPredecessori\tNomi risorse",
    "nl": "Id\tTaakmodus\tTaaknaam\tDuur\tBegin\tEinde\tVoorafgaande taken\tResourcenamen",
    "pl": "Identyfikator\tTryb zadania\tNazwa zadania\tCzas trwania\tRozpoczęcie\tZakończenie\tPoprzedniki\tNazwy zasobów",
    "cs": "ID\tRežim úkolu\tNázev úkolu\tDoba trvání\tZahájení\tDokončení\tPředchůdci\tNázvy zdrojů",
    "sv": "ID\tAktivitetsläge\tAktivitetsnamn\tVaraktighet\tStart\tSlut\tFöregående aktiviteter\tResursnamn",
    "ru": "Ид.\tРежим задачи\tНазвание задачи\tДлительность\tНачало\tОкончание\tПредшественники\tНазвания ресурсов",
    "tr": "No\tGörev Modu\tGörev Adı\tSüre\tBaşlangıç\tBitiş\tÖncüller\tKaynak Adları",
    "zh": "标识号\t任务模式\t任务名称\t工期\t开始时间\t完成时间\t前置任务\t资源名称",
    "ja": "ID\tタスク モード\tタスク名\t期間\t開始日\t終了日\t先行タスク\tリソース名",
    "ko": "번호\t작업 모드\t작업 이름\t기간\t시작\t완료\t선행 작업\t자원 이름",
    "ar": "معرف\tوضع المهمة\tاسم المهمة\tالمدة\tالبدء\tالانتهاء\tالسابقات\tأسماء الموارد",
}


@pytest.mark.parametrize("language", MS_PROJECT)
def test_what_ms_project_copies_is_understood_in_each_language(language):
    """Id, name, duration, both dates, predecessors and resources; the mode is kept."""
    head = MS_PROJECT[language]
    text = f"{head}\n1\t–\tOne\t5d\t03.03.2025\t07.03.2025\t\tAnna\n2\t–\tTwo\t5d\t10.03.2025\t14.03.2025\t1\tBen\n"
    plan, told = explained(text)
    assert lines(plan) == [(0, "1", "One"), (0, "2", "Two")]
    assert ties(plan) == ["1 FS 2"]
    assert roles(plan) == ["Anna", "Ben"]
    assert when(plan["two"]) == ("2025-03-10", "2025-03-14")
    assert plan["two"].schedule.duration == 2400
    assert list(kept(plan["one"])) == [head.split("\t")[1]]
    assert told[f"column C '{head.split(chr(9))[2]}'"] == "name"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Task\u00a0name\n(what)", "name"), ("predecessorTaskIDs", "predecessors"), ("% Complete", "percent"),
        ("DURATION in MINUTES (Estimate)", "duration"), ("Start_Date:", "start"), ("PCT OF TASK COMPLETE", "percent"),
        ("Timeline - End", "finish"), ("Blocked By (Dependencies)", "predecessors"), ("Section/Column", "group"),
        ("担当者", "owner"), ("№ п/п", "id"), ("Actual Start", "start"),
    ],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_written(heading, field):
    """Without regard to case, line ends, joined words, brackets and words around it."""
    assert meaning(heading).field == field


@pytest.mark.parametrize(
    "heading", ["", "Data scientist", "Completed At", "Date Raised", "Legend", "of to in"]
)
def test_a_heading_that_is_unknown_means_nothing(heading):
    """Vague words mean something only where they stand alone."""
    found = meaning(heading)
    assert found is None or found.field not in ("start", "percent")


def test_a_misspelt_heading_is_taken_for_what_was_meant():
    """And that is told; one of other words is not."""
    fields = frozenset(("predecessors", "percent"))
    assert nearly("Predecesors", fields).field == "predecessors"
    assert nearly("Completed At", fields) is None
    assert nearly("Pre", fields) is None
    plan = read("ID,Task,Predecesors\n1,A,\n2,B,1\n")
    assert ties(plan) == ["1 FS 2"]
    assert plan.warnings == ("line 1: the heading 'Predecesors' is taken for 'predecessors'",)


def test_plain_headings():
    """Signs that mean something stay."""
    assert plain("% Done #") == "% done #"


def test_the_headings_may_stand_anywhere_near_the_top():
    """Titles, notes and blank rows above them are no headings."""
    plan, told = explained(
        "Project plan,,\nPrepared by,Anna,\n,,\nTask,Start,End\nA,2025-03-03,2025-03-04\n"
    )
    assert lines(plan) == [(0, "5", "A")]
    assert told["the headings"] == "3 columns"


def test_two_rows_of_headings_are_one():
    """ "Planned" over "Start" and "Finish" holds for both, and tells them from the actual ones."""
    plan, told = explained(
        ";;Planned;;Actual;;\nID;Work package;Start;Finish;Start;Finish;Owner\n"
        "1;Brief;03.03.2025;05.03.2025;04.03.2025;;Anna\n"
    )
    assert when(plan["brief"]) == ("2025-03-03", "2025-03-05")
    assert kept(plan["brief"]) == {"Actual Start": "04.03.2025"}
    assert people(plan) == [("Anna", "Brief")]
    assert told["column C 'Planned Start'"] == "start"
    assert plan.warnings == ()


def test_merged_headings_over_two_rows_in_a_workbook():
    """The name stands in the upper row, the dates in the lower one."""
    sheet = Sheet("Plan", [
        ["Terminplan"], [],
        ["Nr.", "Arbeitspaket", "Plan", None, "Ist", None, "Verantwortlich"],
        [None, None, "Anfang", "Ende", "Anfang", "Ende"],
        [1, "Auftrag", "03.03.2025", "05.03.2025", "04.03.2025", "06.03.2025", "Anna"],
    ])  # fmt: skip
    plan = read_book(workbook(sheet))
    assert lines(plan) == [(0, "1", "Auftrag")]
    assert when(plan["auftrag"]) == ("2025-03-03", "2025-03-05")
    assert kept(plan["auftrag"]) == {"Ist Anfang": "04.03.2025", "Ist Ende": "06.03.2025"}


def test_headings_that_are_there_twice_are_told():
    """The first one is taken; the other column is kept."""
    plan = read("ID,Name,Name,Start\n1,A,B,2025-03-03\n")
    assert lines(plan) == [(0, "1", "A")]
    assert "two columns are headed 'Name'; the first is taken" in plan.warnings[0]


def test_a_row_of_units_is_no_task():
    """It says what the numbers count."""
    plan = read("Task,Duration,Start,Progress\n,(h),(dd/mm/yyyy),(%)\nA,16,03/03/2025,50\n")
    assert lines(plan) == [(0, "3", "A")]
    assert plan["a"].schedule.duration == 960
    assert plan.warnings == ("line 2: a row of units or examples; left out",)


def test_shares_of_one_are_told_from_shares_of_a_hundred():
    """Where none is above one, 0.5 is half; a sign settles it."""
    percents = lambda text: [e.schedule.percent if e.schedule else 0 for e in read(text)]  # noqa: E731
    assert percents("Task;Start;Progress\nA;3.3.25;0,5\nB;3.3.25;1\nC;3.3.25;0\n") == [50, 100, 0]
    assert percents("Task;Start;Progress\nA;3.3.25;0,5\nB;3.3.25;20\n") == [0.5, 20]
    assert percents("Task;Start;Progress\nA;3.3.25;0,5%\nB;3.3.25;1\n") == [0.5, 100]


def test_words_under_progress_are_a_status():
    """So Planner exports it; nothing is wrong with them."""
    plan = read(
        "Task ID,Task Name,Progress,Due date\na,A,Not started,2025-03-03\nb,B,Completed,2025-03-04\n"
    )
    assert kept(plan["b"]) == {"Progress": "Completed"}
    assert plan.warnings == ()
    plan = read("List,To-do,Completed,Due on\nX,A,yes,2025-03-03\nX,B,no,2025-03-04\n")
    assert kept(plan["b"]) == {"List": "X", "Completed": "no"}
    assert plan.warnings == ()


def test_letters_of_responsibility_are_no_people():
    """A matrix of R, A, C and I is kept as it stands."""
    plan = read("Activity,Owner,Team,Start\nA,R,C/I,2025-03-03\nB,A,I,2025-03-04\n")
    assert roles(plan) == []
    assert kept(plan["a"]) == {"Owner": "R", "Team": "C/I"}


def test_dates_over_columns_are_bars():
    """Where a table tells no dates, the cells that are filled do; the last column is as long."""
    plan = read("Task,Owner,03/03/2025,10/03/2025,17/03/2025\nA,Anna,x,x,\nB,Ben,,,x\nC,Cleo,,,\n")
    assert when(plan["a"]) == ("2025-03-03", "2025-03-16")
    assert when(plan["b"]) == ("2025-03-17", "2025-03-23")
    assert plan["c"].schedule is None
    assert kept(plan["a"]) == {}


@pytest.mark.parametrize("head", ["Task,Start,03/03/2025,10/03/2025,17/03/2025", "Task,Owner,03/03/2025,10/03/2025,z",
                                  "Task,Owner,10/03/2025,03/03/2025,17/03/2025", "Task,Owner,0001-01-01,9000-01-01,9999-12-31"])  # fmt: skip
def test_other_columns_are_no_bars(head):
    """Not beside dates, not where there are few, not where the days go back."""
    plan = read(f"{head}\nA,{'Anna' if 'Owner' in head else '2025-03-01'},x,y,z\n")
    assert set(kept(plan["a"]).values()) == {"x", "y", "z"}


def test_a_list_of_milestones_is_a_plan():
    """Where nothing else names the rows, the column of milestones does."""
    plan = read("Milestone;Datum;Status\nFreigabe;03.03.2025;offen\nGo-live;30.04.2025;offen\n")
    assert [e.schedule.milestone for e in plan] == [True, True]
    assert lines(plan)[1] == (0, "3", "Go-live")


def test_a_description_is_the_name_where_there_is_no_other():
    """If each row has one."""
    assert lines(read("No,Description,Start,End\n1,Install,2025-03-03,2025-03-04\n")) == [
        (0, "1", "Install")
    ]


def test_the_innermost_group_is_the_name_where_there_is_no_other():
    """A table of phases and stages."""
    plan = read("Phase,Start,End\nDesign,2025-03-03,2025-03-04\nBuild,2025-03-05,2025-03-06\n")
    assert lines(plan) == [(0, "2", "Design"), (0, "3", "Build")]


def test_the_fullest_column_of_names_is_the_name():
    """Beside it, one that holds several tasks is a group."""
    plan = read("Work package,Task,Start\nOne,A,2025-03-03\n,B,2025-03-04\nTwo,C,2025-03-05\n")
    assert lines(plan) == [
        (0, "", "One"),
        (1, "2", "A"),
        (1, "3", "B"),
        (0, "", "Two"),
        (1, "4", "C"),
    ]
    plan = read("Task,Activity,Start\nOne,A,2025-03-03\n,B,2025-03-04\n,C,2025-03-05\n")
    assert [name for _, _, name in lines(plan)] == ["One", "A", "B", "C"]
    plan = read("Activity,Task,Start\nA,A,2025-03-03\nB,B,2025-03-04\n")
    assert lines(plan) == [(0, "2", "A"), (0, "3", "B")]


def test_no_name_is_refused_with_what_to_do():
    """The message names the headings that there are."""
    with pytest.raises(
        InvalidFileError, match=r"no column holds names of tasks.*'Start'.*--column name="
    ):
        read("ID,Start,Finish,Duration\n1,2025-03-03,2025-03-04,1\n")


def test_no_headings_are_refused_with_what_to_do():
    """Numbers and dates alone say nothing."""
    with pytest.raises(InvalidFileError, match=r"no row looks like the headings.*--header-row N"):
        read("1,Build,2025-03-03\n2,Test,2025-03-06\n")
    with pytest.raises(InvalidFileError, match=r"no row in any sheet looks like the headings"):
        read_book(workbook(Sheet("A", [[1, "Build"]])))


def test_the_user_says_which_row_has_the_headings():
    """And is told when there is nothing in it."""
    text = "Task,Start\nX,2025-03-01\nZ,Q\nA,2025-03-03\n"
    assert lines(read(text, header_row=3, columns=(("name", "Z"),))) == [(0, "4", "A")]
    with pytest.raises(InvalidFileError, match=r"row 9 shows nothing"):
        read(text, header_row=9)


@pytest.mark.parametrize("wanted", ["What", "WHAT", "c", "3"])
def test_the_user_says_which_column_is_what(wanted):
    """By heading, letter, or number; what it was taken for before is free again."""
    text = "ID,Task,What,Start\n1,x,A,2025-03-03\n2,y,B,2025-03-04\n"
    plan = read(text, columns=(("name", wanted),))
    assert lines(plan) == [(0, "1", "A"), (0, "2", "B")]
    assert kept(plan["a"]) == {"Task": "x"}


def test_the_user_may_name_a_phase():
    """In the words of the command line."""
    plan = read(
        "Task,Where,Start\nA,Lab,2025-03-03\nB,Lab,2025-03-04\n", columns=(("phase", "Where"),)
    )
    assert lines(plan) == [(0, "", "Lab"), (1, "2", "A"), (1, "3", "B")]


def test_a_column_that_the_user_names_is_taken_as_said():
    """Words under "percent" are then wrong."""
    plan = read("Task,Start,State\nA,2025-03-03,halfway\n", columns=(("percent", "State"),))
    assert "'halfway' is no percentage; taken as 0" in plan.warnings[0]


@pytest.mark.parametrize(
    "option", [("name", "Nowhere"), ("name", "99"), ("name", "²"), ("colour", "Task")]
)
def test_a_column_or_field_that_there_is_not_is_told(option):
    """With those that there are."""
    with pytest.raises(UnknownNameError, match=r"Task|name"):
        read("Task,Start\nA,2025-03-03\n", columns=(option,))


def body(head):
    mark = ";" if ";" in head else ","
    heads = head.split(mark)
    return head + "\n" + "".join(mark.join(f"{h} {n}" for h in heads) + "\n" for n in (1, 2, 3))


LISTS = {
    "a RAID log or a risk register": (
        "ID,Type,Description,Owner,Date Raised,Status,Impact,Probability,Mitigation,Due Date",
        "RAID ID,Category,Title,Description,Raised By,Date Raised,Owner,Priority,Status,Action,Target Date",
        "Risk ID,Risk Description,Likelihood,Impact,Risk Score,Mitigation,Owner,Status",
        "No,Risk,Cause,Effect,Probability (1-5),Impact (1-5),Score,Response,Owner,Due Date",
        "Risk ref,Title,Category,Inherent Likelihood,Inherent Impact,Controls,Risk Owner,Review Date",
        "Nr.;Risiko;Beschreibung;Eintrittswahrscheinlichkeit;Auswirkung;Maßnahme;Verantwortlich;Termin",
        "N°;Risque;Description;Probabilité;Impact;Criticité;Plan d'action;Responsable;Échéance;Statut",
        "ID;Riesgo;Descripción;Probabilidad;Impacto;Nivel de riesgo;Plan de mitigación;Responsable;Fecha",
    ),
    "an export of issues": (
        "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Reporter,Created,Updated,Due date,Labels",
        "number,title,state,labels,assignee,author,created_at,updated_at,closed_at,url",
        "Title,Description,Issue ID,State,Author,Assignee,Due Date,Created At (UTC),Closed At (UTC),Milestone,Labels,Time Estimate",
        "ID,Work Item Type,Title,Assigned To,State,Tags,Created Date,Area Path,Iteration Path",
        "Number,Short description,Caller,Priority,State,Category,Assignment group,Assigned to,Opened,Updated,Closed",
        "Nr.;Titel;Beschreibung;Gemeldet von;Gemeldet am;Schweregrad;Priorität;Bearbeiter;Lösung;Status",
        "Bug ID,Product,Component,Assignee,Status,Resolution,Summary,Changed",
    ),
    "a list of change requests": (
        "CR Number,Title,Description,Requested By,Date Requested,Impact,Priority,Decision,Approved By,Status",
        "Change No,Change Description,Reason for Change,Requestor,Date Submitted,Cost Impact,Decision,Decision Date",
        "Nr.;Änderung;Beschreibung;Antragsteller;Datum;Begründung;Auswirkung;Entscheidung;Status;Titel",
        "N°;Titre;Demande de changement;Description;Demandeur;Date de demande;Impact;Décision;Statut",
        "N.º;Título;Solicitud de cambio;Descripción;Solicitante;Fecha;Justificación;Decisión;Estado",
    ),
    "a list of people": (
        "Name,Role,Organisation,Interest,Influence,Engagement strategy,Owner",
        "First name,Last name,Title,Company,Email,Phone,Start date",
        "Name;Rolle;Organisation;Interesse;Einfluss;Haltung;Maßnahme;Verantwortlich",
        "Nom;Fonction;Organisation;Intérêt;Influence;Attentes;Stratégie",
        "Employee ID,Name,Department,Job Title,Manager,Start Date,End Date,Email",
        "Name,Department,Email,Monday,Tuesday,Wednesday,Thursday,Friday",
    ),
    "an inventory of machines": (
        "VM Name,Host,OS,vCPU,RAM (GB),Disk (GB),IP Address,Owner,Environment,Status",
        "Name,Power State,Provisioned Space,Used Space,Host CPU,Host Mem,Guest OS,DNS Name,Owner",
        "ID,Server Name,Function,Operating System,CPU,Memory,Storage,Location,Start Date,Owner",
    ),
    "a list of test cases": (
        "Test Case ID,Title,Preconditions,Test Steps,Expected Result,Actual Result,Status,Tester,Date",
        "Testfall-ID;Titel;Vorbedingung;Schritte;Erwartetes Ergebnis;Tatsächliches Ergebnis;Status;Tester",
        "ID;Caso de prueba;Título;Pasos;Resultado esperado;Resultado obtenido;Estado;Responsable",
    ),
    "a budget or a list of costs": (
        "Name,Category,Description,Budget,Actual Cost,Variance,Owner,Status",
        "Pos.;Bezeichnung;Menge;Einzelpreis;Gesamtpreis;Lieferant;Kategorie",
        "N°;Désignation;Quantité;Prix unitaire;Montant;Fournisseur;Date",
        "Invoice Number,Title,Supplier,Description,Invoice Date,Due Date,Amount,Currency,Status",
        "Name,Date,Project,Hours,Rate,Amount",
    ),
    "an attendance list": (
        "No,Name,Organisation,Present,Absent,Signature,Date",
        "Nr.;Name;Abteilung;Anwesend;Unterschrift;Datum",
        "N°;Nom;Service;Présent;Signature;Date",
    ),
    "a list of requirements": (
        "Req ID,Title,Requirement,Priority,Source,Acceptance Criteria,Owner,Status",
        "Nr.;Titel;Anforderung;Beschreibung;Priorität;Akzeptanzkriterien;Status;Verantwortlich",
    ),
    "a log of lessons or decisions": (
        "ID,Title,Category,Lesson learned,What went well,Recommendation,Owner,Date",
    ),
    "a communication plan": ("ID,Title,Audience,Frequency,Channel,Owner,Start Date",),
    "a log of events": ("Timestamp,Event,Name,User,Message,Status code,Start",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "head"), [(name, head) for name, heads in LISTS.items() for head in heads]
)
def test_a_list_that_is_no_plan_is_told_apart(name, head):
    """It is refused with what it looks like, why, and how to read it all the same."""
    with pytest.raises(InvalidFileError) as error:
        read(body(head))
    assert f"it looks like {name}, not like a plan: its headings are '" in str(error.value)
    assert "--any-list" in str(error.value)


def test_a_list_that_is_no_plan_can_be_read_all_the_same():
    """Who says so takes the risk."""
    plan = read("Risk ID,Title,Impact,Probability\n1,Late,High,Low\n", any_list=True)
    assert lines(plan) == [(0, "2", "Late")]


def test_rows_that_say_that_they_are_risks_are_no_plan():
    """Where the headings say nothing, the types of the rows do."""
    text = "ID,Type,Title,Owner,Due Date\n1,Risk,A,Anna,2025-03-03\n2,Issue,B,Ben,2025-03-04\n"
    with pytest.raises(
        InvalidFileError, match=r"a RAID log.*its rows are of the types 'Risk', 'Issue'"
    ):
        read(text)
    assert len(read(text.replace("Risk", "Task").replace("Issue", "Task")).elements) == 4


@pytest.mark.parametrize(
    "head",
    [
        "ID,Task,Start,Finish,Owner,Risk,Cost,Budget,Priority,Comments,Environment",
        "Task,Owner,Due Date,Risk,Impact,Priority,Status",
        "WBS,Activity,Duration,Predecessors,Cost,Budget,Actual Cost,Vendor",
        "Task Name,Start Date,End Date,Budget,Actual Cost,Total,Currency",
        "Seq,Activity,Server,Environment,Start,End,Owner,IP Address,Rollback Plan",
        "Task,Tester,Start,Finish,Duration,Test Result,Environment",
        "Issue key,Issue Type,Summary,Assignee,Start date,Due date,Parent,Predecessors,Labels,Reporter,Created,Updated",
        "Task,Start,End,Approved by,Decision,Justification",
        "Milestone,Planned date,Owner,Email,Phone,Status",
        "Deliverable,Acceptance Criteria,Owner,Due Date,Priority",
        "Task,Category,Vendor,Cost,Quantity,Start Date,Due Date,Owner,Email,Phone",
        "Nr.;Vorgang;Anfang;Ende;Verantwortlich;Risiko;Kosten;Budget;Priorität;Auswirkung",
        "ID;Tarea;Inicio;Fin;Responsable;Riesgo;Impacto;Presupuesto",
        "N°;Tâche;Début;Fin;Responsable;Risque;Impact;Budget;Priorité",
        "Step,Description,Owner,Start time,Duration (min),Predecessor,Rollback,Environment,Server,Status",
        "No,Action,Owner,Due Date,Status,Comments",
        "Activity,Owner,Deadline",
    ],
)
def test_a_plan_may_have_columns_of_risks_and_costs(head):
    """What speaks for a plan weighs more."""
    assert len(lines(read(body(head), day_first=True))) == 3


def test_of_several_sheets_the_most_likely_plan_is_read():
    """Not a longer list of risks, not a hidden plan, not a list of names; others are named."""
    risks = [["Risk ID", "Risk", "Title", "Impact", "Due date"]] + [
        [n, "x", "y", "z", "2025-03-03"] for n in range(30)
    ]
    plan = [["Task", "Start", "End"], ["A", "2025-03-03", "2025-03-04"]]
    old = [["ID", "Task", "Start", "End", "Owner"], [1, "Old", "2025-03-03", "2025-03-04", "Anna"]]
    names = [["Name", "Status", "Owner"]] + [["x", "y", "z"]] * 20
    found = read_book(
        workbook(
            Sheet("Risks", risks),
            Sheet("Old", old, hidden=True),
            Sheet("Plan", plan),
            Sheet("Names", names),
        )
    )
    assert lines(found) == [(0, "2", "A")]
    assert found.warnings == (
        "the sheet 'Plan' is read; 'Old' may hold plans too (--sheet NAME reads one of them, --sheet '*' all)",
    )  # fmt: skip


def test_another_table_below_the_plan_is_left_out():
    """With its title; so is all below it."""
    plan = read(
        "Task,Start,End\nA,2025-03-03,2025-03-04\n,,\nMilestones,,\nMilestone,Date,Owner\nGo,2025-03-10,Anna\n"
    )
    assert lines(plan) == [(0, "2", "A")]
    assert plan.warnings == ("lines 4, 5, 6: another table below the plan; left out",)
    plan = read("Task,Start,End\nA,2025-03-03,2025-03-04\nName,Owner,\nGo,Anna,\n")
    assert plan.warnings == ("lines 3, 4: another table below the plan; left out",)


def test_rows_that_are_left_out_are_counted():
    """For each reason once, with the first of them."""
    rows = "".join(f"{n},,,\n" for n in range(2, 14))
    plan = read(f"ID,Task,Start,End\n1,A,2025-03-03,2025-03-04\n{rows}")
    assert plan.warnings == (
        "lines 3, 4, 5, 6, 7, 8, 9, 10 and 4 more: nothing but a number; left out",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Total,,,10,", "a row of totals"), ("Gesamtsumme:,,,10,", "a row of totals"),
        (",Total,,10,", "a row of totals"), (",Summe Projekt,,10,", "a row of totals"),
        (",Note: dates may change,,,", "a remark beside the tasks"), (",* provisional,,,", "a remark beside the tasks"),
        ("Printed by Anna,,,,", "a remark beside the tasks"), (",Page 1 of 2,,,", "a remark beside the tasks"),
        (",© Example Ltd,,,", "a remark beside the tasks"), ("Approved by the board,,,,", "a remark beside the tasks"), ("---,----,---,---,---", "a line across the table"),
        ("ID,Task,Start,Days,Cost", "the headings again"), (",,,,1000", "nothing but a number"),
        ("\n,These dates are subject to change.,,,", "a remark beside the tasks"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_task_is_left_out_and_that_told(row, reason):
    """Nothing is wrong with it, so strict reading takes the file too."""
    plan = read(
        f"ID,Task,Start,Days,Cost\n1,A,2025-03-03,1,10\n2,B,2025-03-03,1,10\n{row}\n", strict=True
    )
    assert [uid for _, uid, _ in lines(plan)] == ["1", "2"]
    assert f"{reason}; left out" in plan.warnings[0]


@pytest.mark.parametrize(
    "name", ["Total redesign", "Note taking", "Page design 2", "Printed manuals", "Sum up."]
)
def test_a_task_that_begins_like_a_remark_is_a_task(name):
    """If it has dates, or stands among those that have."""
    assert (0, "2", name) in lines(
        read(f"ID,Task,Start\n1,A,2025-03-03\n2,{name},2025-03-03\n3,B,2025-03-04\n")
    )
    assert (0, "3", name) in lines(read(f"Task,Start\nA,2025-03-03\n{name},\nB,2025-03-04\n"))


def test_a_task_without_a_name_is_told():
    """What has an id, or dates where there are no ids, is a task."""
    plan = read("ID,Task,Start\n1,A,2025-03-03\n2,,2025-03-03\n")
    assert plan.warnings == ("line 3, Task: a task without a name; the row is left out",)
    plan = read("Task,Start\nA,2025-03-03\n,2025-03-03\n")
    assert plan.warnings == ("line 3, Task: a task without a name; the row is left out",)


def test_what_belongs_to_no_task_is_left_out():
    """A legend beside the table, or a cost without a task."""
    plan = read("Task,Start,Cost,Room\nA,2025-03-03,1,x\n,,10,y\n")
    assert plan.warnings == ("line 3: no name of a task; left out",)


def test_titles_of_pages_are_no_sections():
    """They come again before each row of headings."""
    plan = read(
        "Plan of the portal,,\nID,Task,Start\n1,A,2025-03-03\nPage 1 of 2,,\n"
        "Plan of the portal,,\nID,Task,Start\n2,B,2025-03-04\nPage 2 of 2,,\n"
    )
    assert lines(plan) == [(0, "1", "A"), (0, "2", "B")]
    plan = read("Portal,\nTask,Start\nA,2025-03-03\nPortal,\nTask,Start\nB,2025-03-04\n")
    assert [name for _, _, name in lines(plan)] == ["A", "B"]


def test_notes_that_the_user_names_are_no_names():
    """What is said is taken as said; then no column holds names."""
    with pytest.raises(InvalidFileError, match="no column holds names"):
        read("Start,Text\n2025-03-03,A\n", header_row=1, columns=(("notes", "Text"),))
