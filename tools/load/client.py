"""One visitor of the dashboard as the server sees them: a websocket that speaks Streamlit's own messages.

Answers like a browser (widget states, address bar, messages kept from before) and draws nothing. Leaves out logins but
for a cookie that is handed in.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.asyncio.client import ClientConnection, connect

SECONDS = 120.0


@dataclass
class Run:
    """One run of a page: how long until it stood still, what was sent for it, and every message of it."""

    seconds: float
    sent: int
    messages: list[ForwardMsg]

    @property
    def elements(self) -> list[Any]:
        """Every element that came, in the order in which it came."""
        deltas = (each.delta for each in self.messages if each.WhichOneof("type") == "delta")
        return [delta.new_element for delta in deltas if delta.WhichOneof("type") == "new_element"]


@dataclass
class Client:
    """An open page; `query` is its address bar, `widgets` the choosers on it by their key, `chosen` what they hold."""

    connection: ClientConnection
    page: str
    query: str
    widgets: dict[str, Any] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    timers: dict[str, float] = field(default_factory=dict)
    _kept: dict[str, ForwardMsg] = field(default_factory=dict)

    @classmethod
    async def arrive(
        cls,
        address: str,
        page: str = "",
        query: str = "lang=en",
        *,
        token: str = "",
        headers: Any = None,
        tls: Any = None,
    ) -> "Client":
        """Opens a websocket to the server at `address` (host:port); nothing is asked for yet.

        Whoever is logged in brings cookies and origin in `headers` and the `token` against forged requests.
        """
        opened = await connect(
            f"{'wss' if tls else 'ws'}://{address}/_stcore/stream",
            subprotocols=[Subprotocol(each) for each in ("streamlit", token) if each],
            max_size=None,
            additional_headers=headers,
            ssl=tls,
        )
        return cls(opened, page, query)

    async def leave(self) -> None:
        """Closes the websocket."""
        await self.connection.close()

    async def run(self, fragment: str = "", *, timed: bool = False) -> Run:
        """Asks for a run of the page, or of one fragment of it, and waits until it stands still."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_name = self.query, self.page
        state.context_info.url = f"http://{self.connection.request.headers['host']}/{self.page}"  # type: ignore[union-attr]
        state.context_info.timezone, state.context_info.locale = "Europe/Berlin", "en-GB"
        state.cached_message_hashes.extend(self._kept)
        if fragment:
            state.fragment_id, state.is_auto_rerun = fragment, timed
        for key, values in self.chosen.items():
            if key in self.widgets:
                one = state.widget_states.widgets.add(id=self.widgets[key].id)
                one.string_array_value.data.extend(values)
        begun = time.perf_counter()
        await self.connection.send(asked.SerializeToString())
        messages, sent = await asyncio.wait_for(self._until_it_stands(), SECONDS)
        return Run(time.perf_counter() - begun, sent, messages)

    async def choose(self, key: str, values: list[str]) -> Run:
        """Sets the chooser `key` and waits for the page."""
        self.chosen[key] = values
        return await self.run()

    async def news(self) -> Run:
        """Waits, as long as it takes, until the server has drawn something anew by itself."""
        begun = time.perf_counter()
        messages, sent = await self._until_it_stands()
        return Run(time.perf_counter() - begun, sent, messages)

    async def _until_it_stands(self) -> tuple[list[ForwardMsg], int]:
        messages: list[ForwardMsg] = []
        sent = 0
        while True:
            content = await self.connection.recv()
            sent += len(content)
            message = self._whole(ForwardMsg.FromString(content))
            messages.append(message)
            self._note(message)
            finished = message.WhichOneof("type") == "script_finished"
            if finished and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return messages, sent

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself where only its name came, because the visitor has it already."""
        if message.WhichOneof("type") == "ref_hash":
            whole = ForwardMsg()
            whole.CopyFrom(self._kept[message.ref_hash])
            whole.metadata.CopyFrom(message.metadata)
            return whole
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        return message

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "multiselect":
                self._note_chooser(element.multiselect)

    def _note_chooser(self, chooser: Any) -> None:
        key = _key(chooser)
        self.widgets[key] = chooser
        if chooser.set_value:
            self.chosen[key] = list(chooser.raw_values)


def _key(widget: Any) -> str:
    """The key of a widget as the program names it."""
    return str(widget.id.split("-", 2)[-1])
