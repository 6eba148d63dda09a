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
    pen.strokeStyle = theme.ink;
    pen.lineWidth = 1.6;
    pen.setLineDash([7, 3]);
    line(pen, left, y, right, y);
    pen.setLineDash([]);
    pen.lineWidth = 1;
    for (const [at, state] of span.steps) step(pen, theme, scale.x(at), y, state, layout);
    pen.font = theme.fonts.small;
    pen.fillStyle = theme["ink-soft"];
    const words = span.end ? `${span.what} (${span.end})` : span.what;
    pen.fillText(cut(pen, words, Math.max(140, layout.right - left)), Math.min(left, layout.right - 150) + 2, y + 13);
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
  const { scale, layout, theme } = view;
  if (!layout.impact) return;
  for (const [place, ribbon] of ribbons.entries()) {
    const top = layout.impact.top + place * layout.impact.height;
    const isCustomers = ribbon.audience === "customers";
    const base = top + 24;
    pen.font = theme.fonts.lane;
    pen.fillStyle = theme.ink;
    pen.fillText(ribbon.label, layout.isNarrow ? layout.left : 0, top + (layout.isNarrow ? 8 : 18));
    for (const [from, to, words] of ribbon.stretches ?? []) {
      const end = Math.min(to ?? view.picture.extent[1], moment ?? Infinity);
      const [left, right] = [Math.max(layout.left, scale.x(from)), Math.min(layout.right, scale.x(end))];
      if (right <= left) continue;
      pen.fillStyle = isCustomers ? theme.impact : theme.edge;
      pen.fillRect(left, base - 8, right - left, 8);
      if (!words) continue;
      pen.font = theme.fonts.small;
      pen.fillStyle = isCustomers ? theme["impact-ink"] : theme["ink-soft"];
      pen.fillText(cut(pen, words, Math.max(60, right - left)), left, base + 12);
    }
  }
  pen.strokeStyle = theme.line;
}
