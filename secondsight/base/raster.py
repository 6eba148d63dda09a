"""A drawing as a picture of dots, for the places that take no SVG."""

import typst

DENSITY = 144.0  # dots an inch: two for each of the drawing's pixels

_SHEET = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 0.75pt)
"""  # a pixel is three quarters of a point


def svg_to_png(svg: str, *, width: float) -> bytes:
    """Return a drawing of our own as PNG, its `width` in pixels doubled for sharp screens.

    Nothing is fetched and no file is read, whatever the drawing says.
    """
    made = typst.compile(
        _SHEET, format="png", ppi=DENSITY * 4 / 3, sys_inputs={"svg": svg, "width": str(width)}
    )
    return made[0] if isinstance(made, list) else made
