"""Words of the vocabulary in people's texts: golden lines in many languages; the lists hold known codes only."""

import csv
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.vocabulary import codes
from capacity.vocabulary.words import Words, read_words
from capacity.vocabulary.words_matcher import Lexicon, fold, rows
from tests.lines import every
from tools.bench import words as bench

GOLDEN = Path(__file__).parent.parent / "golden"


def golden(name: str) -> list[dict[str, str]]:
    """The rows of a golden file."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@every(golden("words") + golden("words_blind") + golden("words_more"), lambda row: row["text"])
def test_golden_line(row: dict[str, str]) -> None:
    words = read_words(row["text"])
    assert ";".join(words.products) == row["products"]
    assert ";".join(words.processes) == row["processes"]
    assert ";".join(words.materials) == row["materials"]
    assert words.machines == (int(row["machines"]) if row["machines"] else None)
    if row["organisation_type"]:
        assert words.organisation_type == row["organisation_type"]


def test_purchase_lines_name_their_products() -> None:
    assert bench.agreement("purchases") > 0.98


def test_processes_materials_and_machines_of_prose() -> None:
    f1, counts = bench.making("prose")
    assert f1 > 0.975
    assert counts > 0.95


def test_the_same_word_thousands_of_times_is_read_soon() -> None:
    start = time.process_time()
    for word in ("Maske und ", "Ventile für ", "1 Prusa ", "x"):
        read_words(word * 3000)
    assert time.process_time() - start < 5


@every(golden("words_parts"), lambda row: row["text"])
def test_a_part_is_not_the_thing_it_is_for(row: dict[str, str]) -> None:
    assert ";".join(read_words(row["text"]).products) == row["products"]


@pytest.mark.parametrize(
    "text", ["", "-", "123", "52062 Aachen", "k. A.", "Vielen Dank!", "Maskenball", "Schutzgebühr"]
)
def test_nothing_named(text: str) -> None:
    assert read_words(text).products == read_words(text).processes == read_words(text).materials == ()


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("keine Masken", ()),
        ("Masken: nein", ()),
        ("keine Masken oder Kittel", ()),
        ("no gloves, only gowns", ("gown",)),
        ("Masken, aber keine Visiere", ("mask",)),
        ("sans masques", ()),
        ("Gummiband für Masken", ("material",)),
        ("FFP2-Masken", ("mask_ffp2",)),
        ("FFP2 und OP-Masken", ("mask_ffp2", "mask_medical")),
    ],
)
def test_what_is_meant(text: str, products: tuple[str, ...]) -> None:
    assert read_words(text).products == products


def test_additive_gives_way_to_the_process_named() -> None:
    assert read_words("3D-Druck").processes == ("additive",)
    assert read_words("3D-Druck (SLS)").processes == ("powder_bed_fusion",)


@given(st.text(max_size=80))
def test_any_text_gives_known_codes(text: str) -> None:
    words = read_words(text)
    assert set(words.products) <= set(codes("product"))
    assert set(words.processes) <= set(codes("process"))
    assert set(words.materials) <= set(codes("material"))
    assert words.organisation_type in {"", *codes("organisation_type")}


@pytest.mark.parametrize(
    "name", ["product", "process", "material", "organisation_type", "organisation_size", "sector", "conformity"]
)
def test_lists_hold_known_codes_only(name: str) -> None:
    ambiguous = {"gloves", "valve", "surgical"}
    assert {row["code"].rstrip("?") for row in rows(name)} - {"", *ambiguous} <= set(codes(name))


@pytest.mark.parametrize("name", ["refinement", "product", "part_of"])
def test_every_product_word_leads_to_a_product(name: str) -> None:
    results = {row["result"] if "result" in row else row["code"] for row in rows(name)} - {
        "",
        "gloves?",
        "valve?",
        "surgical?",
    }
    assert {result.rstrip("?") for result in results} <= set(codes("product"))


def test_every_kind_of_part_leads_to_a_product() -> None:
    known = {row["part"] for row in rows("part_of")}
    assert {row["code"].rstrip("+") for row in rows("part")} <= known


def test_words_of_a_lexicon() -> None:
    lexicon = Lexicon([("mask", "*maske"), ("shield", "face shield*"), ("", "maskenball"), ("day", "/ tag")])
    assert [hit.code for hit in lexicon.find("Schutzmaske, Face-Shields und faceshield; Maskenball")] == [
        "mask",
        "shield",
        "shield",
    ]
    assert [hit.code for hit in lexicon.find("400/Tag, guten Tag")] == ["day"]


def test_digits_of_any_script_may_stand_before_a_word() -> None:
    assert [hit.code for hit in Lexicon([("mask", "mask")]).find("3mask ꘡mask")] == ["mask", "mask"]


def test_place_of_a_hit_is_its_place_in_the_text() -> None:
    text = "Große SCHUTZMASKE"
    (hit,) = Lexicon([("mask", "*maske")]).find(text)
    assert text[hit.start : hit.end] == "MASKE"


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_command_line_gives_one_record_per_line() -> None:
    lines = "9 Ultimaker S5 und 2 Form 3\n\nMasken, Muster GmbH\n"
    run = subprocess.run(
        [sys.executable, "-m", "capacity.vocabulary"], input=lines.encode(), capture_output=True, check=True
    )
    records = list(csv.reader(io.StringIO(run.stdout.decode("utf-8"))))
    assert records[0] == ["text", "products", "processes", "materials", "machines", "organisation_type"]
    assert records[1][2:5] == ["material_extrusion;vat_photopolymerization", "", "11"]
    assert records[2] == [""] * 6
    assert records[3] == ["Masken, Muster GmbH", "mask", "", "", "", "company"]


def test_command_line_ends_lines_at_line_feeds_only_and_mends_letters() -> None:
    lines = "Masken\u2028und\x85Kittel\r\nMÃ¡scaras cirÃºrgicas\n\n9 Prusa"
    run = subprocess.run(
        [sys.executable, "-m", "capacity.vocabulary"], input=lines.encode(), capture_output=True, check=True
    )
    records = list(csv.reader(io.StringIO(run.stdout.decode("utf-8"), newline="")))
    assert [record[1] for record in records[1:]] == ["mask;gown", "mask_medical", "", ""]
    assert records[1][0] == "Masken\u2028und\x85Kittel"


def test_no_words() -> None:
    assert read_words("") == Words()
