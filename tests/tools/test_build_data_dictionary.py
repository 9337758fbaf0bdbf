from pathlib import Path

from capacity import vocabulary
from capacity.schema import FIELDS
from tools.build_data_dictionary import TARGET, dictionary, main


def test_the_committed_dictionary_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == dictionary(), "say: make dictionary"


def test_every_field_and_every_code_has_its_line_in_both_languages() -> None:
    lines = set(dictionary().splitlines())
    for field in FIELDS:
        assert any(line.startswith(f"| `{field.code}` | {field.de} | {field.en} |") for line in lines)
    for name in vocabulary.names():
        for code in vocabulary.codes(name):
            labels = vocabulary.label(name, code, "de"), vocabulary.label(name, code, "en")
            assert any(line.startswith(f"| `{code}` | {labels[0]} | {labels[1]} |") for line in lines)


def test_every_row_of_a_table_has_as_many_cells_as_its_heading() -> None:
    width = 0
    for line in dictionary().splitlines():
        cells = line.replace("\\|", "").count("|")
        assert not cells or not width or cells == width, line
        width = cells


def test_it_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    main([str(tmp_path / "fields.md")])
    assert (tmp_path / "fields.md").read_text("utf-8") == dictionary()
