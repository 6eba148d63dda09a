/** What stands behind the events: the axis, phases, lanes, silences, and beneath them hypotheses, impact, milestones. */
import { spoken, ticks } from "./axis.js";
import { AXIS, stacked } from "./layout.js";

export function drawAxis(pen, { scale, layout, theme, clock, width }) {
  pen.textAlign = "center";
  pen.font = theme.fonts.label;
  pen.lineWidth = 1;
  const bottom = layout.impact?.bottom ?? layout.hypotheses?.bottom ?? layout.panes.at(-1).bottom;
  for (const tick of ticks(scale, clock)) {
    const x = Math.round(tick.x) + 0.5;
    pen.strokeStyle = theme.line;
    line(pen, x, AXIS.phase + AXIS.phaseHeight, x, bottom);
    pen.fillStyle = theme["ink-faint"];
    const words = tick.day && tick.label !== tick.day && scale.span > 43_200_000 ? `${tick.day}, ${tick.label}` : tick.label;
    const half = pen.measureText(words).width / 2;
    if (tick.x - half >= layout.left - 12 && tick.x + half <= width) pen.fillText(words, tick.x, AXIS.label);
  }
  pen.textAlign = "left";
}

/** Each run of events of one phase reaches to where the next begins. */
export function phaseRuns(picture) {
  const runs = [];
  for (let event = 0; event < picture.count; event++) {
    const phase = picture.events.phase[event];
    if (!phase) continue;
    const last = runs.at(-1);
    if (last?.phase === phase) last.to = picture.at[event];
    else {
      if (last) last.to = picture.at[event];
      runs.push({ phase, label: picture.phases.find(([word]) => word === phase)?.[1] ?? phase, from: picture.at[event], to: picture.at[event] });
    }
  }
  return runs;
}

export function drawPhases(pen, { scale, layout, theme }, runs) {
  runs.forEach((run, place) => {
    const from = Math.max(layout.left, scale.x(run.from));
    const to = Math.min(layout.right, scale.x(run.to));
    if (to - from < 1) return;
    pen.fillStyle = place % 2 ? theme["sand-deep"] : theme.sand;
    pen.fillRect(from, AXIS.phase, to - from, AXIS.phaseHeight);
    if (theme.isForced) (pen.strokeStyle = theme.line), pen.strokeRect(from + 0.5, AXIS.phase + 0.5, to - from - 1, AXIS.phaseHeight);
    pen.font = theme.fonts.small;
    pen.fillStyle = theme["ink-soft"];
    if (pen.measureText(run.label).width + 10 <= to - from) pen.fillText(run.label, from + 6, AXIS.phase + 13);
  });
}

export function drawLanes(pen, { layout, theme }) {
  for (const pane of layout.panes) {
    if (pane.title) {
      pen.font = theme.fonts.pane;
      pen.fillStyle = theme.teal;
      pen.fillText(pane.title, layout.isNarrow ? layout.left : 0, pane.top + 16);
    }
    for (const lane of pane.lanes) {
      pen.strokeStyle = theme.line;
      line(pen, layout.isNarrow ? layout.left : 0, Math.round(lane.bottom) + 0.5, layout.right, Math.round(lane.bottom) + 0.5);
      nameLane(pen, layout, theme, lane.name, lane.top, lane.first, theme.ink);
    }
  }
}

function nameLane(pen, layout, theme, name, top, first, colour) {
  pen.font = theme.fonts.lane;
  pen.fillStyle = colour;
  if (layout.isNarrow) return pen.fillText(name, layout.left, top + 15);
  for (const [place, words] of wrapped(pen, name, layout.left - 18).entries()) pen.fillText(words, 0, first + 15 + place * 15);
}

/** A name in two lines at most; what has no room ends in an ellipsis. */
function wrapped(pen, name, room) {
  const found = [""];
  for (const word of name.split(" ")) {
    const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word;
    if (pen.measureText(longer).width <= room || !found.at(-1)) found[found.length - 1] = longer;
    else found.push(word);
  }
  const kept = found.slice(0, 2);
  if (found.length > 2) kept[1] += "…";
  return kept.map((words) => cut(pen, words, room));
}

export function cut(pen, words, room) {
  if (pen.measureText(words).width <= room) return words;
  let kept = words;
  while (kept.length > 3 && pen.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

export function drawPauses(pen, { scale, layout, theme }, gaps, bursts) {
  pen.font = `italic ${theme.fonts.small}`;
  pen.textAlign = "center";
  for (const [from, to] of gaps) {
    const [left, right] = [Math.max(layout.left, scale.x(from)), Math.min(layout.right, scale.x(to))];
    const length = spoken(to - from);
    const words = [`${length} without an event`, length].find((each) => pen.measureText(each).width + 16 < right - left);
    if (!words) continue;
    pen.fillStyle = theme["ink-faint"];
    pen.fillText(words, (left + right) / 2, AXIS.gap + 3);
    const half = pen.measureText(words).width / 2 + 6;
    pen.strokeStyle = theme.edge;
    pen.setLineDash([1, 3]);
    line(pen, left + 4, AXIS.gap - 0.5, (left + right) / 2 - half, AXIS.gap - 0.5);
    line(pen, (left + right) / 2 + half, AXIS.gap - 0.5, right - 4, AXIS.gap - 0.5);
    pen.setLineDash([]);
  }
  pen.textAlign = "left";
  pen.font = theme.fonts.small;
  for (const [from, to, count] of bursts) {
    const [left, right] = [Math.max(layout.left, scale.x(from)), Math.min(layout.right, scale.x(to))];
    if (right < layout.left || left > layout.right) continue;
    pen.fillStyle = theme["ink-soft"];
    pen.fillRect(left, AXIS.gap - 6, Math.max(3, right - left), 2);
    const words = `${count} in ${spoken(to - from)}`;
    if (pen.measureText(words).width < right - left) pen.fillText(words, left, AXIS.gap + 6);
  }
}

export function drawMilestones(pen, { scale, layout, theme, picture }) {
  const { points } = layout;
  if (!points) return;
  pen.font = theme.fonts.small;
  const known = picture.milestones.map(([, label, at]) => ({ label, at, x: scale.x(at), width: pen.measureText(label).width })).sort((one, other) => one.at - other.at);
  const rows = stacked(known.map((each) => each.x), known.map((each) => each.width), points.count);
  known.forEach((each, place) => {
    if (each.x < layout.left - 1 || each.x > layout.right + 1) return;
    const row = rows[place];
    pen.strokeStyle = theme.edge;
    pen.globalAlpha = 0.55;
    pen.setLineDash([1, 4]);
    line(pen, Math.round(each.x) + 0.5, AXIS.phase + AXIS.phaseHeight, Math.round(each.x) + 0.5, points.top + Math.max(row, 0) * points.height + 12);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    if (row < 0) return;
    const isLeft = each.x + each.width + 4 > layout.right;
    pen.textAlign = isLeft ? "right" : "left";
    pen.fillStyle = theme["ink-soft"];
    pen.fillText(each.label, each.x + (isLeft ? -4 : 4), points.top + row * points.height + 12);
  });
  pen.textAlign = "left";
  if (!layout.isNarrow) (pen.fillStyle = theme["ink-faint"]), pen.fillText("Milestones", 0, points.top + 12);
}

export function line(pen, x, y, toX, toY) {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(toX, toY);
  pen.stroke();
}
