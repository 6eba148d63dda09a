/** The layer above the marks: the veil beyond the moment, the cursor, and what is chosen. Cheap to draw again. */
import { cut } from "./backdrop.js";
import { AXIS, ROW, rowY } from "./layout.js";
import { AWAY, drawLabels, visible } from "./scene.js";
import { AHEAD } from "./vantage.js";

export function drawCursor(pen, view) {
  const { layout, theme, moment, scale } = view;
  pen.clearRect(0, 0, layout.width, layout.height);
  const x = moment === null ? layout.right : Math.min(Math.max(scale.x(moment), layout.left), layout.right);
  if (moment !== null) drawVeil(pen, view, x);
  ring(pen, view, view.chosen, theme.teal, 2);
  if (view.hovered !== view.chosen) ring(pen, view, view.hovered, theme.edge, 1.2);
  const isOutside = moment !== null && (scale.x(moment) < layout.left - 1 || scale.x(moment) > layout.right + 1);
  if (!isOutside) drawEdge(pen, view, x);
}

function drawVeil(pen, view, x) {
  const { layout, theme, picture, shown, scale, packed, lanes, states, moment } = view;
  const right = layout.right + 14;
  if (x >= right) return;
  pen.fillStyle = theme.paper;
  pen.fillRect(x, AXIS.phase, right - x, layout.height - AXIS.phase);
  pen.fillStyle = view.veil;
  pen.fillRect(x, AXIS.phase, right - x, layout.height - AXIS.phase);
  const [first, last] = visible(picture.at, shown, scale, 20);
  pen.fillStyle = theme["sand-deep"];
  const foretold = [];
  for (const [pane, { lanes: bands }] of layout.panes.entries()) {
    for (let place = first; place < last; place++) {
      const event = shown[place];
      if (picture.at[event] <= moment || packed.row[event] < 0) continue;
      const [atX, atY] = [scale.x(picture.at[event]), rowY(bands[lanes.of[event]], packed.row[event])];
      if (atX > layout.right + 8) continue;
      if (states[pane][event] !== AHEAD) foretold.push([pane, event, atX, atY]);
      else pen.fillRect(atX - 3, atY - 3, 6, 6);
    }
    const origin = scale.x(picture.at[0]);
    for (const cluster of packed.clusters) {
      const left = Math.max(x, origin + cluster.left + 2);
      if (cluster.last <= moment || left > layout.right) continue;
      const lane = bands[cluster.lane];
      pen.fillRect(left, lane.first + (lane.rows * ROW) / 2 - 9, Math.max(0, origin + cluster.left + 44 - left), 18);
    }
  }
  if (right - x > 170) {
    pen.font = theme.fonts.veil;
    pen.fillStyle = theme["ink-faint"];
    pen.textAlign = "center";
    const [top, bottom] = [layout.panes[0].top, layout.panes.at(-1).bottom];
    pen.fillText("not yet known", (x + right) / 2, (top + bottom) / 2);
    pen.textAlign = "left";
  }
  drawCrossing(pen, view, x);
  for (const [pane, event, atX, atY] of foretold) drawForetold(pen, view, pane, event, atX, atY);
}

/** The words of what had happened go on over the veil. */
function drawCrossing(pen, view, x) {
  const crossing = view.written.filter(([event, , from, , side]) => side > 0 && from <= x + AWAY && from + view.widthOf(event, side) > x);
  pen.save();
  pen.beginPath();
  pen.rect(x, 0, view.layout.right + 14 - x, view.layout.height);
  pen.clip();
  pen.fillStyle = view.theme.paper;
  for (const [event, , from, y, side] of crossing) pen.fillRect(x, y - 13, from + view.widthOf(event, side) + 5 - x, 18);
  drawLabels(pen, view, crossing);
  pen.restore();
}

/** What was known of before it happened: a plan, a forecast. */
function drawForetold(pen, view, pane, event, x, y) {
  view.sprites.draw(pen, view.picture.kindOf[event], view.states[pane][event], view.picture.isDisputed[event], x, y);
  pen.font = view.theme.fonts.unknown;
  pen.fillStyle = view.theme.ink;
  const room = view.layout.right - x - AWAY;
  if (room > 60) pen.fillText(cut(pen, view.labelOf(event, 1), room), x + AWAY, y + 4);
}

function drawEdge(pen, view, x) {
  const { layout, theme, moment, clock } = view;
  const words = moment === null ? "now" : clock.second(moment);
  pen.strokeStyle = theme.teal;
  pen.lineWidth = view.isFocused ? 3 : 2;
  pen.beginPath();
  pen.moveTo(x, 20);
  pen.lineTo(x, layout.height - 8);
  pen.stroke();
  pen.font = theme.fonts.strong;
  const wide = pen.measureText(words).width + 20;
  const left = Math.min(Math.max(x - wide / 2, 0), layout.width - wide);
  pen.beginPath();
  pen.roundRect(left, 0, wide, 21, 10.5);
  pen.fillStyle = theme.teal;
  pen.fill();
  if (view.isFocused) {
    pen.lineWidth = 2;
    pen.strokeStyle = theme.paper;
    pen.beginPath();
    pen.roundRect(left + 2, 2, wide - 4, 17, 8.5);
    pen.stroke();
  }
  pen.fillStyle = theme["on-teal"];
  pen.fillText(words, left + 10, 15);
  pen.lineWidth = 1;
}

function ring(pen, view, event, colour, width) {
  const { picture, layout, packed, lanes, scale, moment } = view;
  if (event < 0 || event >= picture.count || packed.row[event] < 0) return;
  const x = scale.x(picture.at[event]);
  if (x < layout.left - 8 || x > layout.right + 8 || picture.at[event] > (moment ?? Infinity)) return;
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  for (const { lanes: bands } of layout.panes) {
    pen.beginPath();
    pen.arc(x, rowY(bands[lanes.of[event]], packed.row[event]), 10.5, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.lineWidth = 1;
}
