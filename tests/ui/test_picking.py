"""A table of which one row can be picked: a click anywhere in a row counts, and takes the place of the one before."""

import pytest

from ui import picking


def test_a_click_in_a_row_ticks_it_in_place_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"table": {"selection": {"rows": [4], "columns": [], "cells": [(2, "organisation")]}}}
    monkeypatch.setattr(picking.st, "session_state", state)
    picking._tick("table")
    assert state["table"]["selection"] == {"rows": [2], "columns": [], "cells": []}


def test_a_tick_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"table": {"selection": {"rows": [4], "columns": [], "cells": []}}}
    monkeypatch.setattr(picking.st, "session_state", state)
    picking._tick("table")
    assert state["table"]["selection"]["rows"] == [4]
