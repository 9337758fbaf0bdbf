"""The map's picture shows what the map shows, with its words."""

import io

import pandas as pd
import pytest
from PIL import Image

from ui.map import PAPER, Choropleth
from ui.map_picture import HEIGHT, WIDTH, png


def picture(level: str, values: dict[str, float], theme: str = "light") -> Image.Image:
    shown = Choropleth(level, pd.Series(values, dtype="float64"), "Angebote", theme, "de")
    return Image.open(io.BytesIO(png(shown, "Angebote je Region", "Stand 03.04.2020 · © EuroGeographics")))


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.convert("RGB").getcolors(2**24)}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_size_of_a_slide_and_the_colours_of_the_map(theme: str) -> None:
    image = picture("nuts1", {"DE2": 102, "FRK": 3}, theme)
    shown = Choropleth("nuts1", pd.Series({"DE2": 102.0, "FRK": 3.0}), "Angebote", theme, "de")
    assert image.size == (WIDTH, HEIGHT)
    assert {tuple(colour[:3]) for colour in shown.colours()} <= colours(image)
    assert image.getpixel((WIDTH - 1, HEIGHT - 1)) == tuple(PAPER[theme][:3])


def test_a_region_with_figures_is_coloured_where_it_lies() -> None:
    empty, with_bavaria = picture("nuts1", {}), picture("nuts1", {"DE2": 5})
    changed = [
        (x, y)
        for x in range(0, WIDTH - 340, 10)
        for y in range(0, HEIGHT - 60, 10)
        if empty.getpixel((x, y)) != with_bavaria.getpixel((x, y))
    ]
    assert 10 < len(changed) < 120
    across = [x for x, _ in changed]
    assert max(across) - min(across) < 150


def test_the_world_is_drawn_whole() -> None:
    image = picture("world", {"NZ": 5, "US": 9})
    assert len(colours(image)) > 4
