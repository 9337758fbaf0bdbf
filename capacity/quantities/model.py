"""What a quantity is once read. Leaves out how it is read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """An amount as said. `kind` is "rate", "stock", "machines", "time per piece" or "none".

    low, high: bounds in `unit` per `period`; for time per piece in minutes; None where the words leave a bound open.
    unit: "piece", "pair", "litre", "machine", "minute" or what else was counted. period: "hour", "shift", "day",
    "week", "month", "quarter", "year", or "" for no rate. per_week_low, per_week_high: a rate's bounds per week.
    quote: the words it rests on.
    """

    kind: str = "none"
    low: float | None = None
    high: float | None = None
    unit: str = ""
    period: str = ""
    per_week_low: float | None = None
    per_week_high: float | None = None
    quote: str = ""


NONE = Quantity()
