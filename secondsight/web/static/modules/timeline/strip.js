/** The strip of the whole timeline: how busy it was, where one looks, what is behind the veil. */
import { density } from "./gaps.js";

export class Strip {
  constructor(host, canvas, pane, moved) {
    Object.assign(this, { host, canvas, pane, moved });
    this.pen = canvas.getContext("2d");
    this.#listen();
  }

  /** @param view {picture, shown, window, moment, theme, ratio, differences, left, right} */
  draw(view) {
    this.view = view;
    const width = this.host.clientWidth;
    const height = this.host.clientHeight;
    const { pen, canvas } = this;
    if (canvas.width !== Math.round(width * view.ratio)) {
      canvas.width = Math.round(width * view.ratio);
      canvas.height = Math.round(height * view.ratio);
    }
    pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    const { theme, picture } = view;
    pen.fillStyle = theme.sand;
    pen.fillRect(0, 0, width, height);
    const bins = Math.max(1, Math.floor(width / 4));
    const counts = density(picture.at, view.shown, picture.extent, bins);
    const most = counts.reduce((one, other) => Math.max(one, other), 1);
    pen.fillStyle = theme["ink-faint"];
    const end = view.moment === null ? bins : Math.floor(this.#x(view.moment, width) / 4);
    counts.forEach((count, bin) => {
      if (!count) return;
      const tall = Math.max(4, Math.sqrt(count / most) * (height - 12));
      pen.globalAlpha = bin > end ? 0.25 : 1;
      pen.fillRect(bin * 4 + 1, height - 3 - tall, 2, tall);
    });
    pen.globalAlpha = 1;
    pen.fillStyle = theme.teal;
    for (const [from, to] of view.differences) pen.fillRect(this.#x(from, width), 0, Math.max(1, this.#x(to, width) - this.#x(from, width)), 3);
    if (view.moment !== null) pen.fillRect(this.#x(view.moment, width) - 1, 0, 2, height);
    const [left, right] = view.window.map((at) => this.#x(at, width));
    this.pane.style.setProperty("inset-inline-start", `${left}px`);
    this.pane.style.setProperty("inline-size", `${Math.max(8, right - left)}px`);
  }

  #x(at, width = this.host.clientWidth) {
    const [first, last] = this.view.picture.extent;
    return ((at - first) / (last - first)) * width;
  }

  /** Dragging the window pans, its edges zoom; pressing beside it goes there. */
  #listen() {
    let grip = null;
    const at = (event) => {
      const box = this.host.getBoundingClientRect();
      const [first, last] = this.view.picture.extent;
      return first + ((event.clientX - box.left) / box.width) * (last - first);
    };
    this.host.addEventListener("pointerdown", (event) => {
      if (!this.view || event.button > 0) return;
      const [from, to] = this.view.window;
      const here = at(event);
      const edge = Math.abs(this.#x(here) - this.#x(from)) < 9 ? "from" : Math.abs(this.#x(here) - this.#x(to)) < 9 ? "to" : "";
      if (!edge && (here < from || here > to)) this.moved([here - (to - from) / 2, here + (to - from) / 2]);
      grip = { edge, here, window: this.view.window };
      this.host.setPointerCapture(event.pointerId);
    });
    this.host.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const by = at(event) - grip.here;
      const [from, to] = grip.window;
      if (grip.edge === "from") this.moved([Math.min(from + by, to - 1), to]);
      else if (grip.edge === "to") this.moved([from, Math.max(to + by, from + 1)]);
      else this.moved([from + by, to + by]);
    });
    for (const name of ["pointerup", "pointercancel"]) this.host.addEventListener(name, () => (grip = null));
  }
}
