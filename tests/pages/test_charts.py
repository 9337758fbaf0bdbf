"""The charts page: every choice draws, in both languages, with words for those who do not see it."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from capacity.charts import KEYS
from tests.registers import filled

MAIN = Path(__file__).resolve().parent.parent.parent / "ui" / "main.py"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAPACITY_HOME", str(folder))
        patch.delenv("DATABASE_URL", raising=False)
        filled(300)
        yield


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.query_params.update({"lang": "de", **query})
    app.switch_page("../pages/charts.py").run()
    assert not app.exception
    return app


@pytest.mark.parametrize("key", KEYS)
def test_every_choice_draws_bars(key: str) -> None:
    chart = opened(by=key).get("plotly_chart")[0]
    assert len(json.loads(chart.proto.spec)["data"]) == 1
    assert chart.proto.alt


def test_titles_follow_the_language() -> None:
    german, english = opened(), opened(lang="en")
    assert [each.value for each in german.subheader] != [each.value for each in english.subheader]
    assert len(german.subheader) == len(english.subheader) == 3


def test_the_choice_goes_into_the_address() -> None:
    app = opened()
    app.segmented_control(key="charts.by").set_value("process").run()
    assert app.query_params["by"] in ("process", ["process"])


def test_a_wrong_choice_in_the_address_falls_back() -> None:
    assert opened(by="nonsense").segmented_control(key="charts.by").value == KEYS[0]
