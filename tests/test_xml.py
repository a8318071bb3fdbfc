"""XML is read safely, and what is wrong with it is told with its line."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.limits import DEFAULT
from lifecycle_map.loading.xml import parse_xml


def fault(data):
    with pytest.raises(InvalidFileError) as caught:
        parse_xml(data, "x.xml")
    return str(caught.value)


def test_a_tree_has_names_texts_attributes_and_lines():
    """Prefixes are resolved, text is whole, and every node knows its line."""
    root = parse_xml(b'<p:a xmlns:p="urn:x"><b k="v">one &amp;\ntwo</b>\n<c/></p:a>', "x.xml")
    assert (root.tag, root.namespace, root.line) == ("a", "urn:x", 1)
    b, c = root.parts
    assert (b.text, b.attributes) == ("one &\ntwo", {"k": "v"})
    assert (c.tag, c.line) == ("c", 3)
    assert root.value("b") == "one &\ntwo"
    assert root.value("none") == ""
    assert root.first("none") is None


def test_what_is_not_wanted_is_left_out_whole():
    """Of an element only the wanted parts are kept, with all that stands in them."""
    data = b"<a><x>1<b><a/></b></x><b>2<x/></b></a>"
    root = parse_xml(data, "x.xml", wanted={"a": frozenset({"b"})})
    assert [(part.tag, part.text) for part in root.parts] == [("b", "2")]
    assert [part.tag for part in root.parts[0].parts] == ["x"]


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>',
        b"<!DOCTYPE a>",
    ],
)
def test_a_document_type_is_refused(doctype):
    """No entity is ever declared, so none can grow or reach outside."""
    assert fault(doctype + b"<a/>").startswith(
        "x.xml: line 1: it declares a document type (DOCTYPE)"
    )


def test_a_file_that_stops_in_the_middle_says_where():
    """A cut-off file names the element that was open, and the line."""
    assert fault(b"<a>\n<b>\n<Task>x") == (
        "x.xml: line 3: column 8: no well-formed XML: the file stops in the middle of <Task>"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no element found"),
        (b"<a></b>", "mismatched tag"),
        (b"<a>\n&nope;</a>", "x.xml: line 2: column 1: no well-formed XML: undefined entity"),
        (b"<a>\x00</a>", "not well-formed"),
        (b"<a>\n\xdc</a>", "x.xml: line 2: column 1: no well-formed XML: a byte that is no text"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "unknown encoding"),
        (b"<a/><b/>", "junk after document element"),
        (b"not xml", "syntax error"),
    ],
)
def test_what_is_not_well_formed_is_told(data, message):
    """The parser's reason stands in the message, never its exception."""
    assert message in fault(data)


def test_deep_nesting_is_refused():
    """A file that nests without end is refused before any recursion could overflow."""
    deep = b"<a>" * (DEFAULT.depth + 1) + b"</a>" * (DEFAULT.depth + 1)
    assert (
        fault(deep)
        == f"x.xml: line 1: elements nest more than {DEFAULT.depth} deep (the limit 'depth')"
    )
    parse_xml(b"<a>" * DEFAULT.depth + b"</a>" * DEFAULT.depth, "x.xml")


def test_utf_16_is_read():
    """MS Project can save UTF-16."""
    text = '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'
    assert parse_xml(text.encode("utf-16"), "x.xml").text == "é"


@given(st.binary(max_size=200))
def test_no_content_escapes_with_another_error(data):
    """Whatever the bytes, there is a tree or an InvalidFileError."""
    try:
        parse_xml(data, "x.xml")
    except InvalidFileError as error:
        assert str(error).startswith("x.xml")


def test_of_two_attributes_with_one_name_the_plain_one_is_kept():
    """``xsi:type`` says what an element is, and does not hide a ``type`` of its own."""
    xsi = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    for data in (
        b"<a " + xsi + b' type="or" xsi:type="b:Junction"/>',
        b"<a " + xsi + b' xsi:type="b:Junction" type="or"/>',
    ):
        root = parse_xml(data, "x.xml")
        assert (root.xsi_type, root.attributes) == ("b:Junction", {"type": "or"})
    (part,) = parse_xml(b"<a " + xsi + b'><b xsi:type="c"/></a>', "x.xml").parts
    assert (part.xsi_type, part.attributes) == ("c", {"type": "c"})


def test_elements_with_a_taker_are_handed_over_and_forgotten():
    """Each is given when it ends, in order, whole; the root comes without them."""
    taken = []
    names = set()
    root = parse_xml(
        b"<a><b>1<c>2</c></b><d/>\n<b x='3'/></a>", "x.xml", takers={"b": taken.append}, names=names
    )
    assert [(node.text, node.value("c"), node.line) for node in taken] == [
        ("1", "2", 1),
        ("", "", 2),
    ]
    assert [part.tag for part in root.parts] == ["d"]
    assert names >= {"a", "b", "c", "d", "x"}


def test_text_on_both_sides_of_a_part_belongs_to_the_element():
    """Own text is whole, whatever stands inside; between chosen parts it is not kept."""
    data = b"<a>one<b>two</b> three<!-- no --> <![CDATA[<four>]]></a>"
    assert parse_xml(data, "x.xml").text == "one three <four>"
    assert parse_xml(data, "x.xml", wanted={"a": frozenset({"b"})}).text == ""


def test_nothing_is_left_for_the_garbage_collector():
    """A process that reads thousands of files does not grow: parser and tree are freed at once."""
    gc.collect()
    gc.disable()
    try:
        parse_xml(b"<a><b>1</b></a>", "x.xml")
        with pytest.raises(InvalidFileError):
            parse_xml(b"<a><b>", "x.xml")
        assert gc.collect() == 0
    finally:
        gc.enable()
