/** The two canvases of the instrument: what stands where is worked out here once for a zoom, drawn for a frame. */
import { Clock } from "./axis.js";
import { drawAxis, drawLanes, drawMilestones, drawPauses, drawPhases, phaseRuns } from "./backdrop.js";
import { drawCursor } from "./cursor-layer.js";
import { bursts, gaps } from "./gaps.js";
import { arrange, rowsAllowed } from "./layout.js";
import { pack } from "./packing.js";
import { Scale } from "./scale.js";
import { drawScene } from "./scene.js";
import { Sprites } from "./sprites.js";
import { readTheme, ruler, stripes } from "./theme.js";
import { drawRibbons, drawThreads } from "./tracks.js";

const LONGEST = 64; // letters of a label where there is room, and where there is little
const SHORT = 30;

export class Stage {
  #packed;
  #packedAt;
  drawn = { marks: [], clusters: [], labels: [] };

  constructor(base, top) {
    this.canvases = [base, top];
    this.pens = this.canvases.map((canvas) => canvas.getContext("2d"));
    this.retheme();
  }

  /** Read the colours again: the scheme changed, or the fonts have come. */
  retheme() {
    this.ratio = window.devicePixelRatio || 1;
    this.theme = readTheme(this.canvases[0].parentElement);
    this.measure = ruler(this.pens[0], this.theme.fonts.label);
    this.hatch = stripes(this.pens[0], this.ratio, this.theme.ink, 3.5, 1.3);
    this.veil = stripes(this.pens[1], this.ratio, this.theme.veil, 8, 1);
    if (this.picture) this.show(this.picture, this.told);
  }

  /** Take a picture: events shown, their lanes, how many panes with which titles. */
  show(picture, told) {
    this.picture = picture;
    this.told = told;
    this.clock ??= new Clock(picture.zone);
    this.sprites = new Sprites(picture.kinds, this.theme, this.ratio);
    this.runs = phaseRuns(picture);
    this.bursts = bursts(picture.at, told.shown);
    const isNarrow = this.canvases[0].parentElement.clientWidth < 600;
    this.labels = picture.events.what.map((what) => shortened(what, isNarrow ? SHORT : LONGEST));
    this.shortLabels = picture.events.what.map((what) => shortened(what, isNarrow ? SHORT - 12 : SHORT));
    this.widths = Float32Array.from(this.labels, this.measure);
    this.shortWidths = Float32Array.from(this.shortLabels, this.measure);
    this.fit();
  }

  /** Take the width that there is, and as many rows for each lane as the whole picture needs. */
  fit() {
    const { picture, told } = this;
    const width = Math.max(260, this.canvases[0].parentElement.clientWidth);
    const most = rowsAllowed(told.lanes.names.length || 1, told.titles.length, told.shown.length);
    const given = { width, lanes: told.lanes.names, titles: told.titles, threads: picture.threads.length, ribbons: picture.ribbons.length, milestones: Math.min(2, picture.milestones.length) };
    const draft = arrange({ ...given, rows: told.lanes.names.map(() => most) });
    const scale = new Scale(...picture.extent, draft.left, draft.right);
    const { used } = this.#pack(scale, told.lanes.names.map(() => most));
    this.layout = arrange({ ...given, rows: used });
    this.#packedAt = null;
    for (const canvas of this.canvases) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(this.layout.height * this.ratio);
      canvas.style.setProperty("inline-size", `${width}px`);
      canvas.style.setProperty("block-size", `${this.layout.height}px`);
    }
    for (const pen of this.pens) pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }

  scale([from, to]) {
    return new Scale(from, to, this.layout.left, this.layout.right);
  }

  /** Draw what changes with the window, the vantages, and what was known. */
  drawBase(view) {
    const [pen] = this.pens;
    const all = this.#view(view);
    pen.fillStyle = this.theme.paper;
    pen.fillRect(0, 0, this.layout.width, this.layout.height);
    drawPhases(pen, all, this.runs);
    drawAxis(pen, { ...all, width: this.layout.width });
    drawLanes(pen, all);
    drawPauses(pen, all, gaps(this.picture.at, this.told.shown, view.window), this.bursts);
    drawMilestones(pen, all);
    drawThreads(pen, all, this.picture.threads, view.moment);
    drawRibbons(pen, all, this.picture.ribbons, view.moment);
    this.drawn = this.picture.count ? drawScene(pen, all) : { marks: [], clusters: [], labels: [] };
  }

  /** Draw what changes with the moment alone. */
  drawTop(view) {
    if (this.picture.count) drawCursor(this.pens[1], { ...this.#view(view), written: this.drawn.labels });
  }

  #view(view) {
    const scale = this.scale(view.window);
    const { picture, theme, layout, sprites, clock, hatch, veil } = this;
    const labelOf = (event, side) => (Math.abs(side) > 1 ? this.shortLabels : this.labels)[event];
    const widthOf = (event, side) => (Math.abs(side) > 1 ? this.shortWidths : this.widths)[event];
    return { ...view, ...this.told, picture, scale, theme, layout, sprites, labelOf, widthOf, clock, hatch, veil, packed: this.#packedFor(scale) };
  }

  #packedFor(scale) {
    if (this.#packedAt !== scale.perMs) {
      this.#packed = this.#pack(scale, this.layout.panes[0].lanes.map((lane) => lane.rows));
      this.#packedAt = scale.perMs;
    }
    return this.#packed;
  }

  #pack(scale, rows) {
    const { at, extent } = this.picture;
    const edges = at.length ? extent.map((edge) => (edge - at[0]) * scale.perMs) : [0, 0];
    return pack(at, this.told.shown, this.told.lanes.of, rows, scale.perMs, (event, isShort) => (isShort ? this.shortWidths : this.widths)[event], edges);
  }
}

function shortened(words, longest) {
  return words.length > longest ? `${words.slice(0, longest - 1).trimEnd()}…` : words;
}
