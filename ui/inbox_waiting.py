"""How many messages and questions wait, with the way to them, for the overview. Leaves out the pages themselves."""

from capacity.formats import number
from register.inbox import Inbox
from ui import inbox, navigation, register_access
from ui.language import language, t
from ui.visitor import visitor

FORWARD = ":material/chevron_right:"


def links() -> bool:
    """A line for each of both that there is any of; whether there was."""
    state = Inbox(register_access.register(visitor())).state()
    asked = state[(state["kind"] == "question") & state["status"].isin(["new", "open"])]
    counts = {"inbox": len(inbox.shown(state, "waiting")), "questions": len(asked)}
    for page, count in counts.items():
        if count:
            navigation.link(page, f"**{number(count, language())}** {t(f'overview.waits.{page}')}", icon=FORWARD)
    return any(counts.values())
