"""SSSOM TSV: what becomes of each part of a mapping set, and of what is wrong in it."""

from __future__ import annotations

import json

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.cli.main import run
from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.formats.exporting import export
from lifecycle_map.loading.files import read_any, read_crosswalk, read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.loading.sssom import looks_like_sssom, original_ids, read_sssom
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref

HEAD = """\
#mapping_set_id: "https://example.org/sets/demo"
#license: "https://creativecommons.org/licenses/by/4.0/"
#curie_map:
#  P2: "https://example.org/prince2/"
#  ITIL: "https://example.org/itil/"
#  orcid: "https://orcid.org/"
"""
COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
ROW = ("P2:SU", "skos:closeMatch", "ITIL:plan", "semapv:ManualMappingCuration")


def table(*rows, columns=()):
    """The text of a table with the columns that are needed and some more."""
    lines = [(*COLUMNS, *columns), *(rows or (ROW,))]
    return "".join("\t".join(line) + "\n" for line in lines)


def read(text, *, head=HEAD):
    return read_sssom(Reading((head + text).encode(), "x.sssom.tsv"))


def faults(text, *, head=HEAD):
    """What strict reading would refuse, as texts with lines."""
    reading = Reading((head + text).encode(), "x.sssom.tsv")
    read_sssom(reading)
    return [f"{fault.line}: {fault}" for fault in reading.faults]


def only(text, **more):
    """The one correspondence of a file."""
    (row,) = read(text, **more).correspondences
    return row


def property_of(held, name):
    return [each.text for each in held.properties if each.name == name]


def test_a_mapping_becomes_a_correspondence():
    """Ids become references with keys in lower case; what the file called them is kept."""
    crosswalk = read(table())
    (row,) = crosswalk.correspondences
    assert (crosswalk.key, crosswalk.subject_lifecycle) == ("p2--itil", "p2")
    assert (row.subject, row.match, row.object) == (
        Ref("p2", "su"),
        Match.CLOSE,
        Ref("itil", "plan"),
    )
    assert row.justification is Justification.CURATED
    assert original_ids(row) == ("P2:SU", "ITIL:plan")
    assert not crosswalk.warnings


def test_labels_comment_and_confidence_are_fields():
    """The columns that the model knows are its fields, and no properties."""
    columns = ("subject_label", "object_label", "confidence", "comment")
    row = only(table((*ROW, "Starting up", "Plan", "0.9", "So it is"), columns=columns))
    assert (row.subject_label, row.object_label) == ("Starting up", "Plan")
    assert (row.confidence, row.comment) == (0.9, "So it is")
    assert {held.name for held in row.properties} == {"subject_id", "object_id"}


@pytest.mark.parametrize(
    ("predicate", "match"),
    [
        ("skos:exactMatch", Match.EXACT),
        ("skos:broadMatch", Match.BROAD),
        ("skos:narrowMatch", Match.NARROW),
        ("skos:relatedMatch", Match.RELATED),
        ("owl:equivalentClass", Match.EXACT),
        ("rdfs:subClassOf", Match.BROAD),
        ("sssom:superClassOf", Match.NARROW),
        ("semapv:crossSpeciesExactMatch", Match.EXACT),
        ("rdfs:seeAlso", Match.RELATED),
    ],
)
def test_predicates_become_the_nearest_match(predicate, match):
    """Broad means that the object is the broader one; other predicates are kept as they were."""
    row = only(table((ROW[0], predicate, *ROW[2:])))
    assert row.match is match
    kept = [] if predicate.startswith("skos:") else [predicate]
    assert property_of(row, "predicate_id") == kept


def test_a_predicate_is_known_by_its_iri():
    """Another prefix for the same vocabulary changes nothing."""
    head = f"{HEAD}#  core: http://www.w3.org/2004/02/skos/core#\n"
    assert only(table((ROW[0], "core:broadMatch", *ROW[2:])), head=head).match is Match.BROAD


def test_an_unknown_predicate_is_related_and_told():
    """Any relation may be used; ours cannot say which, so that is said."""
    crosswalk = read(table((ROW[0], "ITIL:realises", *ROW[2:])))
    assert crosswalk.correspondences[0].match is Match.RELATED
    assert "predicate 'ITIL:realises' is no SKOS match; taken as related" in crosswalk.warnings[0]


@pytest.mark.parametrize("end", ["subject", "object"])
def test_no_term_found_is_a_row_with_one_end(end):
    """That somebody looked and found nothing is kept, with the predicate that was looked for."""
    cells = list(ROW)
    cells[0 if end == "subject" else 2] = "sssom:NoTermFound"
    row = only(table(tuple(cells)))
    assert row.match is Match.NONE
    assert getattr(row, end) is None
    assert property_of(row, "predicate_id") == ["skos:closeMatch"]
    assert original_ids(row)[0 if end == "subject" else 1] == "sssom:NoTermFound"


def test_what_no_term_found_once_was_is_understood():
    """Files from before version 1.0 say NoMapping; their word is kept."""
    crosswalk = read(table((*ROW[:2], "sssom:NoMapping", ROW[3])))
    assert crosswalk.correspondences[0].object is None
    assert original_ids(crosswalk.correspondences[0])[1] == "sssom:NoMapping"
    assert "NoMapping" in crosswalk.warnings[0]


@pytest.mark.parametrize(
    ("row", "columns", "told"),
    [
        ((*ROW, "Not"), ("predicate_modifier",), "modifier 'Not'"),
        ((ROW[0], "owl:differentFrom", *ROW[2:]), (), "says that the two differ"),
        (
            ("sssom:NoTermFound", ROW[1], "sssom:NoTermFound", ROW[3]),
            (),
            "names neither end",
        ),
    ],
)
def test_what_is_denied_is_no_correspondence(row, columns, told):
    """It is set aside whole, told, and nothing that strict reading would refuse."""
    crosswalk = read(table(row, columns=columns))
    assert crosswalk.correspondences == ()
    assert told in crosswalk.warnings[0]
    assert json.loads(property_of(crosswalk, "row_set_aside")[0])["subject_id"] == row[0]
    assert faults(table(row, columns=columns)) == []


def test_an_unknown_modifier_denies_too():
    """Nobody can know what it means, so the row is not taken for a match."""
    text = table((*ROW, "Maybe"), columns=("predicate_modifier",))
    assert read(text).correspondences == ()
    assert faults(text) == ["8: predicate_modifier: 'Maybe' is none of Not; kept as it stands"]


@pytest.mark.parametrize(
    ("term", "justification"),
    [
        ("semapv:LexicalMatching", Justification.LEXICAL),
        ("semapv:CompositeMatching", Justification.COMPOSITE),
        ("semapv:UnspecifiedMatching", Justification.UNSPECIFIED),
        ("semapv:SemanticSimilarityThresholdMatching", Justification.SEMANTIC_SIMILARITY),
        ("semapv:LogicalMatching", Justification.LOGICAL),
    ],
)
def test_justifications_are_terms_of_semapv(term, justification):
    """Those that SSSOM lists are ours; near ones are kept beside the nearest."""
    row = only(table((*ROW[:3], term)))
    assert row.justification is justification
    assert property_of(row, "mapping_justification") == ([] if term == justification else [term])


def test_a_confidence_that_is_not_told_is_not_made_up():
    """The model says 1, and the property says that the file did not."""
    assert property_of(only(table()), "confidence") == [""]
    assert "confidence" not in export_text(read(table()))


def export_text(crosswalk):
    from lifecycle_map.formats.rendering import render

    return render(crosswalk, "sssom")


def test_other_slots_and_columns_are_properties():
    """Lists are several texts of one name, in the order of the standard; extensions come last."""
    head = (
        f"{HEAD}#extension_definitions:\n#  - slot_name: ext_note\n"
        "#    property: P2:note\n#    type_hint: xsd:string\n"
    )
    columns = ("ext_note", "author_label", "my column")
    crosswalk = read(table((*ROW, "n", r"Ann|Bob\|Eve", "x"), columns=columns), head=head)
    (row,) = crosswalk.correspondences
    assert row.properties[2:] == (
        Property("author_label", "Ann"),
        Property("author_label", "Bob|Eve"),
        Property("confidence", ""),
        Property("ext_note", "n"),
        Property("my column", "x"),
    )
    assert property_of(crosswalk, "extension_definitions") == ["ext_note P2:note xsd:string"]
    assert "'my column' is no slot and not declared; kept" in crosswalk.warnings[0]


def test_the_set_becomes_the_crosswalk():
    """Title and description are its name and summary, the rest properties; prefixes too."""
    head = (
        f"{HEAD}#mapping_set_title: 'It''s: a title'\n#mapping_set_description: >-\n#  Two\n"
        "#  lines.\n#creator_id:\n#  - orcid:1\n#  - orcid:2\n"
    )
    crosswalk = read(table(), head=head)
    assert (crosswalk.name, crosswalk.summary) == ("It's: a title", "Two lines.")
    assert property_of(crosswalk, "creator_id") == ["orcid:1", "orcid:2"]
    assert property_of(crosswalk, "curie_map")[1] == "P2: https://example.org/prince2/"


@pytest.mark.parametrize(
    ("source", "rows", "expected"),
    [
        ("lifecycle:prince2-2023", [ROW], "prince2-2023"),
        ("prince2-2023", [ROW], "prince2-2023"),
        ("ITIL:other", [ROW], "p2"),
        ("ITIL:Other", [ROW, ("ITIL:a", *ROW[1:])], "other"),
        ("", [ROW, ("P2:b", *ROW[1:]), ("ITIL:a", *ROW[1:])], "p2"),
        ("", [("sssom:NoTermFound", *ROW[1:])], "subject"),
        ("ITIL:Other", [("sssom:NoTermFound", *ROW[1:])], "other"),
    ],
)
def test_which_lifecycle_a_side_is(source, rows, expected):
    """A source that names one of ours, the only prefix, the source, the most frequent prefix."""
    head = f"{HEAD}#  lifecycle: https://lifecycle-map.invalid/lifecycles/\n"
    head += f"#subject_source: {source}\n" if source else ""
    assert read(table(*rows), head=head).subject_lifecycle == expected


def test_each_id_has_a_key_of_its_own():
    """Ids that differ never meet in one key; the same id is the same element."""
    ids = ["P2:IP", "P2:ip", "ITIL:IP", "P2:I P?", "P2:IP", "p2:ip"]
    head = f"{HEAD}#  p2: https://example.org/other/\n"
    rows = [(one.replace(" ", "_"), *ROW[1:]) for one in ids]
    keys = [row.subject.key for row in read(table(*rows), head=head).correspondences]
    assert keys == ["ip-2", "ip-3", "itil-ip", "i-p", "ip-2", "ip"]


def test_an_id_of_ours_stays_as_it_is():
    """Keys with points or capitals too, and whole lifecycles, when the prefix is the lifecycle."""
    head = (
        f"{HEAD}#  mine: https://example.org/m/\n"
        "#  lifecycle: https://lifecycle-map.invalid/lifecycles/\n"
    )
    rows = [("mine:A.1_b", *ROW[1:]), ("lifecycle:mine", *ROW[1:]), ("mine:x", *ROW[1:])]
    head += "#subject_source: lifecycle:mine\n"
    found = read(table(*rows), head=head).correspondences
    assert [row.subject for row in found] == [Ref("mine", "A.1_b"), Ref("mine"), Ref("mine", "x")]
    assert not property_of(found[1], "subject_id")


def test_literals_have_a_label_and_no_id():
    """The standard allows it where the type says so; else it is told."""
    text = "subject_label\tsubject_type\tpredicate_id\tobject_id\tmapping_justification\n"
    text += "Alice\trdfs literal\tskos:closeMatch\tITIL:a\tsemapv:LexicalMatching\n"
    row = only(text)
    assert (row.subject.key, original_ids(row)[0]) == ("alice", "")
    assert faults(text) == []
    assert "no subject_id; its label 'Alice'" in faults(text.replace("rdfs literal", ""))[0]


def test_labels_are_texts_whatever_they_look_like():
    """Nothing is taken for a missing value or a number; quotes are those of RFC 4180."""
    labels = [
        "NA",
        "None",
        "007",
        "1e5",
        "TRUE",
        "=1+1",
        '"a ""b"""',
        '"two\nlines\tand tab"',
        " x ",
    ]
    rows = [(*ROW, label) for label in labels]
    found = read(table(*rows, columns=("subject_label",))).correspondences
    assert [row.subject_label for row in found] == [
        "NA", "None", "007", "1e5", "TRUE", "=1+1", 'a "b"', "two\nlines\tand tab", " x "
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table((*ROW, "x")), "8: 5 cells where the header has 4; left out: 'x'"),
        (table(ROW[:3]), "8: 3 cells where the header has 4"),
        (table(("COBIT:x", *ROW[1:])), "8: subject_id: 'COBIT:x' has the prefix 'COBIT', which"),
        (table(("P2:a|P2:b", *ROW[1:])), "holds '|', which no CURIE does"),
        (table(("http://example.org/x", *ROW[1:])), "is an IRI where a CURIE"),
        (table(("SU", *ROW[1:])), "'SU' is no CURIE"),
        (table((" P2:SU", *ROW[1:])), "blanks around 'P2:SU'"),
        (table((*ROW[:3], "")), "no mapping_justification; taken as semapv:UnspecifiedMatching"),
        (table((*ROW[:3], "semapv:Guess")), "'semapv:Guess' is no justification"),
        (table((ROW[0], "", *ROW[2:])), "no predicate_id; taken as skos:relatedMatch"),
        (table(("", *ROW[1:])), "the row names no subject; not read, but kept"),
        (table((ROW[0], "sssom:NoTermFound", *ROW[2:])), "may only stand in subject_id and"),
        (table((*ROW, "1.5"), columns=("confidence",)), "confidence: 1.5 is not between 0 and 1"),
        (table((*ROW, "NaN"), columns=("confidence",)), "confidence: 'NaN' is no number"),
        (table((*ROW, "0,5"), columns=("confidence",)), "confidence: '0,5' is no number"),
        (table((*ROW, "1_0"), columns=("confidence",)), "confidence: '1_0' is no number"),
        (table((*ROW, "31.3.2026"), columns=("mapping_date",)), "'31.3.2026' is no date"),
        (table((*ROW, "2026-02-30"), columns=("mapping_date",)), "'2026-02-30' is no date"),
        (table((*ROW, "many"), columns=("mapping_cardinality",)), "'many' is none of 1:1"),
        (table((*ROW, "a", "b"), columns=("other", "other")), "'other' is there twice"),
        (
            table((*ROW, "a"), columns=("confidense",)),
            "no slot 'confidense'; taken as 'confidence'",
        ),
        (table(("# why", "", "", "")), "a comment inside the table: '# why'"),
        (table().replace("\t", ","), "commas between the cells"),
        ("\n" + table(), "an empty line before the header"),
        (table((*ROW, "a\x01b"), columns=("comment",)), "the character U+0001"),
    ],
)
def test_what_is_wrong_is_mended_and_told_with_its_line(text, told):
    """Strict reading refuses it, and names the value; else the file is read all the same."""
    assert any(told in fault for fault in faults(text)), faults(text)
    assert isinstance(read(text), Crosswalk)


def test_what_a_thousand_rows_share_is_told_once():
    """With how often it is there."""
    rows = [(f"COBIT:{number % 2}", *ROW[1:]) for number in range(1000)]
    assert [fault[-40:] for fault in faults(table(*rows))] == [
        "t declare; kept as it stands (and 499 more times)"[-40:]
    ] * 2


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("#license: x\n", "no mapping_set_id, which every set needs"),
        (HEAD + "#  skos: http://example.org/\n", "built-in prefix 'skos' cannot stand for"),
        (HEAD + "#  x:\n", "the prefix 'x' stands for nothing"),
        (HEAD + "#mapping_set_titel: T\n", "no slot 'mapping_set_titel'; taken as"),
        (HEAD + "#maping_tool: x\n", "no slot 'maping_tool'"),
        (HEAD + "#creator_id: ORCID:1\n", "'ORCID:1' has the prefix 'ORCID'"),
        (HEAD + "#mapping_date: soon\n", "'soon' is no date"),
        (HEAD + "#mapping_set_version: [1, 2]\n", "2 values where one is expected"),
        (HEAD + "#other: {a: b}\n", "'other' holds more than texts"),
        (HEAD + "#extension_definitions:\n#  - property: P2:x\n", "an extension without name"),
        (
            HEAD + "#extension_definitions:\n#  - slot_name: comment\n",
            "'comment' has the name of a slot",
        ),
        (
            HEAD + "#extension_definitions:\n#  - {slot_name: e, property: 'Q:x'}\n",
            "the property of the extension 'e': 'Q:x' has the prefix 'Q'",
        ),
    ],
)
def test_what_is_wrong_in_the_metadata_is_mended_and_told(head, told):
    """Slots, prefixes and declarations that the standard does not allow."""
    found = faults(table(), head=head)
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize("more", ["#extension_definitions:\n", "#curie_map2: x\n", "#\n", "##c\n"])
def test_what_is_odd_in_the_metadata_and_not_wrong(more):
    """Empty tables, keys of one's own, empty lines and comments are no faults."""
    assert faults(table(), head=HEAD + more) == [] or "curie_map2" in more


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (HEAD.replace("curie_map:", "curie_map: [") + table(), 3, "'[' is opened and never closed"),
        (HEAD + "#a: &x [1]\n" + table(), 7, "an anchor (&)"),
        (HEAD + "#a: *x\n" + table(), 7, "an alias (*)"),
        (HEAD + "#a: !!python/object:os.system x\n" + table(), 7, "a tag (!)"),
        (HEAD + "#<<: {a: b}\n" + table(), 7, "a merge key"),
        (HEAD + "#license: y\n" + table(), 7, "the key 'license' is there twice"),
        (HEAD + "#\ta: b\n" + table(), 7, "a tab at the start of a line"),
        (HEAD + "#a: b: c\n" + table(), 7, "a second ': '"),
        (HEAD + "#a: 'b\n" + table(), 7, "a quote is opened and never closed"),
        (HEAD + "#a: " + "[" * 40 + "]" * 40 + "\n" + table(), 7, "nest more than 16 deep"),
        ("#  why: x\n" + HEAD + table(), 2, "is indented less"),
        (HEAD + table((*ROW[:3], '"a')), 8, "a quote is opened in this row and never closed"),
        (HEAD + table((*ROW[:3], '"a" b')), 8, "text follows a closing quote"),
        (HEAD + "just\tsome\tcells\n", 7, "no header line"),
        (HEAD, 7, "no header line"),
        (HEAD + table() + "P2:\0", 9, "U+0000"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_with_its_line(text, line, told):
    """Lenient reading refuses it too, and the message has the place."""
    with pytest.raises(InvalidFileError, match=r"x\.sssom\.tsv") as caught:
        read_sssom(Reading(text.encode(), "x.sssom.tsv"))
    (fault,) = caught.value.faults
    assert told in str(fault)
    assert fault.line == line


def test_more_rows_than_the_limit_are_refused():
    """The limit has a name, and can be raised."""
    options = ReadOptions(limits=Limits(lines=2))
    with pytest.raises(InvalidFileError, match="raise the limit 'lines'"):
        read_sssom(Reading((HEAD + table(ROW, ROW, ROW)).encode(), "x", options))


def test_metadata_may_stand_beside_the_table(tmp_path):
    """A file of the same name with .sssom.yml or .yml is read with the table."""
    path = tmp_path / "x.sssom.tsv"
    path.write_text(table(), "utf-8")
    with pytest.raises(InvalidFileError, match="no mapping_set_id"):
        read_crosswalk(path, strict=True)
    for name in ("x.yml", "x.sssom.yml"):
        (tmp_path / name).write_text(
            HEAD.replace("#", "") + f"mapping_set_title: {name}\n", "utf-8"
        )
        assert read_crosswalk(path, strict=True).name == name
    (tmp_path / "x.sssom.yml").write_text(HEAD.replace("#", "") + "mapping_date: x\n", "utf-8")
    with pytest.raises(InvalidFileError, match=r"x\.sssom\.yml: line 7: mapping_date: 'x' is no"):
        read_crosswalk(path, strict=True)
    (tmp_path / "x.sssom.yml").write_text("a: &b c\n", "utf-8")
    with pytest.raises(InvalidFileError, match=r"x\.sssom\.yml: line 1"):
        read_crosswalk(path)
    path.write_text(HEAD + table(), "utf-8")
    assert read_crosswalk(path, strict=True).name == "p2 to itil"


def test_metadata_alone_is_a_crosswalk_without_rows(tmp_path):
    """It says what the set is, and that the mappings are elsewhere."""
    path = tmp_path / "x.sssom.yml"
    path.write_text(HEAD.replace("#", "") + "mapping_set_title: T\n", "utf-8")
    crosswalk = read_crosswalk(path)
    assert (crosswalk.name, crosswalk.correspondences) == ("T", ())
    assert "metadata alone" in crosswalk.warnings[0]


def test_metadata_as_spreadsheets_leave_it():
    """Tabs after each line, and lines in quotes, change nothing."""
    tabs = HEAD.replace("\n", "\t\t\n")
    quoted = "".join(
        '"' + line.replace('"', '""') + '"\n' if '"' in line else f"{line}\n"
        for line in HEAD.splitlines()
    )
    expected = read(table())
    assert read(table(), head=tabs) == expected
    found = read(table().replace("\n", "\t\t\n"), head=quoted)
    assert found.correspondences == expected.correspondences
    assert "stand in quotes" in found.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_change_nothing(encoding, end):
    """A byte order mark, UTF-16 and the line ends of other systems are read alike."""
    data = (HEAD + table()).replace("\n", end).encode(encoding)
    assert looks_like_sssom(data)
    assert read_sssom(Reading(data, "x.sssom.tsv")) == read(table())


@pytest.mark.parametrize(
    ("data", "is_sssom"),
    [
        (HEAD + table(), True),
        (table(), True),
        (table().replace("\t", ","), True),
        ("# curie_map:\n#   A: b\n", True),
        ("mapping_set_id: x\n", True),
        ("# license: MIT\nkey = 'x'\n", False),
        ("# curie_map: of old\nkey = 'x'\n", False),
        ('{"key": "x"}', False),
        ("id\tname\n1\tx\n", False),
        ("", False),
        ("<xml/>", False),
    ],
)
def test_sssom_is_known_by_its_content(data, is_sssom):
    """Its metadata or its columns, and never a native file with comments."""
    assert looks_like_sssom(data.encode()) is is_sssom


def test_a_mapping_set_is_no_lifecycle(tmp_path):
    """Who reads it as one is told what to do, whatever the file is called."""
    path = tmp_path / "x.tsv"
    path.write_text(HEAD + table(), "utf-8")
    with pytest.raises(
        InvalidFileError, match="this is a crosswalk, not a lifecycle: read it with"
    ):
        read_lifecycle(path)
    assert isinstance(read_any(path, ReadOptions())[0], Crosswalk)
    assert read_crosswalk(path, strict=True).key == "p2--itil"


def test_our_own_slots_are_known_by_what_they_are_declared_as():
    """A column ext_row of somebody else is a property of theirs."""
    head = (
        HEAD + "#  lifecycle_map: https://lifecycle-map.invalid/slots/\n#extension_definitions:\n"
    )
    ours = "#  - {slot_name: ext_row, property: 'lifecycle_map:row'}\n"
    text = table((*ROW, "A1"), columns=("ext_row",))
    assert only(text, head=head + ours).row == "A1"
    theirs = only(text, head=head + ours.replace("lifecycle_map:row", "P2:row"))
    assert (theirs.row, property_of(theirs, "ext_row")) == ("", ["A1"])


def test_edited_slots_of_ours_are_mended():
    """What somebody wrote into a written file that cannot be meant is told, not fatal."""
    names = ("direction", "products", "sources", "views", "only_in_views", "fields")
    head = (
        HEAD + "#  lifecycle_map: https://lifecycle-map.invalid/slots/\n#extension_definitions:\n"
    )
    head += "".join(f"#  - {{slot_name: ext_{n}, property: 'lifecycle_map:{n}'}}\n" for n in names)
    cells = ("up", "a:b|c d", "src", "v1", "true", "{")
    text = table((*ROW, *cells), columns=tuple(f"ext_{n}" for n in names))
    crosswalk = read(text, head=head)
    (row,) = crosswalk.correspondences
    assert (row.direction, row.products) == (Direction.NONE, (Ref("a", "b"),))
    assert (row.sources, row.views, row.only_in_views) == (("src",), ("v1",), True)
    assert [source.title for source in crosswalk.sources] == ["src"]
    assert len(faults(text, head=head)) == 5


def test_slots_from_before_version_1_are_understood():
    """match_type is what mapping_justification was."""
    text = "subject_id\tpredicate_id\tobject_id\tmatch_type\tsemantic_similarity_score\n"
    row = only(text + "P2:a\tskos:exactMatch\tITIL:b\tSemanticSimilarity\t0.5\n")
    assert row.justification is Justification.SEMANTIC_SIMILARITY
    assert property_of(row, "similarity_score") == ["0.5"]
    assert property_of(row, "match_type") == []


def test_the_command_reads_crosswalks(tmp_path, capsys):
    """SSSOM to a native file and back, and it says how each column was taken."""
    path, native = tmp_path / "x.sssom.tsv", tmp_path / "x.toml"
    path.write_text(HEAD + table(), "utf-8")
    assert run(["read", str(path), "-o", str(native)]) == 0
    assert read_crosswalk(native) == read_crosswalk(path)
    again = tmp_path / "again.sssom.tsv"
    assert run(["read", str(native), "-o", str(again)]) == 0
    assert read_crosswalk(again) == read_crosswalk(path)
    assert run(["read", str(path), "--explain"]) == 0
    assert "column predicate_id" in capsys.readouterr().out
    assert run(["read", str(path), "-f", "csv"]) == 2
    assert "formats that can: toml, json, yaml, sssom" in capsys.readouterr().err


def test_a_crosswalk_of_ones_own_may_be_sssom(tmp_path, capsys):
    """The command align takes it, with the lifecycles' keys as prefixes."""
    head = HEAD + "#  prince2-2023: https://example.org/p/\n#  itil-2011: https://example.org/i/\n"
    row = ("prince2-2023:closing-a-project", ROW[1], "itil-2011:service-operation", ROW[3])
    path = tmp_path / "x.sssom.tsv"
    path.write_text(head + table((*row, "Mine"), columns=("comment",)), "utf-8")
    argv = ["align", "prince2-2023", "itil-2011", "--crosswalk", str(path), "-f", "json"]
    assert run(argv) == 0
    found = json.loads(capsys.readouterr().out)["correspondences"]
    assert "Mine" in {row["comment"] for row in found}


SAMPLES = [
    HEAD + table((*ROW, "Not", "0.5"), ROW[:2], columns=("predicate_modifier", "confidence")),
    HEAD + "#comment: >-\n#  a\n#  b\n#see_also: [x, 'y']\n" + table(),
    table((*ROW, '"a\nb"'), columns=("comment",)),
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 700), st.binary(max_size=6), st.integers(0, 9)), max_size=4),
)
def test_damage_gives_a_crosswalk_or_our_own_error(sample, changes):
    """Cuts, insertions and flipped bytes never end in another error."""
    data = bytearray(sample.encode())
    for at, more, cut in changes:
        data[at : at + cut] = more
    try:
        looks_like_sssom(bytes(data))
        crosswalk = read_sssom(Reading(bytes(data), "x.sssom.tsv"))
    except LifecycleMapError as error:
        assert str(error)
    else:
        assert isinstance(crosswalk, Crosswalk)


@pytest.mark.parametrize("path", realdata.files("realdata/sssom", "*"), ids=lambda path: path.name)
def test_real_sets_are_read_and_written_again(path, tmp_path):
    """Every row and every slot of a real set is there after reading, writing and reading."""
    crosswalk = read_crosswalk(path)
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    if path.suffix == ".tsv":
        rows = [line.split("\t") for line in lines[1:]]
        place = lines[0].split("\t").index
        assert [original_ids(row) for row in crosswalk.correspondences] == [
            (row[place("subject_id")], row[place("object_id")]) for row in rows
        ]
    assert read_crosswalk(export(crosswalk, tmp_path / "x.sssom.tsv")) == crosswalk
    assert read_crosswalk(export(crosswalk, tmp_path / "x.toml")) == crosswalk
