"""The design tokens, read from the style sheet that browsers read."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "secondsight" / "web" / "static"
STYLES = STATIC / "styles"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


def colours(mode: str) -> dict[str, str]:
    """Return each colour token's value in "light" or "dark", as #rrggbb."""
    which = ("light", "dark").index(mode)
    found = PAIR.findall((STYLES / "tokens.css").read_text())
    return {name: values[which] for name, *values in found}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
