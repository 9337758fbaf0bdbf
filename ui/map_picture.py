"""The map as a picture for a slide: the same outlines, colours and classes, with title, legend and notices.

Drawn on the server, so that it looks alike on every screen and holds nothing that the map does not show. Leaves out
points: a picture travels further than its page.
"""

import io
import json
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from PIL import Image, ImageDraw, ImageFont

from capacity import regions
from ui.map import INK, LAND, LINE, NO_REPORT, PAPER, Choropleth, Colour, class_texts

WIDTH, HEIGHT, FINER = 1600, 1000, 2
MARGIN, LEGEND, FOOT = 40, 320, 60
FRAMES = {"world": (-170.0, -56.0, 180.0, 78.0), "": (-25.0, 34.0, 45.0, 70.0)}
FONT = next((Path(st.__file__).parent / "static" / "static" / "media").glob("SourceSansVF-Upright*"))


def png(shown: Choropleth, title: str, foot: str) -> bytes:
    """A picture of WIDTH by HEIGHT pixels; `foot` holds the day and the notices."""
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), tuple(PAPER[shown.theme][:3]))
    draw = ImageDraw.Draw(picture)
    _land(draw, shown)
    _regions(draw, shown)
    picture = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    _words(ImageDraw.Draw(picture), shown, title, foot)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _land(draw: ImageDraw.ImageDraw, shown: Choropleth) -> None:
    for ring in (ring for feature in _features("world") for ring in _rings(feature)):
        draw.polygon(_projected(ring, shown.level), fill=_rgb(LAND[shown.theme]))


def _regions(draw: ImageDraw.ImageDraw, shown: Choropleth) -> None:
    fills = _fills(shown)
    for feature in _features(shown.level):
        fill = fills.get(feature["properties"]["id"], _rgb(NO_REPORT[shown.theme]))
        for ring in _rings(feature):
            draw.polygon(_projected(ring, shown.level), fill=fill, outline=_rgb(LINE[shown.theme]), width=1)


def _fills(shown: Choropleth) -> dict[str, tuple[int, ...]]:
    colours = shown.colours()
    return {code: _rgb(colours[index]) for code, index in shown.classed().items()}


def _words(draw: ImageDraw.ImageDraw, shown: Choropleth, title: str, foot: str) -> None:
    ink, left, heading = _rgb(INK[shown.theme]), WIDTH - LEGEND, _wrapped(title, 26)
    draw.rectangle((left - 20, 0, WIDTH, HEIGHT), fill=_rgb(PAPER[shown.theme]))
    draw.multiline_text((left, MARGIN), heading, font=_font(26), fill=ink, spacing=6)
    top = MARGIN + 36 * len(heading.splitlines()) + 24
    for colour, text in class_texts(shown):
        draw.rectangle((left, top, left + 26, top + 26), fill=_rgb(colour))
        draw.text((left + 40, top - 1), text, font=_font(20), fill=ink)
        top += 38
    draw.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT), fill=_rgb(PAPER[shown.theme]))
    draw.text((MARGIN, HEIGHT - FOOT + 18), foot, font=_font(16), fill=ink)


def _wrapped(text: str, most: int) -> str:
    lines = [""]
    for word in text.split():
        fits = len(lines[-1]) + len(word) < most
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return "\n".join(lines)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_name("Regular")
    return font


@cache
def _features(level: str) -> list[dict[str, Any]]:
    return json.loads(regions.geometry_path(level).read_text("utf-8"))["features"]


def _rings(feature: dict[str, Any]) -> Iterator[list[list[float]]]:
    """The outer rings; holes are the regions inside, which are drawn by themselves."""
    shape = feature["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return (polygon[0] for polygon in polygons)


def _projected(ring: list[list[float]], level: str) -> list[tuple[float, float]]:
    """Pixels of the finer picture, in Mercator's projection like the map on the page."""
    west, south, east, north = FRAMES.get(level, FRAMES[""])
    width, height = (WIDTH - LEGEND) * FINER, (HEIGHT - FOOT) * FINER
    low, high = _mercator(south), _mercator(north)
    scale = min(width / math.radians(east - west), height / (high - low))
    return [(math.radians(x - west) * scale, (high - _mercator(y)) * scale) for x, y in ring]


def _mercator(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(max(-84.0, min(84.0, latitude)))))


def _rgb(colour: Colour) -> tuple[int, ...]:
    return tuple(colour[:3])
