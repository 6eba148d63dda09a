/** Colours, faces and patterns of the page's tokens, as a canvas needs them. */
const TOKENS = ["paper", "sheet", "sand", "sand-deep", "ink", "ink-soft", "ink-faint", "line", "edge", "teal", "on-teal", "teal-wash", "impact", "impact-ink", "impact-wash", "veil", "heed"];
const FORCED = {
  paper: "Canvas", sheet: "Canvas", sand: "Canvas", "sand-deep": "Canvas", ink: "CanvasText", "ink-soft": "CanvasText", "ink-faint": "GrayText",
  line: "GrayText", edge: "CanvasText", teal: "Highlight", "on-teal": "HighlightText", "teal-wash": "Canvas", impact: "CanvasText", "impact-ink": "CanvasText",
  "impact-wash": "Canvas", veil: "GrayText", heed: "CanvasText",
};

/** Read the tokens as they are for an element now: light, dark or forced colours. */
export function readTheme(element) {
  const isForced = matchMedia("(forced-colors: active)").matches;
  const probe = document.createElement("span");
  probe.style.setProperty("forced-color-adjust", "none");
  element.append(probe);
  const colours = {};
  for (const token of TOKENS) {
    probe.style.setProperty("color", isForced ? FORCED[token] : `var(--${token})`);
    colours[token] = getComputedStyle(probe).color;
  }
  probe.remove();
  const style = getComputedStyle(element);
  const sans = style.getPropertyValue("--sans").trim() || "sans-serif";
  const serif = style.getPropertyValue("--serif").trim() || "serif";
  return { ...colours, isForced, sans, serif, fonts: fontsOf(sans, serif) };
}

function fontsOf(sans, serif) {
  return {
    label: `12px ${sans}`,
    unknown: `italic 12px ${sans}`,
    strong: `600 12px ${sans}`,
    lane: `600 12.5px ${sans}`,
    small: `11px ${sans}`,
    count: `600 11px ${sans}`,
    pane: `italic 500 15px ${serif}`,
    veil: `italic 500 21px ${serif}`,
  };
}

/** Diagonal lines as a pattern, crisp at the device's pixels. */
export function stripes(context, ratio, colour, distance, width) {
  const tile = document.createElement("canvas");
  const size = Math.round(distance * ratio);
  tile.width = tile.height = size;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = width * ratio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/** A ruler for one face: how wide words are, each letter measured once. */
export function ruler(context, font) {
  const letters = new Map();
  return (words) => {
    let width = 0;
    for (const letter of words) {
      let one = letters.get(letter);
      if (one === undefined) {
        context.font = font;
        one = context.measureText(letter).width;
        letters.set(letter, one);
      }
      width += one;
    }
    return width;
  };
}
