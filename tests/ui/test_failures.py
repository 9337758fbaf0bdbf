"""A failure is told in the reader's language, without a trace and without data."""

from streamlit.testing.v1 import AppTest

from register import RegisterError


def failing(kind: str) -> None:
    from register import RegisterError
    from ui import failures

    failures.show(RegisterError("full", place="data") if kind == "register" else ValueError("Kim Beispiel"))


def shown(kind: str, language: str) -> str:
    app = AppTest.from_function(failing, args=(kind,))
    app.query_params["lang"] = language
    return app.run().error[0].value


def test_our_own_mistakes_say_what_is_safe_and_name_nobody() -> None:
    assert "Ihre Daten sind davon nicht berührt" in shown("other", "de")
    assert "ValueError" in shown("other", "en")
    assert "Kim" not in shown("other", "en")


def test_the_register_says_what_to_do() -> None:
    expected = RegisterError("full", place="data")
    assert shown("register", "de") == expected.message("de")
    assert shown("register", "en") == expected.message("en")
