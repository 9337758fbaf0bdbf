"""One test for many small cases that says all that do not hold. Leaves out cases that are worth a name of their own.

Thousands of tests of one line each cost more to collect and to tell of than to carry out.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def every(
    cases: Iterable[Case], name: Callable[[Case], str] = str
) -> Callable[[Callable[[Case], None]], Callable[[], None]]:
    """Makes of a test of one case the test of all, which fails with the `name` and the reason of each wrong one."""
    tried = list(cases)
    assert tried, "no cases"

    def of_all(check: Callable[[Case], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = [f"{name(case)}\n    {why}" for case in tried if (why := _wrong(check, case, name))]
            if wrong:
                pytest.fail(f"{len(wrong)} of {len(tried)} wrong:\n" + "\n".join(wrong), pytrace=False)

        test.__name__, test.__module__, test.__doc__ = check.__name__, check.__module__, check.__doc__
        return test

    return of_all


def _wrong(check: Callable[[Case], None], case: Case, name: Callable[[Case], str]) -> str:
    """Why the case does not hold, "" when it does; whatever else goes wrong is raised with the case's name."""
    try:
        check(case)
    except AssertionError as error:
        return str(error).replace("\n", "\n    ") or "false"
    except Exception as error:
        error.add_note(f"case: {name(case)}")
        raise
    return ""
