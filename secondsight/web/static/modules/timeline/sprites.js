/** Marks drawn once for each kind and state, then copied: thousands of them cost a few milliseconds a frame. */
import { stripes } from "./theme.js";
import { BELIEVED, KNOWN, LET_GO, OTHERWISE, UNKNOWN } from "./vantage.js";

const SIZE = 22; // pixels of a mark with its air

export class Sprites {
  #made = new Map();

  constructor(kinds, theme, ratio) {
    this.kinds = kinds;
    this.theme = theme;
    this.ratio = ratio;
  }

  /** Copy a mark so that its middle stands at a place. */
  draw(context, kind, state, isDisputed, x, y) {
    const key = (kind * 8 + state) * 2 + isDisputed;
    const image = this.#made.get(key) ?? this.#make(key, kind, state, isDisputed);
    const snap = (place) => Math.round(place * this.ratio) / this.ratio;
    context.drawImage(image, snap(x - SIZE / 2), snap(y - SIZE / 2), SIZE, SIZE);
  }

  colourOf(kind, state) {
    const word = this.kinds[kind][0];
    if (state === UNKNOWN || state === LET_GO) return this.theme["ink-faint"];
    return word === "decision" ? this.theme.teal : word === "impact" ? this.theme["impact-ink"] : this.theme.ink;
  }

  #make(key, kind, state, isDisputed) {
    const image = document.createElement("canvas");
    image.width = image.height = Math.ceil(SIZE * this.ratio);
    const pen = image.getContext("2d");
    pen.scale(this.ratio, this.ratio);
    pen.translate(SIZE / 2, SIZE / 2);
    const shape = new Path2D(this.kinds[kind][2]);
    pen.strokeStyle = pen.fillStyle = this.colourOf(kind, state);
    if (isDisputed) this.#rim(pen, shape);
    if (state === KNOWN) pen.fill(shape, "nonzero");
    else {
      pen.fillStyle = this.theme.paper;
      pen.fill(shape);
      if (state === BELIEVED || state === OTHERWISE) {
        pen.fillStyle = stripes(pen, this.ratio, this.colourOf(kind, state), 3.5, 1.3);
        pen.fill(shape);
      }
      pen.lineWidth = 1.3;
      if (state === UNKNOWN || state === LET_GO) pen.setLineDash([2.2, 1.8]);
      pen.stroke(shape);
      if (state === LET_GO) struck(pen);
    }
    this.#made.set(key, image);
    return image;
  }

  /** What is disputed has a second line around it. */
  #rim(pen, shape) {
    pen.save();
    pen.lineWidth = 6;
    pen.stroke(shape);
    pen.lineWidth = 3;
    pen.strokeStyle = this.theme.paper;
    pen.stroke(shape);
    pen.restore();
  }
}

/** What was believed and given up has a line through it. */
function struck(pen) {
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(-8, 8);
  pen.lineTo(8, -8);
  pen.stroke();
}
