"""What the visitors of a measurement do: change filters together, or watch and do nothing.

Leaves out how a visitor speaks to the server (tools.load.client) and the server's side (tools.load.server).
"""

import asyncio
import random
from dataclasses import dataclass

from tools.load.client import Client
from tools.load.server import Served

PAGES = ("", "map", "offers")
FEW = 8  # a filter's first choices: those that people choose


@dataclass(frozen=True)
class Measured:
    """How long each change of a filter took, in seconds, and what the server spent on all of them."""

    waits: tuple[float, ...]
    processor_seconds: float
    megabytes: float

    def quantile(self, share: float) -> float:
        """The wait that `share` of the changes did not exceed."""
        return sorted(self.waits)[min(int(share * len(self.waits)), len(self.waits) - 1)]


async def arrived(served: Served, number: int) -> list[Client]:
    """`number` visitors with a page open, of PAGES in turn."""
    found = []
    for place in range(number):
        client = await Client.arrive(served.address, PAGES[place % len(PAGES)])
        await client.run()
        await client.run()
        found.append(client)
    return found


async def together(served: Served, number: int, rounds: int, seed: int = 1) -> Measured:
    """All change one filter in the same moment, `rounds` times: the hardest that so many people can do."""
    clients, chance = await arrived(served, number), random.Random(seed)
    before, waits = served.processor_seconds, []
    for _ in range(rounds):
        waits += await asyncio.gather(*(_change(client, chance) for client in clients))
    return await _ended(served, clients, waits, before)


async def apart(served: Served, number: int, rounds: int, pause: float, seed: int = 1) -> Measured:
    """Each changes a filter, reads for `pause` seconds on average, and changes the next."""
    clients, chance = await arrived(served, number), random.Random(seed)
    before = served.processor_seconds

    async def visit(client: Client) -> list[float]:
        found = []
        for _ in range(rounds):
            await asyncio.sleep(chance.uniform(0, 2 * pause))
            found.append(await _change(client, chance))
        return found

    waits = [wait for each in await asyncio.gather(*map(visit, clients)) for wait in each]
    return await _ended(served, clients, waits, before)


async def idle(served: Served, number: int, seconds: float) -> tuple[float, float, int]:
    """So many watch for so long: the share of one processor that takes, megabytes more than before, updates asked."""
    memory = served.megabytes
    clients = await arrived(served, number)
    await asyncio.sleep(3)
    before, asked = served.processor_seconds, 0
    watching = [asyncio.create_task(_watch(client, seconds)) for client in clients]
    asked = sum(await asyncio.gather(*watching))
    share = (served.processor_seconds - before) / seconds
    more = served.megabytes - memory
    for client in clients:
        await client.leave()
    return share, more, asked


async def _watch(client: Client, seconds: float) -> int:
    """What a browser does by itself while nobody touches it: its timers."""
    ends, asked = asyncio.get_running_loop().time() + seconds, 0
    pause = min(client.timers.values(), default=seconds)
    await asyncio.sleep(random.uniform(0, pause))
    while asyncio.get_running_loop().time() < ends:
        for fragment in client.timers:
            await client.run(fragment, timed=True)
            asked += 1
        await asyncio.sleep(pause)
    return asked


async def _change(client: Client, chance: random.Random) -> float:
    """Chooses something in one filter, or takes its choice back: how long the page took."""
    filters = [key for key, chooser in client.widgets.items() if key.startswith("filter.") and chooser.options]
    key = chance.choice(filters)
    values = [] if client.chosen.get(key) else [chance.choice(list(client.widgets[key].options)[:FEW])]
    return (await client.choose(key, values)).seconds


async def _ended(served: Served, clients: list[Client], waits: list[float], before: float) -> Measured:
    spent = served.processor_seconds - before
    for client in clients:
        await client.leave()
    return Measured(tuple(waits), spent, served.megabytes)
