/** What runs along beneath the events: hypotheses from raised to resolved, and what customers and staff felt. */
import { cut, line } from "./backdrop.js";

const ENDED = { dropped: "dropped", confirmed: "confirmed" };

/** Where each hypothesis begins and ends: {from, to, end: "dropped"|"confirmed"|"", steps}; open ones reach to `last`. */
export function spans(threads, last) {
  return threads.map((thread) => {
    const ending = thread.steps.findLast(([, state]) => ENDED[state]);
    const isOver = ending && ending === thread.steps.at(-1);
    return { ...thread, from: thread.steps[0][0], to: isOver ? ending[0] : last, end: isOver ? ending[1] : "" };
  });
}

/** What of a thread had happened at a moment; null for one that was not raised yet. */
export function upTo(span, moment) {
  if (moment === null || moment >= span.to) return span;
  if (moment < span.from) return null;
  return { ...span, to: moment, end: "", steps: span.steps.filter(([at]) => at <= moment) };
}

/** How a span stood to a vantage: heard of since when, and until when they went on believing in it.
 *
 * @returns {{heard: number|null, told: boolean}} `told`: whether anybody says by when they had heard
 */
export function heardBy(thread, key) {
  const heard = thread.heard?.[key];
  return heard ? { heard: heard[0], told: true } : { heard: null, told: false };
}

export function drawThreads(pen, view, threads, moment) {
  const { scale, layout, theme, picture } = view;
  if (!layout.hypotheses) return;
  pen.font = theme.fonts.lane;
  pen.fillStyle = theme.ink;
  if (!layout.isNarrow) pen.fillText("Hypotheses", 0, layout.hypotheses.top + 14);
  for (const [place, whole] of spans(threads, picture.extent[1]).entries()) {
    const span = upTo(whole, moment);
    if (!span) continue;
    const y = layout.hypotheses.top + place * layout.hypotheses.height + 8.5;
    const [left, right] = [Math.max(layout.left, scale.x(span.from)), Math.min(layout.right, scale.x(span.to))];
    if (right < left) continue;
    const { heard, told } = heardBy(whole, view.key);
    const known = told ? Math.min(right, Math.max(left, heard === null ? right : scale.x(heard))) : left;
    const isVeiled = told && known >= right;
    pen.strokeStyle = theme["ink-faint"];
    pen.lineWidth = 1.2;
    pen.setLineDash([2, 3]);
    if (known > left) line(pen, left, y, known, y);
    pen.strokeStyle = theme.ink;
    pen.lineWidth = 1.6;
    pen.setLineDash([7, 3]);
    if (right > known) line(pen, known, y, right, y);
    pen.setLineDash([]);
    pen.lineWidth = 1;
    for (const [at, state] of span.steps) step(pen, theme, scale.x(at), y, state, layout);
    pen.font = isVeiled ? `italic ${theme.fonts.small}` : theme.fonts.small;
    pen.fillStyle = isVeiled ? theme["ink-faint"] : theme["ink-soft"];
    const words = span.end ? `${span.what} (${span.end})` : span.what;
    pen.fillText(cut(pen, words, Math.max(200, right - left)), Math.min(left, layout.right - 210) + 2, y + 14);
  }
}

function step(pen, theme, x, y, state, layout) {
  if (x < layout.left - 4 || x > layout.right + 4) return;
  pen.fillStyle = state === "confirmed" || state === "supported" ? theme.ink : theme.paper;
  pen.strokeStyle = theme.ink;
  pen.lineWidth = 1.4;
  pen.beginPath();
  if (state === "dropped") {
    pen.moveTo(x - 4, y - 4), pen.lineTo(x + 4, y + 4), pen.moveTo(x + 4, y - 4), pen.lineTo(x - 4, y + 4);
  } else {
    pen.arc(x, y, state === "confirmed" ? 4.5 : 3.2, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.stroke();
  pen.lineWidth = 1;
}

export function drawRibbons(pen, view, ribbons, moment) {
  const { layout, theme } = view;
  if (!layout.impact) return;
  for (const [place, ribbon] of ribbons.entries()) {
    const top = layout.impact.top + place * layout.impact.height;
    pen.font = ribbon.series.length ? theme.fonts.label : theme.fonts.lane;
    pen.fillStyle = ribbon.side === "customer" ? theme["impact-ink"] : theme["ink-soft"];
    if (!layout.isNarrow) pen.fillText(cut(pen, ribbon.label, layout.left - 16), 0, top + 15);
    else pen.fillText(cut(pen, ribbon.label, layout.right - layout.left), layout.left, top + 9);
    drawStretches(pen, view, ribbon, top + (layout.isNarrow ? 22 : 15), moment);
    if (ribbon.series.length) drawSeries(pen, view, ribbon, top + layout.impact.height - 6, layout.impact.height - (layout.isNarrow ? 20 : 12), moment);
  }
  pen.strokeStyle = theme.line;
}

function drawStretches(pen, { scale, layout, theme, picture }, ribbon, base, moment) {
  const isCustomers = ribbon.side === "customer";
  const begun = ribbon.stretches.filter(([from]) => from <= (moment ?? Infinity));
  for (const [place, stretch] of begun.entries()) {
    const [from, until, , isInstant] = stretch;
    const end = isInstant ? from : Math.min(until ?? picture.extent[1], moment ?? Infinity);
    const [left, right] = [Math.max(layout.left, scale.x(from)), Math.min(layout.right, scale.x(end))];
    if (right < left) continue;
    pen.fillStyle = isCustomers ? theme.impact : theme.edge;
    if (isInstant) pen.fillRect(left - 1.5, base - 9, 3, 10);
    else pen.fillRect(left, base - 8, Math.max(2, right - left), 8);
    if (theme.isForced) (pen.strokeStyle = theme.ink), pen.strokeRect(left, base - 8, Math.max(2, right - left), 8);
    pen.font = theme.fonts.small;
    pen.fillStyle = isCustomers ? theme["impact-ink"] : theme["ink-soft"];
    const x = Math.min(left, layout.right - 150);
    const room = (begun[place + 1] ? scale.x(begun[place + 1][0]) : layout.right) - x - 6;
    const words = ways(stretch, moment).find((way) => way !== ribbon.label && pen.measureText(way).width <= room);
    if (words) pen.fillText(words, x, base + 12);
  }
}

/** How impact can be said, the longest first; while it goes on, what it came to in the end is not known. */
export function ways([, until, words, isInstant, name], moment) {
  const isGoingOn = !isInstant && moment !== null && (until === null || moment < until);
  if (isGoingOn) return [`${name}, going on`, name];
  return words.startsWith(`${name}: `) ? [words, words.slice(name.length + 2)] : [words];
}

/** Counts as bars over the stretches they count, values as a line from one to the next; the highest is said. */
function drawSeries(pen, { scale, layout, theme }, { series, step, unit, side }, base, height, moment) {
  const shown = series.filter(([at]) => at <= (moment ?? Infinity));
  const most = series.reduce((highest, [, value]) => Math.max(highest, value), 0) || 1;
  pen.fillStyle = pen.strokeStyle = side === "customer" ? theme.impact : theme.edge;
  const tall = (value) => (value / most) * (height - 4);
  pen.save();
  pen.beginPath();
  pen.rect(layout.left, base - height - 8, layout.right - layout.left, height + 12);
  pen.clip();
  if (step) {
    for (const [at, value] of shown) {
      const end = Math.min(at + step, moment ?? Infinity);
      pen.fillRect(scale.x(at) + 0.5, base - tall(value), Math.max(1.5, scale.x(end) - scale.x(at) - 1), tall(value));
    }
  } else if (shown.length) {
    pen.beginPath();
    for (const [place, [at, value]] of shown.entries()) {
      if (place) pen.lineTo(scale.x(at), base - tall(shown[place - 1][1]));
      pen.lineTo(scale.x(at), base - tall(value));
    }
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.lineWidth = 1;
    for (const [at, value] of shown) pen.fillRect(scale.x(at) - 1.5, base - tall(value) - 1.5, 3, 3);
  }
  const top = shown.reduce((best, each) => (best && best[1] >= each[1] ? best : each), null);
  if (top) {
    pen.font = theme.fonts.small;
    pen.fillStyle = side === "customer" ? theme["impact-ink"] : theme["ink-soft"];
    pen.fillText(`${Number(top[1].toFixed(2))}${unit ? ` ${unit}` : ""}`, scale.x(top[0]) + 5, base - tall(top[1]) + 8);
  }
  pen.restore();
}
