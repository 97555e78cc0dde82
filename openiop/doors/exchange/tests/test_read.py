"""Reading: what is let in, and in what words the rest is refused."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.document import Document
from openiop.doors.exchange.fhir.read import read, read_bytes
from openiop.doors.exchange.fhir.take import take
from openiop.doors.exchange.fhir.unpack import Limits, shape
from openiop.doors.exchange.tests.samples import (
    CONDITION,
    EVERYTHING,
    PATIENT,
    REAL,
    bundle,
    having,
    lines,
    needs_real_data,
    packed,
    zipped,
)

WHOLE = packed(bundle(*EVERYTHING))


def refusal(raw: bytes, name: str = "a.json", limits: Limits | None = None) -> str:
    with pytest.raises(Defect) as caught:
        read_bytes(name, raw, limits or Limits())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_reads_a_bundle_plain_or_gzip_as_the_same_document():
    plain, compressed = read_bytes("a.json", WHOLE), read_bytes("a.json.gz", zipped(WHOLE))
    assert plain.form == "bundle"
    assert plain.entries[1].path == "Bundle.entry[1].resource"
    assert plain.digest == compressed.digest


def test_tells_gzip_by_its_bytes_not_by_its_name():
    assert read_bytes("upload", zipped(WHOLE)).form == "bundle"
    assert read_bytes("a.json.gz", WHOLE).form == "bundle"


def test_reads_gzip_in_several_members():
    half = len(WHOLE) // 2
    assert read_bytes("a.json.gz", zipped(WHOLE[:half]) + zipped(WHOLE[half:])).content == WHOLE


def test_reads_one_resource():
    document = read_bytes("p.json", packed(PATIENT))
    assert (document.form, document.entries[0].path) == ("resource", "Patient")


@pytest.mark.parametrize("name", ["Patient.ndjson", "Patient.ndjson.gz", "upload"])
def test_reads_ndjson_by_name_or_by_content(name):
    document = read_bytes(name, b"\n" + lines(PATIENT, CONDITION).replace(b"\n", b"\r\n"))
    assert document.form == "ndjson"
    assert [entry.path for entry in document.entries] == ["line 2: Patient", "line 3: Condition"]


def test_line_separators_inside_a_string_do_not_break_ndjson():
    named = having(PATIENT, name=[{"family": "A\u2028B\u0085C"}])
    assert len(read_bytes("a.ndjson", lines(named)).entries) == 1


def test_a_byte_order_mark_is_let_pass():
    assert read_bytes("a.json", b"\xef\xbb\xbf" + WHOLE).form == "bundle"


def test_truncated_gzip_says_so_and_where():
    raw = zipped(b"\n".join(WHOLE for _ in range(50)))
    message = refusal(raw[: len(raw) // 2])
    assert "truncated: the gzip data ends at byte" in message
    assert message.startswith("line ")


def test_gzip_cut_anywhere_is_refused():
    raw = zipped(WHOLE)
    for cut in range(2, len(raw)):
        refusal(raw[:cut])


def test_damaged_gzip_is_refused():
    raw = bytearray(zipped(WHOLE))
    raw[-6] ^= 0xFF  # the checksum
    assert "damaged gzip data" in refusal(bytes(raw))


def test_truncated_json_says_so_with_line_and_column():
    text = json.dumps(bundle(PATIENT), indent=1).encode()
    message = refusal(text[: text.index(b'"gender"') - 2])
    assert "truncated" in message
    assert message.startswith("line 32, column 3: ")


def test_json_cut_anywhere_is_refused():
    for cut in range(len(WHOLE)):
        refusal(WHOLE[:cut])


def test_broken_json_names_line_and_column():
    assert refusal(b'{"resourceType": "Patient",\n "id" "p1", "name": [{"family": "Cole"}]}') == (
        "line 2, column 7: not JSON: Expecting ':' delimiter"
    )


def test_broken_ndjson_names_the_line():
    raw = lines(PATIENT) + b'{"resourceType": "Condition", id: 3, "code": {}}\n'
    assert refusal(raw, "a.ndjson").startswith("line 2, column 31: not JSON")


def test_truncated_ndjson_names_the_last_line():
    assert refusal(lines(PATIENT, CONDITION)[:-20], "a.ndjson").startswith("line 2, column")


@pytest.mark.parametrize("value", [{"hello": "world"}, [], [PATIENT], 7, "text", None, {"resourceType": None}])
def test_json_that_is_not_fhir_says_what_was_expected(value):
    message = refusal(packed(value))
    assert "FHIR R4" in message


def test_an_unknown_resource_type_is_refused_with_its_path():
    raw = packed(bundle(PATIENT, {"resourceType": "Pateint"}))
    assert refusal(raw) == ('Bundle.entry[1].resource.resourceType: "Pateint" is not a resource type of FHIR R4')


@pytest.mark.parametrize("kind", ["transaction-response", "history", "message", None, "TRANSACTION"])
def test_a_bundle_of_another_type_is_refused(kind):
    assert refusal(packed(bundle(PATIENT, kind=kind))).startswith("Bundle.type: ")


@pytest.mark.parametrize("kind", ["transaction", "batch", "collection", "searchset", "document"])
def test_bundles_that_hold_records_are_read(kind):
    assert len(read_bytes("a.json", packed(bundle(PATIENT, kind=kind))).entries) == 1


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ([], "Bundle.entry"),
        ("x", "Bundle.entry"),
        ([7], "Bundle.entry[0]"),
        ([{"fullUrl": "urn:uuid:1"}], "Bundle.entry[0].resource"),
        ([{"resource": PATIENT, "fullUrl": 3}], "Bundle.entry[0].fullUrl"),
        ([{"resource": PATIENT, "request": {"method": "DELETE"}}], "Bundle.entry[0].request.method"),
    ],
)
def test_a_broken_entry_is_named(entry, path):
    assert refusal(packed({"resourceType": "Bundle", "type": "batch", "entry": entry})).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"<ClinicalDocument/>", "XML"),
        (b"%PDF-1.7 \xff", "PDF"),
        (b"PK\x03\x04\xff", "zip"),
        (b"\xff\xfe{\x00", "not UTF-8"),
        (b'{"resourceType": "Patient", "id": "\xf1"}', "not UTF-8"),
        (b'{"resourceType": "Patient", "resourceType": "Group"}', 'says "resourceType" twice'),
        (b'{"resourceType": "Patient", "x": NaN}', "NaN"),
        (b'{"resourceType": "Patient", "x": ' + b"9" * 5000 + b"}", "not FHIR JSON"),
        (b'{"exportId": "1", "eventId": "kickoff"}\n', "Bulk Data"),
    ],
)
def test_what_is_not_fhir_is_named(raw, words):
    assert words in refusal(raw, "a.ndjson" if b"exportId" in raw else "a.json")


def test_f14_a_depth_bomb_is_refused_before_it_is_parsed():
    for bomb in (b"[" * 200_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 150 + b"1" + b"}" * 150):
        assert "levels deep" in refusal(bomb)
        assert "levels deep" in refusal(bomb, "a.ndjson")


def test_f14_a_decompression_bomb_stops_at_the_limit():
    bomb = zipped(b" " * 30_000_000)
    started = time.process_time()
    assert "larger than 1 MiB" in refusal(bomb, limits=Limits(content=1024 * 1024))
    assert time.process_time() - started < 1


def test_f14_too_many_resources_are_refused():
    assert "resources" in refusal(lines(PATIENT, CONDITION), "a.ndjson", Limits(resources=1))
    assert "resources" in refusal(WHOLE, limits=Limits(resources=1))


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nesting_counts_only_brackets_outside_strings(value):
    def depth(value):
        if isinstance(value, dict):
            return 1 + max(map(depth, value.values()), default=0)
        return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0

    assert shape(json.dumps(value))[0] == depth(value)


def test_a_missing_file_a_folder_and_a_pipe_say_so(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(Defect, match="cannot be read: "):
            read(path)


def test_no_message_carries_control_characters_or_long_content():
    message = refusal(packed(bundle({"resourceType": "\x1b[31m" + "x" * 500})))
    assert message.isprintable()
    assert len(message) < 200


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def mutated(draw):
    """A whole bundle with one value somewhere replaced by anything."""
    root = json.loads(WHOLE)
    place = root
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        child = place[key]
        if isinstance(child, dict | list) and child and draw(st.integers(0, 5)):
            place = child
            continue
        place[key] = draw(json_values)
        return root


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_no_value_anywhere_does_worse_than_a_defect(root):
    try:
        taken = take(read_bytes("a.json", json.dumps(root).encode()))
    except Defect as defect:
        assert "\n" not in str(defect)
    else:
        assert taken.persons


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_a_defect(raw):
    with contextlib.suppress(Defect):
        assert isinstance(read_bytes("a.json", raw), Document)


@needs_real_data
def test_every_real_bundle_is_read():
    for path in sorted((REAL / "synthea").glob("*.json.gz"))[:6]:
        assert read(path).form == "bundle"


@needs_real_data
def test_a_real_bundle_cut_short_is_refused(tmp_path):
    whole = min((REAL / "synthea").glob("*.json.gz"), key=lambda path: path.stat().st_size)
    cut = tmp_path / whole.name
    cut.write_bytes(whole.read_bytes()[:20_000])
    with pytest.raises(Defect, match=r"^line \d+: truncated: the gzip data ends at byte 20,000"):
        read(cut)
