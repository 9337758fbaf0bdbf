"""Whatever is added, taken back and opened again, in whatever order: the register holds what a plain model holds."""

import shutil
import tempfile

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pandas.testing import assert_frame_equal

from capacity.reports import Report
from capacity.schema import FIELDS, OFFER_FIELDS, typed
from register import open_register
from tests.fuzzing import times
from tests.register.made_reports import broken, readable, report

FILES = [report("a.csv", 1, 0), report("b.csv", 0, 2), report("c.csv", 2, 1)]
BROKEN = broken()
READABLE = (readable(BROKEN[1]), BROKEN[1])


class AddAndUndo(RuleBasedStateMachine):
    """The model: for each hash the import that holds it now, and how many changes there were."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.mkdtemp()
        self.register = open_register(f"sqlite:///{self.folder}/register.sqlite")
        self.live: dict[str, tuple[int, Report]] = {}
        self.imports: list[int] = []
        self.undone: set[int] = set()
        self.changes = 0

    @rule(file=st.sampled_from([*FILES, BROKEN, READABLE]))
    def add(self, file: tuple[Report, bytes]) -> None:
        made = file[0]
        known = self.live.get(made.sha256)
        already = known is not None and (made.error is not None or known[1].error is None)
        done = self.register.add(*file, by="Ada")
        assert done.already == already
        if already:
            assert known is not None
            assert done.import_id == known[0]
            return
        if known:
            self.undone.add(known[0])
        assert done.import_id not in self.imports
        self.imports.append(done.import_id)
        self.live[made.sha256] = (done.import_id, made)
        self.changes += 1

    @precondition(lambda self: self.imports)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        import_id = data.draw(st.sampled_from(self.imports))
        assert self.register.undo(import_id, by="Ben").already == (import_id in self.undone)
        if import_id not in self.undone:
            self.undone.add(import_id)
            self.live = {sha256: held for sha256, held in self.live.items() if held[0] != import_id}
            self.changes += 1

    @rule()
    def open_again(self) -> None:
        self.register.close()
        self.register = open_register(f"sqlite:///{self.folder}/register.sqlite")

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        contents = self.register.contents()
        expected = {import_id: len(made.offers) for import_id, made in self.live.values() if len(made.offers)}
        assert contents.offers.groupby("import_id").size().to_dict() == expected
        assert len(contents.capabilities) == sum(len(made.capabilities) for _, made in self.live.values())
        assert len(self.register.issues()) == sum(len(made.issues) for _, made in self.live.values())
        assert contents.version == self.changes
        listed = self.register.imports()
        assert listed["import_id"].tolist() == self.imports[::-1]
        assert set(listed["import_id"][listed["undone_at"].notna()]) == self.undone

    def teardown(self) -> None:
        self.register.close()
        shutil.rmtree(self.folder)


AddAndUndo.TestCase.settings = settings(max_examples=times(6), stateful_step_count=8, deadline=None)
TestAddAndUndo = AddAndUndo.TestCase

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
VALUES = {
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "degrees": st.floats(-180, 180),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "date": st.datetimes(),
}


@st.composite
def filled(draw: st.DrawFn) -> pd.DataFrame:
    """One to three offers, each field anything of its kind, or missing."""
    size = draw(st.integers(1, 3))
    columns = {}
    for each in (each for each in FIELDS if each.table == "offer"):
        values = st.none() | VALUES.get(each.kind, words)
        drawn = draw(st.lists(values, min_size=size, max_size=size))
        columns[each.code] = pd.Series(drawn, dtype=object).astype(each.dtype)
    columns["kind"] = pd.Series(["offer"] * size, dtype="str")
    return pd.DataFrame(columns)


@settings(
    max_examples=times(10), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(filled())
def test_any_value_comes_back_as_it_was(offers: pd.DataFrame) -> None:
    made, content = report(offers=len(offers), needs=0)
    rows = made.offers[["row_id", "source_sheet", "source_row", "original"]].join(offers)
    with tempfile.TemporaryDirectory() as folder:
        register = open_register(f"sqlite:///{folder}/register.sqlite")
        register.add(
            Report(made.file, made.sha256, "csv", None, None, None, (), rows, made.capabilities), content, by="Ada"
        )
        back = register.offers()[list(OFFER_FIELDS)]
        register.close()
    assert_frame_equal(back, typed(offers, "offer"))
