"""Imports answer to a request and come from an initiative; each to one at most."""

from register import Register
from register.crediting import credit, credited
from register.records import Initiative, Records, Request
from tests.register.made_reports import report
from tests.register.test_records import INITIATIVE, REQUEST


def test_imports_belong_to_one_request_and_one_initiative(register: Register) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        register.add(*report(name), by="Ada")
    first, second = (Records(register, Request).add(REQUEST, by="Ada") for _ in range(2))
    makers = Records(register, Initiative).add(INITIATIVE, by="Ada")
    credit(register, Request, first, [1, 2])
    credit(register, Request, second, [2, 3])
    credit(register, Initiative, makers, [3])
    found = credited(register).set_index("import_id")
    assert found["request_id"].to_dict() == {3: second, 2: second, 1: first}
    assert found["initiative_id"].dropna().to_dict() == {3: makers}
    credit(register, Request, first, [], [1, 2])  # the second is no longer its own
    assert credited(register)["request_id"].count() == 2
    register.undo(3, by="Ada")
    assert credited(register)["import_id"].tolist() == [2, 1]


def test_what_another_credited_meanwhile_stays(register: Register) -> None:
    for name in ("a.csv", "b.csv"):
        register.add(*report(name), by="Ada")
    number = Records(register, Request).add(REQUEST, by="Ada")
    credit(register, Request, number, [1])
    credit(register, Request, number, [2], [])  # from a page that shows nothing credited yet
    assert credited(register)["request_id"].tolist() == [number, number]
