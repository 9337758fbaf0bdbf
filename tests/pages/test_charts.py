"""The charts page: every choice draws, in both languages, with words for those who do not see it."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from capacity.charts import KEYS
from tests import screens

pytestmark = pytest.mark.usefixtures("busy")


def page(**query: str) -> AppTest:
    return screens.opened("charts", **{"lang": "de", **query})


@pytest.mark.parametrize("key", KEYS)
def test_every_choice_draws_bars(key: str) -> None:
    chart = page(by=key).get("plotly_chart")[0]
    assert len(json.loads(chart.proto.spec)["data"]) == 1
    assert chart.proto.alt


def test_titles_follow_the_language() -> None:
    german, english = page(), page(lang="en")
    assert [each.value for each in german.header] != [each.value for each in english.header]
    assert len(german.header) == len(english.header) == 3


def test_the_choice_goes_into_the_address() -> None:
    app = page()
    app.segmented_control(key="charts.by").set_value("process").run()
    assert app.query_params["by"] in ("process", ["process"])


def test_a_wrong_choice_in_the_address_falls_back() -> None:
    assert page(by="nonsense").segmented_control(key="charts.by").value == KEYS[0]
