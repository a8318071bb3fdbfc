"""What the cells of a plan say: dates, durations, shares, references, people."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import lifecycle_map.loading.tables as package
from lifecycle_map.loading.tables import links, values
from lifecycle_map.loading.tables.people import Names
from lifecycle_map.loading.tables.words import cell_words, simple
from lifecycle_map.model.relations import DependencyType, LagUnit

MODULES = ["lifecycle_map.loading.packages"] + [
    f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_code_are_true(name):
    """What the documentation of a function shows is what it does."""
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5 days", 2400), ("5d", 2400), ("5 d", 2400), ("3 days?", 1440), ("1 day", 480),
        ("5 Tage", 2400), ("5 Tage?", 2400), ("1 Woche", 2400), ("2 Wo.", 4800), ("4 Std.", 240),
        ("5 jours", 2400), ("1 sm", 2400), ("5 jr", 2400), ("5 días", 2400), ("1 sem", 2400),
        ("5 dias", 2400), ("1 mês", 9600), ("5 dn", 2400), ("1 tydz.", 2400), ("1 mies.", 9600),
        ("5 дней", 2400), ("1 нед", 2400), ("1 мес", 9600), ("5 个工作日", 2400), ("1 周工时", 2400),
        ("５日", 2400), ("3週間", 7200), ("5일", 2400), ("5 أيام", 2400), ("5 giorni", 2400),
        ("5 dagen", 2400), ("1 ay", 9600), ("1,5 days", 720), ("1.5 days", 720), ("0.5d", 240),
        ("1w 2d 4h", 3600), ("2 days, 4 hours", 1200), ("45 min", 45), ("2 mons", 19200),
        ("P5D", 2400), ("P1W", 2400), ("PT8H30M", 510), ("P1DT4H", 720), ("0", 0), ("0d", 0),
        ("5\u00a0days", 2400), ("-5d", -2400), ("7", 3360),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_the_words_of_many_languages(text, minutes):
    """A day has 8 working hours, a week 5 days, a month 20; a bare number counts days."""
    assert values.length(text).working == minutes


@pytest.mark.parametrize(
    ("text", "passing"),
    [("2 edays", 2880), ("1 ewk", 10080), ("2 emo", 86400), ("3 ehrs", 180), ("2 fTage", 2880),
     ("1 fWoche", 10080), ("2 jé", 2880)],
)  # fmt: skip
def test_elapsed_time_passes_at_night_too(text, passing):
    """Of elapsed time, a day has 24 hours and a week 7 days."""
    found = values.length(text)
    assert found.elapsed
    assert found.passing == passing


@pytest.mark.parametrize(
    "text",
    ["", "soon", "NaN", "inf", "1e5", "5 people", "5 days of work", "days", "5 5", "5-7 days",
     "1d 4", "4 1d", "P", "PT", "5 d x", "#REF!", "--5d"],
)  # fmt: skip
def test_what_is_no_duration_is_none(text):
    """Words, numbers that are none, and amounts of something else."""
    assert values.length(text) is None


@given(st.integers(0, 9999), st.sampled_from(sorted(cell_words().units)))
def test_a_number_with_any_known_unit_is_a_duration(amount, unit):
    """Each unit of each language is read, with space before it and without."""
    spaced, joined = values.length(f"{amount} {unit}"), values.length(f"{amount}{unit}")
    assert spaced == joined
    assert spaced.working >= amount


@given(st.text())
@example("²")
@example("٣ أيام")
@example("9" * 5000)
@example("0000-00-00")
@example("31.02.2026")
@example("1.1.1 0:99")
@example("İ 1, 2026")
def test_any_text_is_a_value_or_none(text):
    """No text whatever makes a reader of values fail."""
    values.length(text)
    values.percent(text)
    values.moment(text)
    values.both_ends(text)
    values.is_ambiguous(text)
    values.day_is_first([text])
    values.unit_of(text)
    values.is_unit(text)
    assert isinstance(values.is_yes(text) and values.is_no(text), bool)
    assert all(isinstance(part, str) and part for part in links.references(text))
    for reference in links.references(text):
        assert all(isinstance(part, str) for part, _ in links.readings(reference))
        links.in_range(reference)
    for names in (Names(), Names(last_first=True), Names.of([text], are_groups=True)):
        assert all(name.strip() for name in names.people(text)[0])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025-03-03", "2025-03-03"), ("2025/3/3", "2025-03-03"), ("2025.03.03", "2025-03-03"),
        ("2025. 03. 03.", "2025-03-03"), ("2025年3月3日", "2025-03-03"),
        ("2025年3月3日 星期一", "2025-03-03"), ("2025/3/3 (月)", "2025-03-03"),
        ("2025/3/3(月)", "2025-03-03"), ("２０２５/０３/０３", "2025-03-03"), ("٠٣/٠٣/٢٠٢٥", "2025-03-03"),
        ("03.03.2025", "2025-03-03"), ("3.3.25", "2025-03-03"), ("Mo 03.03.25", "2025-03-03"),
        ("Montag, 3. März 2025", "2025-03-03"), ("lun. 03/03/25 08:00", "2025-03-03 08:00"),
        ("Lun 03/03/25", "2025-03-03"), ("segunda-feira, 3 de março de 2025", "2025-03-03"),
        ("3 de marzo del 2025", "2025-03-03"), ("1er mars 2025", "2025-03-01"),
        ("3 mars 2025", "2025-03-03"), ("Pn 03.03.25", "2025-03-03"), ("3 marca 2025", "2025-03-03"),
        ("Пн 03.03.25", "2025-03-03"), ("3 марта 2025", "2025-03-03"), ("3 Mart 2025", "2025-03-03"),
        ("3rd of March 2025", "2025-03-03"), ("March 3, 2025", "2025-03-03"),
        ("Mar 3 '25", "2025-03-03"), ("03-Mar-2025", "2025-03-03"), ("03/Mar/25 8:00 PM", "2025-03-03 20:00"),
        ("Mon 3 March 2025", "2025-03-03"), ("2025-03-03T08:30:00Z", "2025-03-03 08:30"),
        ("2025-03-03T08:30:00.000+01:00", "2025-03-03 08:30"), ("2025-03-03 8:30", "2025-03-03 08:30"),
        ("03.03.2025 17:00 Uhr", "2025-03-03 17:00"), ("03/03/2025 8h00", "2025-03-03 08:00"),
        ("3/3/2025 12:05 AM", "2025-03-03 00:05"), ("3.3.1999", "1999-03-03"), ("3.3.99", "1999-03-03"),
        ("March 2nd 2025, 3:15:27 pm +00:00", "2025-03-02 15:15"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_and_tools_write_it(text, told):
    """Numbers, names of months and days of the week in many languages, with a time or without."""
    found = values.moment(text)
    assert (
        f"{found:%Y-%m-%d %H:%M}".removesuffix(" 00:00") == told
        or f"{found:%Y-%m-%d %H:%M}" == told
    )


@pytest.mark.parametrize(
    "text",
    ["", "soon", "30.02.2025", "2025-13-01", "03/03", "March 2025", "Q1 2025", "KW 12", "2025-W10",
     "3 Foo 2025", "45719", "25:00", "3.3.2025 25:00", "Foo 3, 2025", "3/3.2025"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    """Days that there are not, and what leaves day or year open."""
    assert values.moment(text) is None


@given(st.datetimes(datetime(1930, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - local
def test_dates_round_trip_in_every_form(told):
    """What is written in one of the usual forms is read as the same day."""
    day = told.replace(hour=0, minute=0, second=0, microsecond=0)
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y"):
        assert values.moment(f"{day:{form}}") == day
    assert values.moment(f"{day:%m/%d/%Y}", day_first=False) == day
    assert values.moment(f"{day:%a %d/%m/%Y}") == day


def test_dates_of_the_two_orders_are_told_apart():
    """A day above 12, or the name of the weekday, settles which comes first."""
    assert values.day_is_first(["03/04/2026", "13/04/2026"]) is True
    assert values.day_is_first(["03/04/2026", "04/13/2026"]) is False
    assert values.day_is_first(["Mon 3/4/24"]) is False
    assert values.day_is_first(["03/04/2026", "3.4.2026", "soon"]) is None
    assert values.day_is_first(["13/04/2026", "04/13/2026"]) is None
    assert values.is_ambiguous("03/04/2026")
    assert not values.is_ambiguous("Mon 3/4/24")
    assert not values.is_ambiguous("03/03/2026")


@pytest.mark.parametrize(
    "text",
    ["March 3, 2025 → March 7, 2025", "2025-03-03 - 2025-03-07", "03.03.2025 bis 07.03.2025",
     "3 Mar 2025 to 7 Mar 2025", "03/03/2025–07/03/2025", "2025/3/3〜2025/3/7"],
)  # fmt: skip
def test_a_span_has_both_ends(text):
    """One cell may tell start and finish."""
    start, finish = values.both_ends(text)
    assert finish - start == timedelta(days=4)


def test_what_is_no_span_is_none():
    """One date, or none behind the dash."""
    assert values.both_ends("2025-03-03") is None
    assert values.both_ends("2025-03-03 - open") is None
    assert values.both_ends("1 - 2 - 3") is None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50%", 50),
        ("50 %", 50),
        ("%50", 50),
        ("５０％", 50),
        ("0,5", 0.5),
        ("100", 100),
        ("٪50", 50),
    ],
)
def test_a_share_is_read_with_its_sign_or_without(text, share):
    """The sign may stand before or behind."""
    assert values.percent(text) == share


@pytest.mark.parametrize("text", ["", "NaN", "130", "-1", "half", "1e1"])
def test_what_is_no_share_is_none(text):
    """Nothing below 0 or above 100, and no word."""
    assert values.percent(text) is None


@pytest.mark.parametrize(
    "text", ["Yes", "ja", "OUI", "x", "◆", "1", "是", "да", "TRUE", "✓", " y "]
)
def test_yes_has_many_words(text):
    """In any language, as a sign, or as a number."""
    assert values.is_yes(text)
    assert not values.is_no(text)


@pytest.mark.parametrize("text", ["no", "Nein", "0", "", "-", "n/a", "FALSE", "нет"])
def test_no_has_many_words_too(text):
    """Nothing at all is a no."""
    assert values.is_no(text)
    assert not values.is_yes(text)


def test_a_word_at_the_beginning_is_a_whole_word():
    """What begins like a word for a total is none for that."""
    assert values.begins_with("Total cost", ("total",))
    assert values.begins_with("* provisional", ("*",))
    assert not values.begins_with("Totally new design", ("total",))
    assert values.begins_with("Note: x", ("no", "note"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4;5", ["4", "5"]), ("4,5", ["4", "5"]), ("4, 5", ["4", "5"]), ("4\n5", ["4", "5"]),
        ("4EA+2 Tage;7AA", ["4EA+2 Tage", "7AA"]), ("3AE-1,5 Wochen", ["3AE-1.5 Wochen"]),
        ("3FS+2,5", ["3FS+2", "5"]), ("3FS+1,5%", ["3FS+1.5%"]), ("A and B", ["A", "B"]),
        ("[A, B]", ["A", "B"]), ("N/A", []), ("-", []), ("", []), ("1、2", ["1", "2"]), ("A & B", ["A", "B"]),
    ],
)  # fmt: skip
def test_references_are_told_apart(text, told):
    """By semicolon, comma, line or word; the comma in a lag parts nothing."""
    assert links.references(text) == told


def test_what_is_known_whole_is_not_parted():
    """A name may hold a comma or a word that parts others."""
    known = {"Design, draft", "Search and rescue"}
    assert links.references("Design, draft", known.__contains__) == ["Design, draft"]
    assert links.references("Design, draft; Search and rescue; A, B", known.__contains__) == [
        "Design, draft", "Search and rescue", "A", "B"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "uid", "kind", "lag"),
    [
        ("3FS", "3", "FS", 0), ("3 FS", "3", "FS", 0), ("3FS+2d", "3", "FS", 960),
        ("3SS-1 wk", "3", "SS", -2400), ("3+2d", "3", "FS", 960), ("3 (SS)", "3", "SS", 0),
        ("4EA+2 Tage", "4", "FS", 960), ("7AA", "7", "SS", 0), ("7EE", "7", "FF", 0), ("7AE", "7", "SF", 0),
        ("2FD+2 jours", "2", "FS", 960), ("2DD", "2", "SS", 0), ("2FC", "2", "FS", 0), ("2CC", "2", "SS", 0),
        ("2TI+1 dia", "2", "FS", 480), ("2II", "2", "SS", 0), ("2ZR", "2", "FS", 0), ("2RR", "2", "SS", 0),
        ("2ОН+2 дней", "2", "FS", 960), ("2НН", "2", "SS", 0), ("WP-01FF", "WP-01", "FF", 0), ("#3", "3", "FS", 0),
    ],
)  # fmt: skip
def test_a_reference_has_a_type_and_a_lag(text, uid, kind, lag):
    """The letters are those of MS Project in each language."""
    found = dict(links.readings(text))
    assert found[uid].type is DependencyType(kind)
    assert found[uid].lag == lag


def test_a_lag_may_be_a_share_or_elapsed_time():
    """Per cent of the predecessor, or days as the clock counts them."""
    assert dict(links.readings("3FS+50%"))["3"].unit is LagUnit.PERCENT
    found = dict(links.readings("3FS+2ed"))["3"]
    assert (found.unit, found.lag) == (LagUnit.ELAPSED_MINUTES, 2880)


@pytest.mark.parametrize("text", ["3XX", "3FS+2 people", "3FS+1.2.3%", "3FS+1.2.3d", "Build"])
def test_what_is_no_type_or_lag_leaves_the_reference_whole(text):
    """It may be an id, or nothing that there is."""
    assert [each for each, _ in links.readings(text)] == [text]


def test_a_range_names_all_in_it():
    """3-5 is 3, 4 and 5, but not backwards and not without end."""
    assert links.in_range("3 – 5") == ["3", "4", "5"]
    assert links.in_range("1-9999") == []
    assert links.in_range("A-B") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A, B; C / D", ("A", "B", "C", "D")), ("Anna", ("Anna",)), ("Anna/Ben", ("Anna", "Ben")),
        ("R&D", ("R&D",)), ("Anna & Ben", ("Anna", "Ben")), ("Anna and Ben", ("Anna", "Ben")),
        ("Anna und Ben", ("Anna", "Ben")), ("Anna[50%];Ben[2]", ("Anna", "Ben")), ("Anna (50 %)", ("Anna",)),
        ("[Anna,Ben]", ("Anna", "Ben")), ("N/A", ()), ("TBD", ()), ("- Anna\n- Ben", ("Anna", "Ben")),
        ("@anna", ("anna",)), ("佐藤、田中", ("佐藤", "田中")), ("Cement[200 kg]", ("Cement",)), ("w/o", ("w/o",)),
    ],
)  # fmt: skip
def test_the_people_in_a_cell_are_told_apart(text, told):
    """By signs and words between them; what is said of their share is left away."""
    assert Names().people(text) == (told, True)


def test_last_names_before_first_names_stay_together():
    """When all between semicolons is of that form, a comma parts no two people."""
    names = Names.of(["Müller, Anna; Schmidt, Ben", "Schmidt, Ben", ""], are_groups=False)
    assert names.people("Müller, Anna; Schmidt, Ben") == (("Müller, Anna", "Schmidt, Ben"), True)
    assert not Names.of(["Anna, Ben"], are_groups=False).last_first
    assert not Names.of(["A, B; C / D"], are_groups=False).last_first


def test_a_team_may_be_called_research_and_development():
    """Words between names part people, but no teams."""
    assert Names(are_groups=True).people("Research and Development")[0] == (
        "Research and Development",
    )


def test_what_is_no_name_among_people_is_told():
    """A sentence or a number is no name; that something is left is said."""
    assert Names().people("Anna, 25") == (("Anna",), False)
    assert Names().people("x" * 61) == ((), False)


def test_the_unit_of_a_heading():
    """A word, or letters in brackets; days when nothing is said."""
    assert values.unit_of("Dauer [Std.]") == "h"
    assert values.unit_of("Duration (wks)") == "w"
    assert values.unit_of("Length") == "d"
    assert values.unit_of("Effort (pt)") == "d"
    assert values.unit_of("Effort (zz)") == "d"


def test_full_width_letters_are_usual_ones():
    """So are digits and signs; case and space around do not count."""
    assert simple("　ＡＢ１％ ") == "ab1%"
