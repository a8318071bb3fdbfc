"""Mapping files of others, read and written again: no row and no slot is lost, in any notation."""

from __future__ import annotations

import pytest
import realdata
from exchange_samples import OAEI

import lifecycle_map as lm

SETS = realdata.files("realdata/sssom", "*.sssom.*")
ODD = realdata.files("robust/sssom", "*.sssom.tsv")
DENIED = """\
#curie_map:
#  p: https://example.org/p/
#  s: https://example.org/s/
#license: https://creativecommons.org/publicdomain/zero/1.0/
#mapping_set_id: https://example.org/set
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification
p:a\tskos:exactMatch\tNot\ts:x\tsemapv:ManualMappingCuration
p:b\tskos:closeMatch\t\ts:x\tsemapv:ManualMappingCuration
p:c\tskos:exactMatch\tNot\ts:y\tsemapv:ManualMappingCuration
p:d\tskos:exactMatch\tNot\ts:y\tsemapv:ManualMappingCuration
p:d\tskos:closeMatch\t\ts:z\tsemapv:ManualMappingCuration
p:e\tskos:exactMatch\tNot\ts:z\tsemapv:ManualMappingCuration
"""
OLD = """\
<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE rdf:RDF SYSTEM "align.dtd">
<rdf:RDF xmlns='http://knowledgeweb.semanticweb.org/heterogeneity/alignment'
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
<Alignment><xml>yes</xml><level>0</level><type>**</type>
<onto1>http://a.example</onto1><onto2>http://b.example</onto2><uri1>http://a.example/a.owl</uri1>
<map><Cell><entity1 rdf:resource='http://a.example#A'/><entity2 rdf:resource='http://b.example#B'/>
<measure>0.5</measure><relation>fr.inrialpes.exmo.align.impl.rel.SubsumedRelation</relation>
</Cell></map></Alignment></rdf:RDF>
"""


@pytest.fixture
def slots(monkeypatch):
    """The script that compares files without our reader."""
    folder = realdata.Path(__file__).parents[1] / "benchmarks"
    monkeypatch.syspath_prepend(folder)
    pytest.importorskip("yaml")
    pytest.importorskip("rdflib")
    pytest.importorskip("openpyxl")
    import slots

    return slots


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_the_sets_of_others_are_kept(slots, path):
    """Every row and every slot stands in the file that is written again, and in every notation."""
    found = slots.kept(path)
    assert (found.rows_again, found.lost, found.unequal) == (found.rows, (), ())
    assert len(found.slots) > 4


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.name)
def test_of_odd_files_only_what_is_mended_changes(slots, path):
    """What is read without a word is kept; what is not was told, and ``strict`` refuses it."""
    try:
        found = slots.kept(path)
    except lm.LifecycleMapError as error:
        assert str(path) in str(error)
        return
    assert (found.rows_again, found.unequal) == (found.rows, ())
    if found.lost:
        with pytest.raises(lm.InvalidFileError):
            lm.read_crosswalk(path, strict=True)


@pytest.mark.parametrize(
    ("name", "text", "counts"),
    [("a.rdf", OAEI, (4, 12)), ("a.rdf", OLD, (1, 10)), ("a.sssom.tsv", DENIED, (6, 8))],
    ids=["alignment", "old alignment", "denied"],
)
def test_samples_are_kept(slots, tmp_path, name, text, counts):
    """Signs, measures, ids, what is denied: all in the order of the file."""
    path = tmp_path / name
    path.write_text(text)
    found = slots.kept(path)
    assert (found.rows, len(found.slots)) == counts
    assert (found.rows_again, found.lost, found.unequal) == (found.rows, (), ())


def test_a_loss_is_noticed(slots, tmp_path):
    """The script is no rubber stamp: a cell that is not said again is told."""
    row = {"subject_id": "a:b", "comment": "so"}
    first = slots.Contents(of_set={"license": "x"}, of_rows=(row,))
    again = slots.Contents(of_set={"license": "y"}, of_rows=({"subject_id": "a:b"},))
    lost = [slot for slot in ("subject_id", "comment", "license")
            if slots._is_lost(slot, first, again)]  # fmt: skip
    assert lost == ["comment", "license"]


def test_denied_rows_keep_their_places(tmp_path):
    """A row that is no correspondence is written where it stood, whatever became of the others."""
    path = tmp_path / "a.sssom.tsv"
    path.write_text(DENIED)
    crosswalk = lm.read_crosswalk(path)

    def subjects(value):
        lines = [each for each in lm.render(value, "sssom").splitlines() if each[:2] == "p:"]
        return "".join(line[2] for line in lines)

    assert subjects(crosswalk) == "abcdde"
    assert subjects(lm.merge(crosswalk).crosswalk) == "bdacde"
    assert subjects(crosswalk.where(least=0.99)) == "abcdde"


def test_a_turned_crosswalk_denies_the_same(tmp_path):
    """Denials are read from the other end too, and come back when it is turned again."""
    path = tmp_path / "a.sssom.tsv"
    path.write_text(DENIED)
    crosswalk = lm.read_crosswalk(path)
    turned = lm.render(crosswalk.invert(), "sssom")
    assert "s:x\tskos:exactMatch\tNot\tp:a\t" in turned
    assert crosswalk.invert().invert().properties == crosswalk.properties


def test_a_document_type_that_declares_something_is_refused(tmp_path):
    """Only a name of a type is passed over; nothing is ever fetched or expanded."""
    path = tmp_path / "a.rdf"
    path.write_text(OLD.replace('"align.dtd"', '"align.dtd" [<!ENTITY a "b">]'))
    with pytest.raises(lm.InvalidFileError, match="document type"):
        lm.read_crosswalk(path)


def test_a_relation_by_its_name_is_understood(tmp_path):
    """Classes of the Alignment API stand for signs; line numbers are those of the file."""
    path = tmp_path / "a.rdf"
    path.write_text(OLD)
    (row,) = lm.read_crosswalk(path).correspondences
    assert (row.match, row.confidence) == (lm.Match.BROAD, 0.5)
    path.write_text(OLD.replace("</Cell>", "</Sell>"))
    with pytest.raises(lm.InvalidFileError, match="line 9"):
        lm.read_crosswalk(path)
