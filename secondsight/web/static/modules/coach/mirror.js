/** The underlines of a field: a sheet of glass over it that holds the same words, unseen, line under line. */

const SAME = [
  "fontFamily", "fontSize", "fontStyle", "fontWeight", "fontStretch", "fontVariant", "fontFeatureSettings",
  "fontKerning", "letterSpacing", "wordSpacing", "lineHeight", "tabSize", "textAlign", "textIndent", "textTransform",
  "direction", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
];

export class Mirror {
  #rows = [];
  #watch = new ResizeObserver(() => this.fit());

  /** @param {HTMLTextAreaElement|HTMLInputElement} field  stands in an element that is positioned */
  constructor(field) {
    this.field = field;
    this.isLine = field.tagName === "INPUT";
    this.element = Object.assign(document.createElement("div"), { className: "coach-mirror", inert: true, ariaHidden: "true" });
    this.element.classList.toggle("coach-mirror--line", this.isLine);
    field.after(this.element);
    this.#watch.observe(field);
    this.fit();
  }

  end() {
    this.#watch.disconnect();
    this.element.remove();
  }

  /** Take on the field's size, place and type. */
  fit() {
    const { field, element } = this;
    const type = getComputedStyle(field);
    for (const name of SAME) element.style[name] = type[name];
    element.style.left = `${field.offsetLeft + field.clientLeft}px`;
    element.style.top = `${field.offsetTop + field.clientTop}px`;
    element.style.width = `${field.clientWidth}px`;
    element.style.height = `${field.clientHeight}px`;
    if (this.isLine) {
      const inner = field.clientHeight - parseFloat(type.paddingTop) - parseFloat(type.paddingBottom);
      element.style.lineHeight = `${inner}px`;
    }
    this.follow();
  }

  /** Take on how far the field is scrolled. */
  follow() {
    this.element.scrollTop = this.field.scrollTop;
    this.element.scrollLeft = this.field.scrollLeft;
  }

  /** Draw the marks, which are in order and do not overlap; only lines that differ from before are made anew. */
  draw(text, marks, current) {
    const before = this.#rows;
    const rows = rowsOf(text, marks, current);
    const most = Math.min(rows.length, before.length);
    let same = 0;
    while (same < most && rows[same].name === before[same].name) same++;
    let tail = 0;
    while (tail < most - same && rows.at(-1 - tail).name === before.at(-1 - tail).name) tail++;
    before.slice(same, before.length - tail).forEach((row) => row.element.remove());
    const behind = before[before.length - tail]?.element ?? null;
    rows.forEach((row, index) => {
      if (index < same) row.element = before[index].element;
      else if (index >= rows.length - tail) row.element = before[index - rows.length + before.length].element;
      else this.element.insertBefore((row.element = drawn(row)), behind);
    });
    this.#rows = rows;
    this.follow();
  }

  /** Return where on the screen each part of a mark is, in order; [] where it is not drawn. */
  places(mark) {
    return this.#drawn().filter(([each]) => each === mark).flatMap(([, span]) => [...span.getClientRects()]);
  }

  /** Return the mark that is drawn under a place on the screen, undefined where none is. */
  markUnder(x, y) {
    const isIn = (box) => box.left - 2 <= x && x <= box.right + 2 && box.top <= y && y <= box.bottom + 2;
    return this.#drawn().find(([, span]) => [...span.getClientRects()].some(isIn))?.[0];
  }

  #drawn() {
    return this.#rows.flatMap((row) => row.parts.map((part, nth) => [part.mark, row.element.children[nth]]));
  }
}

function rowsOf(text, marks, current) {
  let start = 0;
  let first = 0;
  return text.split("\n").map((line) => {
    const end = start + line.length;
    while (first < marks.length && marks[first].end <= start) first++;
    const parts = [];
    for (let nth = first; nth < marks.length && marks[nth].start < end; nth++) {
      parts.push(part(marks[nth], start, line.length, marks[nth] === current));
    }
    start = end + 1;
    return { line, parts, name: `${line}\n${parts.map((each) => `${each.from}-${each.to}${each.look}`).join()}` };
  });
}

function part(mark, start, length, isCurrent) {
  const look = `coach-mark${mark.ask === undefined ? "" : " coach-mark--ask"}${isCurrent ? " coach-mark--current" : ""}`;
  return { mark, look, from: Math.max(0, mark.start - start), to: Math.min(length, mark.end - start) };
}

function drawn({ line, parts }) {
  const row = document.createElement("div");
  let at = 0;
  for (const each of parts) {
    const span = Object.assign(document.createElement("span"), { className: each.look });
    span.textContent = line.slice(each.from, each.to);
    row.append(line.slice(at, each.from), span);
    at = each.to;
  }
  row.append(line.slice(at) || "\u200b"); // an empty line is as high as a written one
  return row;
}
