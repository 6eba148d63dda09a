/** A strip of the whole conversation on its clock: how busy it was, the events, the tags, and where one looks. */
import { density, timeOf } from "./windowing.js";

const WIDE = 1000;
const HIGH = 36;
const BINS = 200;
const SVG = "http://www.w3.org/2000/svg";

/** Draw into an element and return what moves the window that one looks through.
 *
 * @param {HTMLElement} place
 * @param {{step: number, marks: string[]}} map
 * @param {(mark: string) => void} chosen  told the mark of a moment that was pressed
 */
export function overview(place, map, chosen) {
  const times = map.marks.map(timeOf);
  const first = times[0];
  const span = Math.max(1, times[times.length - 1] - first);
  const across = (mark) => Math.max(0, Math.min(WIDE, ((timeOf(mark) - first) / span) * WIDE));
  const svg = draw("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const bars = [...density(times, map.step, BINS)].map((share, bin) => bar(bin, share)).join("");
  const ticks = draw("g", {});
  const pane = draw("rect", { class: "overview-window", y: 0.5, height: HIGH - 1, rx: 2 });
  svg.append(draw("path", { class: "desk-density", d: bars }), ticks, pane);
  svg.addEventListener("click", (event) => {
    const box = svg.getBoundingClientRect();
    const at = new Date(first + ((event.clientX - box.left) / box.width) * span);
    chosen(`${at.toISOString().replace("Z", "000+00:00")}~0`);
  });
  place.replaceChildren(svg);
  place.hidden = false;
  return {
    look(from, to) {
      const left = across(from);
      pane.setAttribute("x", Math.min(left, WIDE - 4));
      pane.setAttribute("width", Math.max(4, across(to) - left));
    },
    mark(tagged, events) {
      ticks.replaceChildren(
        draw("path", { class: "desk-tick", d: tagged.map((mark) => `M${across(mark)} ${HIGH}v-7`).join("") }),
        draw("path", { class: "desk-tick desk-tick--event", d: events.map((mark) => `M${across(mark)} 0v10`).join("") }),
      );
    },
  };
}

function bar(bin, share) {
  const width = WIDE / BINS;
  const high = share ? Math.max(1, Math.sqrt(share) * (HIGH - 8)) : 0;
  return `M${bin * width} ${HIGH}v${-high}h${width}v${high}z`;
}

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
