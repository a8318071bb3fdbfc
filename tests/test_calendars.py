"""Change calendars: what is read from iCalendar and tables, and the clashes found with them."""

from __future__ import annotations

import builtins
import contextlib
import io
import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import outlined

from lifecycle_map.analysis.aligning import align
from lifecycle_map.analysis.checking import check
from lifecycle_map.analysis.rules.changes import clashes
from lifecycle_map.cli.main import run
from lifecycle_map.errors import (
    InvalidFileError,
    InvalidOptionError,
    LifecycleMapError,
    MissingExtraError,
)
from lifecycle_map.loading.calendars import read_calendar
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.facts import Change, Facts
from lifecycle_map.model.findings import Outcome

EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20270101T000000Z
{lines}
END:VEVENT
"""


def ical(*events, head=""):
    """Return a calendar of events, each some lines."""
    body = "".join(EVENT.format(uid=n, lines=lines) for n, lines in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{head}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def read(tmp_path):
    """Read bytes as a calendar; gives the changes and what was told."""

    def made(data, name="calendar.ics", **options):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        told = []
        return read_calendar(path, warn=told.append, **options), told

    return made


def at(text):
    return datetime.fromisoformat(text)


@pytest.fixture
def _ical():
    """Skip where the extra is not installed."""
    pytest.importorskip("icalendar")
    pytest.importorskip("recurring_ical_events")


needs_ical = pytest.mark.usefixtures("_ical")


@needs_ical
def test_an_event_becomes_a_change(read):
    """Summary, own property for the items, organiser and times; folded lines are one."""
    changes, told = read(
        ical(
            "DTSTART;TZID=Europe/Berlin:20270510T200000\nDURATION:PT3H\nSUMMARY:Database up\n grade"
            '\nX-CI:db-1,db-2\nORGANIZER;CN="Change board":mailto:cab@example.org'
        )
    )
    assert told == []
    assert [each.item for each in changes] == ["db-1", "db-2"]
    first = changes[0]
    assert (first.name, first.authority, first.freeze) == (
        "Database upgrade",
        "Change board",
        False,
    )
    assert (first.start, first.end) == (at("2027-05-10T20:00"), at("2027-05-10T23:00"))


@needs_ical
def test_zones_become_local_times(read):
    """All times are those of one zone: the one asked for, or else the calendar's own."""
    data = ical("DTSTART:20270710T200000Z\nDTEND:20270710T210000Z\nSUMMARY:A",
                head="X-WR-TIMEZONE:Europe/Berlin\n")  # fmt: skip
    assert read(data)[0][0].start == at("2027-07-10T22:00")
    assert read(data, zone="America/New_York")[0][0].start == at("2027-07-10T16:00")
    with pytest.raises(InvalidOptionError, match="Europa/Berlin"):
        read(data, zone="Europa/Berlin")


BERLIN = "TZID=Europe/Berlin"


def spans(changes):
    """Return starts and ends without years, for reading."""
    return [(f"{c.start:%m-%d %H:%M}", f"{c.end:%m-%d %H:%M}") for c in changes]


@needs_ical
@pytest.mark.parametrize(
    ("until", "count"), [("20270403T200000Z", 3), ("20270403T195959Z", 2), ("20270403T215900Z", 3)]
)
def test_a_rule_ends_by_the_clock_of_the_world(read, until, count):
    """UNTIL is in UTC: 20:00 is 22:00 in Berlin once the clocks are put forward."""
    changes, told = read(
        ical(f"DTSTART;{BERLIN}:20270320T220000\nDTEND;{BERLIN}:20270321T040000\n"
             f"RRULE:FREQ=WEEKLY;UNTIL={until}\nSUMMARY:Patching")
    )  # fmt: skip
    assert told == []
    nights = [("03-20 22:00", "03-21 04:00"), ("03-27 22:00", "03-28 04:00"),
              ("04-03 22:00", "04-04 04:00")]  # fmt: skip
    assert spans(changes) == nights[:count]


@needs_ical
@pytest.mark.parametrize(
    ("start", "lasts", "end"),
    [
        ("20270327T230000", "PT6H", "03-28 06:00"),
        ("20270327T230000", "P1D", "03-28 23:00"),
        ("20270327T230000", "P1DT2H", "03-29 01:00"),
        ("20271030T230000", "PT6H", "10-31 04:00"),
        ("20270601T230000", "PT6H", "06-02 05:00"),
    ],
)
def test_hours_are_exact_and_days_are_days(read, start, lasts, end):
    """Where the clocks are put forward or back, six hours are six hours, and a day is a day."""
    changes, _ = read(ical(f"DTSTART;{BERLIN}:{start}\nDURATION:{lasts}\nSUMMARY:Night"))
    assert spans(changes)[0][1] == end


@needs_ical
@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ((f"DTSTART;{BERLIN}:20270510T200000\nDURATION:PT2H\n"
         f"RDATE;{BERLIN}:20270512T200000,20270514T200000"), [10, 12, 14]),
        (("DTSTART:20270510T200000\nDURATION:PT2H\nRRULE:FREQ=DAILY;COUNT=4\n"
         "EXDATE:20270511T200000,20270512T200000"), [10, 13]),
        ("DTSTART;VALUE=DATE:20270510\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20270517",
         [10, 24]),
        ((f"DTSTART;{BERLIN}:20270510T200000\nDURATION:PT2H\nRRULE:FREQ=DAILY;COUNT=3\n"
         "EXDATE:20270511T180000Z"), [10, 12]),
        ((f"DTSTART;{BERLIN}:20270511T200000\nDURATION:PT2H\n"
         "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=1"), [11]),
    ],
)  # fmt: skip
def test_dates_that_are_added_and_taken_away(read, lines, days):
    """RDATE adds, EXDATE takes away: in any zone, without one, and as whole days."""
    changes, told = read(ical(f"{lines}\nSUMMARY:Patching"))
    assert told == []
    assert [change.start.day for change in changes] == days


@needs_ical
def test_a_date_that_is_added_may_last_longer(read):
    """A period has an end of its own."""
    changes, _ = read(
        ical(f"DTSTART;{BERLIN}:20270510T200000\nDURATION:PT2H\n"
             "RDATE;VALUE=PERIOD:20270512T180000Z/PT4H\nSUMMARY:Patching")
    )  # fmt: skip
    assert spans(changes) == [("05-10 20:00", "05-10 22:00"), ("05-12 20:00", "05-13 00:00")]


@needs_ical
def test_times_without_a_zone_stay_as_they_are(read):
    """Floating times are local wherever one is; those of UTC move into the zone that is wanted."""
    data = ical("DTSTART:20270510T200000\nDURATION:PT1H\nSUMMARY:floating",
                "DTSTART:20270510T200000Z\nDURATION:PT1H\nSUMMARY:utc")  # fmt: skip
    changes, told = read(data, zone="America/New_York")
    assert told == []
    assert spans(changes) == [("05-10 16:00", "05-10 17:00"), ("05-10 20:00", "05-10 21:00")]


@needs_ical
def test_a_zone_that_nobody_knows_is_told(read):
    """Its times are taken as they are written; a zone that the file defines itself is known."""
    data = ical("DTSTART;TZID=Nowhere/Land:20270710T200000\nDURATION:PT1H\nSUMMARY:A")
    changes, (told,) = read(data, zone="Europe/London")
    assert "'Nowhere/Land' is not known" in told
    assert spans(changes) == [("07-10 20:00", "07-10 21:00")]
    outlook = (
        "BEGIN:VTIMEZONE\nTZID:Our Time\n"
        "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    data = ical("DTSTART;TZID=Our Time:20270710T200000\nDURATION:PT1H\nSUMMARY:A", head=outlook)
    changes, told = read(data, zone="Europe/London")
    assert told == []
    assert spans(changes) == [("07-10 19:00", "07-10 20:00")]


@needs_ical
def test_windows_over_midnight_clash():
    """An overnight window overlaps one of the next morning, and one that ends as it starts not."""
    night = {"item": "db", "start": at("2027-05-10T22:00"), "end": at("2027-05-11T06:00")}
    early = {"item": "DB", "start": at("2027-05-11T05:00"), "end": at("2027-05-11T07:00")}
    later = {"item": "db", "start": at("2027-05-11T07:00"), "end": at("2027-05-11T08:00")}
    changes = (Change(name="n", authority="CAB", **night), Change(name="e", authority="IT", **early),
               Change(name="l", authority="CAB", **later))  # fmt: skip
    assert [(a.name, b.name) for a, b in clashes(changes)] == [("n", "e")]


@needs_ical
def test_whole_days_end_at_midnight(read):
    """The end of an event of days is the first day after it; without an end it is one day."""
    changes, _ = read(
        ical(
            "DTSTART;VALUE=DATE:20271220\nDTEND;VALUE=DATE:20280106\nSUMMARY:Year-end freeze",
            "DTSTART;VALUE=DATE:20271224\nSUMMARY:Change freeze",
        )
    )
    assert [(c.start.date().isoformat(), c.end.date().isoformat()) for c in changes] == [
        ("2027-12-20", "2028-01-06"),
        ("2027-12-24", "2027-12-25"),
    ]
    assert all(change.freeze for change in changes)


@needs_ical
def test_events_repeat_inside_the_window(read):
    """Rules, exceptions and moved occurrences are followed, summer time too, and bounded."""
    data = ical(
        "DTSTART;TZID=Europe/Berlin:20270301T220000\nDTEND;TZID=Europe/Berlin:20270301T230000\n"
        "RRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20270308T220000\nSUMMARY:Patching\n"
        "LOCATION:web-1"
    )
    changes, _ = read(data, window=(at("2027-03-01"), at("2027-04-10")))
    days = [change.start.isoformat() for change in changes]
    assert days == [f"2027-{day}T22:00:00" for day in ("03-01", "03-15", "03-22", "03-29", "04-05")]
    assert {change.item for change in changes} == {"web-1"}
    assert 50 <= len(read(data)[0]) <= 53


@needs_ical
def test_what_an_event_changes_is_never_a_sort_of_event(read):
    """Categories name items, unless they only say of what sort the event is."""
    changes, _ = read(
        ical(
            "DTSTART:20270101T100000\nSUMMARY:A\nCATEGORIES:Change,portal",
            "DTSTART:20270102T100000\nSUMMARY:B\nCATEGORIES:Maintenance",
            "DTSTART:20270103T100000\nSUMMARY:C\nCATEGORIES:Moratorium",
            "DTSTART:20270104T100000\nSUMMARY:D\nRESOURCES:r-1\nLOCATION:room 3",
        )
    )
    assert [each.item for each in changes] == ["portal", "", "", "r-1"]
    assert [each.freeze for each in changes] == [False, False, True, False]


@needs_ical
def test_what_is_odd_is_told(read):
    """Cancelled events are noted; what cannot be is mended, and refused when strict."""
    data = ical(
        "DTSTART:20270101T100000\nSUMMARY:Gone\nSTATUS:CANCELLED",
        "DTSTART:20270102T100000\nDTEND:20270101T100000\nSUMMARY:Backwards",
        "SUMMARY:Never",
        "DTSTART:20270103T100000\nRRULE:FREQ=SECONDLY\nSUMMARY:Ticks",
    )
    changes, told = read(data)
    assert [each.name for each in changes] == ["Ticks"]
    for name in ("Gone", "Backwards", "Never", "Ticks"):
        assert any(f"'{name}'" in line for line in told)
    with pytest.raises(InvalidFileError, match="Backwards"):
        read(data, strict=True)


@needs_ical
def test_a_calendar_that_is_cut_short(read):
    """It is refused; where another one is whole, that is read and the cut told."""
    data = ical("DTSTART:20270101T100000\nSUMMARY:A", "DTSTART:20270102T100000\nSUMMARY:B")
    with pytest.raises(InvalidFileError, match="no calendar in it is whole"):
        read(data[:-30])
    changes, told = read(data + data[:-30])
    assert [each.name for each in changes] == ["A", "B"]
    assert any("cut short" in line for line in told)
    with pytest.raises(InvalidFileError, match="cut short"):
        read(data + data[:-30], strict=True)


def test_without_the_extra(read, monkeypatch):
    """What to install is said, and what to do without it."""
    real = builtins.__import__

    def fake(name, *rest, **more):
        if name == "icalendar":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", fake)
    with pytest.raises(MissingExtraError, match=r"lifecycle-map\[ical\]"):
        read(ical("SUMMARY:A"))


@needs_ical
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 40), st.binary(max_size=6))
def test_damage_gives_changes_or_our_own_error(tmp_path_factory, place, cut, more):
    """No damaged calendar raises anything else."""
    whole = ical(
        "DTSTART;TZID=Europe/Berlin:20270301T220000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\n"
        "SUMMARY:Patching\nX-CI:web\nORGANIZER:mailto:a@b.c",
        "DTSTART;VALUE=DATE:20271220\nSUMMARY:Freeze\nCATEGORIES:a,b",
    )
    path = tmp_path_factory.getbasetemp() / "damaged.ics"
    path.write_bytes(whole[:place] + more + whole[place + cut :])
    with contextlib.suppress(LifecycleMapError):
        assert isinstance(read_calendar(path), tuple)


@pytest.mark.parametrize(
    "text",
    [
        'Change,Configuration item,Start,End,Authority,Kind\nUp,"db-1, db-2",2027-05-10 20:00,2027-05-10 23:00,CAB,normal\nYear end,,2027-12-20,2028-01-05,Board,freeze\n',
        "Änderung;Betroffenes CI;Beginn;Ende;Genehmigt von;Art\nUp;db-1, db-2;10.05.2027 20:00;10.05.2027 23:00;CAB;normal\nYear end;;20.12.2027;05.01.2028;Board;Sperre\n",
        "Changement;Élément de configuration;Début;Fin;Approuvé par;Type\nUp;db-1, db-2;10/05/2027 20:00;10/05/2027 23:00;CAB;normal\nYear end;;20/12/2027;05/01/2028;Board;gel\n",
    ],
    ids=["en", "de", "fr"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_in_several_languages(read, text, encoding):
    """Headings and words of a freeze are known; a day as the end is in the window."""
    changes, _ = read(text.encode(encoding), "calendar.csv")
    up = {"start": at("2027-05-10T20:00"), "end": at("2027-05-10T23:00"), "authority": "CAB"}
    assert changes == (
        Change(name="Up", item="db-1", **up),
        Change(name="Up", item="db-2", **up),
        Change(name="Year end", start=at("2027-12-20"), end=at("2028-01-06"), authority="Board",
               freeze=True),
    )  # fmt: skip


def test_the_month_may_come_first(read):
    """The order of dates is the one in which all of them are dates."""
    text = "Item,Start,End\ndb,05/10/2027 20:00,05/10/2027 23:00\nweb,05/20/2027 1:00,05/20/2027 2:00\n"
    assert [c.start.month for c in read(text, "c.csv")[0]] == [5, 5]
    assert read(text[: text.index("web")], "c.csv")[0][0].start.month == 10
    assert read(text[: text.index("web")], "c.csv", day_first=False)[0][0].start.month == 5


def test_rows_that_say_no_time_are_told(read):
    """A row without a start is left out, one without an end lasts its day, each with its line."""
    text = "Change,CI,Start,End\nA,db,soon,\nB,db,2027-01-02 10:00,\nC,db,2027-01-04,2027-01-03 10:00\n"
    changes, told = read(text, "c.csv")
    assert [(c.name, c.end.isoformat()) for c in changes] == [("B", "2027-01-03T00:00:00")]
    assert [line[:6] for line in told] == ["line 2", "line 3", "line 4"]
    with pytest.raises(InvalidFileError, match="no start"):
        read(text, "c.csv", strict=True)


def test_other_tables_are_refused(read):
    """A table without the headings of a calendar says which it looks for."""
    with pytest.raises(InvalidFileError, match="configuration item"):
        read("a,b\n1,2\n", "c.csv")


def test_workbooks(read):
    """Excel's own dates are taken, with the sheet found by its headings."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("Changes")
    sheet.append(["Change calendar 2027"])
    sheet.append(["CI", "Start", "End", "Authority", "Type"])
    sheet.append(["db-1", at("2027-05-10T20:00"), at("2027-05-10T23:00"), "CAB", "normal"])
    sheet.append([None, at("2027-12-20"), at("2028-01-05"), None, "Freeze"])
    held = io.BytesIO()
    book.save(held)
    changes, told = read(held.getvalue(), "c.xlsx")
    assert told == []
    assert [(c.item, c.end.isoformat(), c.freeze) for c in changes] == [
        ("db-1", "2027-05-10T23:00:00", False),
        ("", "2028-01-06T00:00:00", True),
    ]


def test_planted_clashes_are_found_in_a_second(tmp_path):
    """2,000 changes against 500 tasks: the planted clashes, no other, in under a second."""
    start = at("2027-01-01")
    rows = ["Change,CI,Start,End,Authority,Kind"]
    for n in range(1978):
        begin = start + timedelta(hours=4 * n)
        rows.append(f"c{n},i{n % 50},{begin},{begin + timedelta(hours=3)},CAB {n % 2},normal")
    for n in range(20):
        begin = start + timedelta(hours=4 * n + 1)
        rows.append(f"p{n},i{n},{begin},{begin + timedelta(hours=1)},other,normal")
    rows += [
        "all,,2027-06-01,2027-06-02,Board,freeze",
        "one,shop 7,2027-07-01,2027-07-02,Board,freeze",
    ]
    path = tmp_path / "calendar.csv"
    path.write_text("\n".join(rows))
    lines = ["Build"]
    lines += [f"  Write part {n} |{start + timedelta(days=n % 360):%Y-%m-%d}" for n in range(495)]
    lines += ["Go live", "  Deploy to production: shop 7 |2027-07-01", "  Go live of shop 8 |2027-07-01",
              "  Deploy to production: shop 9 |2027-06-02"]  # fmt: skip
    alignment = align(outlined(lines), load_lifecycle("itil-2011"))
    begun = time.perf_counter()
    facts = Facts(changes=read_calendar(path))
    read_in = time.perf_counter() - begun
    (found,) = check(alignment, facts=facts, select=["GAP-R2b"]).results
    begun = time.perf_counter()
    (found,) = check(alignment, facts=facts, select=["GAP-R2b"]).results
    assert time.perf_counter() - begun < 1
    assert read_in < 2
    assert len(facts.changes) == 2000
    assert found.outcome is Outcome.GAP
    assert found.message.startswith("22 clashes")
    names = [line.name for line in found.evidence]
    assert sorted(names) == ["Deploy to production: shop 7", "Deploy to production: shop 9"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 12),
                          st.integers(0, 3), st.booleans()), max_size=40))  # fmt: skip
def test_clashes_are_those_of_all_pairs(rows):
    """The sweep finds just what comparing each window with each other finds."""
    begin = at("2027-01-01")
    changes = [
        Change(name=f"c{n}", item=f"i{item}", authority=("", "CAB", "cab", "board")[who],
               start=begin + timedelta(hours=start), end=begin + timedelta(hours=start + long),
               freeze=freeze)
        for n, (item, start, long, who, freeze) in enumerate(rows)
    ]  # fmt: skip

    def differ(a, b):
        if a.freeze or b.freeze:
            return not (a.freeze and b.freeze)
        return bool(a.authority and b.authority) and a.authority.lower() != b.authority.lower()

    def overlap(a, b):
        # A window without length clashes with one that it stands inside of.
        first, second = sorted((a, b), key=lambda c: (c.start, c.end, c.name))
        return first.end > second.start

    wanted = {frozenset((a.name, b.name)) for n, a in enumerate(changes) for b in changes[n + 1 :]
              if a.item == b.item and overlap(a, b) and differ(a, b)}  # fmt: skip
    found = [frozenset((a.name, b.name)) for a, b in clashes(changes)]
    assert set(found) == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize(
    ("freeze", "hit"),
    [
        (("2027-05-10T18:00", "2027-05-10T22:00"), True),
        (("2027-05-11T00:00", "2027-05-12T00:00"), False),
        (("2027-05-09T00:00", "2027-05-10T00:00"), False),
        (("2027-05-09T00:00", "2027-05-10T00:01"), True),
    ],
)
def test_a_day_in_the_plan_is_all_of_it(freeze, hit):
    """A go-live of a day is broken by a freeze in its evening, and not by one of the next day."""
    plan = outlined(["Go live", "  Deploy to production|2027-05-10"])
    window = Change(name="F", freeze=True, start=at(freeze[0]), end=at(freeze[1]))
    alignment = align(plan, load_lifecycle("itil-2011"))
    (found,) = check(alignment, facts=Facts(changes=(window,)), select=["GAP-R2b"]).results
    assert (found.outcome is Outcome.GAP) is hit


def test_an_authority_that_is_not_named_is_not_guessed():
    """Windows clash only where both say who allowed them, and the rest is counted."""
    window = {"item": "db", "start": at("2027-01-01T10:00"), "end": at("2027-01-01T12:00")}
    facts = Facts(changes=(Change(name="a", **window), Change(name="b", authority="CAB", **window)))
    alignment = align(outlined(["Build", "  Develop the software"]), load_lifecycle("itil-2011"))
    (found,) = check(alignment, facts=facts, select=["GAP-R2b"]).results
    assert found.outcome is Outcome.SATISFIED
    assert "1 of them name no authority" in found.message


def test_the_command_takes_calendars(tmp_path, capsys):
    """--calendar may be repeated, and decides the rule."""
    plan, one, two = (tmp_path / name for name in ("plan.csv", "a.csv", "b.csv"))
    plan.write_text(
        "WBS,Task,Start,Finish\n1,Go live,2027-05-03,2027-05-14\n1.1,Deploy to production,2027-05-10,2027-05-10\n1.2,Develop the software,2027-05-03,2027-05-05\n"
    )
    one.write_text("CI,Start,End,Authority\ndb,2027-05-10 10:00,2027-05-10 12:00,CAB\n")
    two.write_text("CI,Start,End,Authority\ndb,2027-05-10 11:00,2027-05-10 13:00,Board\n")
    command = ["check", str(plan), "--select", "GAP-R2b"]
    assert run(command) == 0
    assert run([*command, "--calendar", str(one)]) == 0
    assert run([*command, "--calendar", str(one), "--calendar", str(two)]) == 1
    assert "'db' and 'db' on db" in capsys.readouterr().out


@needs_ical
def test_a_calendar_that_another_library_wrote(read):
    """What vobject writes is read: zones with their own definitions, days, repetition, folding."""
    vobject = pytest.importorskip("vobject")
    tz = pytest.importorskip("dateutil.tz")
    calendar = vobject.iCalendar()
    berlin = tz.gettz("Europe/Berlin")
    patching = calendar.add("vevent")
    patching.add("summary").value = (
        "Patching of the web servers " + "and of all that is behind " * 4
    )
    patching.add("dtstart").value = at("2027-03-22T22:00").replace(tzinfo=berlin)
    patching.add("dtend").value = at("2027-03-22T23:00").replace(tzinfo=berlin)
    patching.add("rrule").value = "FREQ=WEEKLY;COUNT=3"
    patching.add("location").value = "web-1"
    freeze = calendar.add("vevent")
    freeze.add("summary").value = "Change freeze"
    freeze.add("dtstart").value = at("2027-12-20").date()
    freeze.add("dtend").value = at("2028-01-06").date()
    changes, told = read(calendar.serialize())
    assert told == []
    assert [change.start.isoformat() for change in changes] == [
        "2027-03-22T22:00:00",
        "2027-03-29T22:00:00",
        "2027-04-05T22:00:00",
        "2027-12-20T00:00:00",
    ]
    assert changes[0].name.count("behind") == 4
    assert changes[-1].end == at("2028-01-06")
