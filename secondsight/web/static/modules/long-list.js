/** A list of any length in a box that scrolls: pages of rows are hung in where one looks and taken down elsewhere. */
import { compareMarks, Heights, pagesBetween, placeOf } from "./windowing.js";

const SIZE = 50; // rows of a page
const MOST_PAGES = 6; // in the document at a time
const AHEAD = 700; // pixels beyond the edge that are hung in before they are seen
const STILL = 35; // milliseconds without scrolling before pages are fetched
const GUESS = 3600; // pixels of a page that nobody has seen

export class LongList {
  #box;
  #map;
  #fetch;
  #hung;
  #sizer = document.createElement("div");
  #heights;
  #pages = new Map(); // page -> its <ol>
  #coming = new Map(); // page -> promise of its <ol>
  #drawn; // the first page, where the server drew it
  #timer;
  #scrolled = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), STILL);
  };

  /**
   * @param {HTMLElement} box  that scrolls
   * @param {{total: number, step: number, marks: string[]}} map  where rows stand
   * @param {(mark: string) => Promise<string>} fetch  the markup of the rows from a mark on
   * @param {(page: HTMLElement) => void} hung  told of each page that is hung in
   * @param {HTMLElement|null} drawn  the <ol> of the first page, where it is there already
   */
  constructor(box, map, fetch, hung, drawn = null) {
    Object.assign(this, { total: map.total });
    this.#box = box;
    this.#map = map;
    this.#fetch = fetch;
    this.#hung = hung;
    this.#drawn = drawn;
    this.#heights = new Heights(Math.ceil(map.total / SIZE), GUESS);
    this.#sizer.className = "desk-sizer";
    box.addEventListener("scroll", this.#scrolled, { passive: true });
    this.#watch = new ResizeObserver(() => this.#measureAll());
  }

  #watch;

  /** Take the place of what the server drew, with the row of a mark as far from the edge as it stood. */
  async begin(mark, offset = 0) {
    if (this.#drawn) this.#hang(0, this.#drawn);
    const page = this.#pageOf(mark);
    const list = await this.#load(page);
    this.#box.replaceChildren(this.#sizer);
    this.#measureAll();
    const row = find(list, mark);
    this.#box.scrollTop = this.#heights.top(page) + (row ? row.offsetTop : 0) - offset;
    this.#watch.observe(this.#box);
    await this.#look();
    return row;
  }

  end() {
    clearTimeout(this.#timer);
    this.#watch.disconnect();
    this.#box.removeEventListener("scroll", this.#scrolled);
  }

  /** Show the row at a mark, or the first one behind it, and return it. */
  async jump(mark) {
    const page = this.#pageOf(mark);
    const list = await this.#load(page);
    const row = find(list, mark) ?? list.querySelector(".said:last-child");
    const top = this.#heights.top(page) + row.offsetTop;
    const { scrollTop, clientHeight } = this.#box;
    if (top < scrollTop || top + row.offsetHeight > scrollTop + clientHeight) this.#box.scrollTop = top - clientHeight / 3;
    this.#scrolled(); // what is around it can wait until one stays
    return row;
  }

  /** The row after (1) or before (-1) one; null beyond the ends. */
  async beside(row, step) {
    for (let next = sibling(row, step); next; next = sibling(next, step)) if (next.matches(".said")) return next;
    const page = Number(row.parentElement.dataset.page) + step;
    if (page < 0 || page >= this.count) return null;
    const rows = (await this.#load(page)).querySelectorAll(".said");
    return rows[step > 0 ? 0 : rows.length - 1] ?? null;
  }

  /** The first or the last row. */
  async edge(isLast) {
    const page = isLast ? this.count - 1 : 0;
    const rows = (await this.#load(page)).querySelectorAll(".said");
    const row = rows[isLast ? rows.length - 1 : 0];
    this.#box.scrollTop = isLast ? this.#heights.total : 0;
    this.#look();
    return row;
  }

  /** The rows in the document, in order. */
  get rows() {
    const pages = [...this.#pages.keys()].sort((one, other) => one - other);
    return pages.flatMap((page) => [...this.#pages.get(page).querySelectorAll(".said")]);
  }

  /** The first row that is seen. */
  get first() {
    const { scrollTop } = this.#box;
    return this.rows.find((row) => this.#topOf(row) + row.offsetHeight > scrollTop + 1);
  }

  get count() {
    return Math.ceil(this.#map.total / SIZE);
  }

  #pageOf(mark) {
    return Math.floor((placeOf(this.#map.marks, mark) * this.#map.step) / SIZE);
  }

  #topOf(row) {
    return this.#heights.top(Number(row.parentElement.dataset.page)) + row.offsetTop;
  }

  async #look() {
    const { scrollTop, clientHeight } = this.#box;
    const wanted = pagesBetween(this.#heights, scrollTop - AHEAD, scrollTop + clientHeight + AHEAD, MOST_PAGES);
    await Promise.all(wanted.map((page) => this.#load(page)));
    // Pages may have come that are higher than was guessed; what one looks at may lie on others now.
    const now = pagesBetween(this.#heights, this.#box.scrollTop - AHEAD, this.#box.scrollTop + clientHeight + AHEAD, MOST_PAGES);
    if (now.some((page) => !this.#pages.has(page))) this.#scrolled();
    this.#box.dispatchEvent(new CustomEvent("looked"));
  }

  #load(page) {
    if (this.#pages.has(page)) return Promise.resolve(this.#pages.get(page));
    if (!this.#coming.has(page)) {
      const coming = this.#fetch(this.#map.marks[(page * SIZE) / this.#map.step])
        .then((markup) => this.#hang(page, listOf(markup)))
        .finally(() => this.#coming.delete(page));
      this.#coming.set(page, coming);
    }
    return this.#coming.get(page);
  }

  #hang(page, list) {
    list.className = "transcript desk-page";
    list.dataset.page = page;
    this.#pages.set(page, list);
    this.#hung(list);
    this.#sizer.append(list);
    this.#steadily(() => {
      this.#takeDown(page);
      if (this.#sizer.isConnected) this.#heights.set(page, list.offsetHeight);
      this.#lay();
    });
    return list;
  }

  /** The pages furthest from the one that was just hung in go, unless somebody is inside. */
  #takeDown(newest) {
    const far = [...this.#pages.keys()].sort((one, other) => Math.abs(other - newest) - Math.abs(one - newest));
    for (const page of far) {
      if (this.#pages.size <= MOST_PAGES) return;
      this.#pages.get(page).remove();
      this.#pages.delete(page);
    }
  }

  #measureAll() {
    this.#steadily(() => {
      for (const [page, list] of this.#pages) this.#heights.set(page, list.offsetHeight);
      this.#lay();
    });
  }

  /** Do something to the layout while the first row that is seen stays where it is. */
  #steadily(work) {
    const anchor = this.#sizer.isConnected ? this.first : null;
    const before = anchor ? this.#topOf(anchor) - this.#box.scrollTop : 0;
    work();
    if (anchor?.isConnected) this.#box.scrollTop = this.#topOf(anchor) - before;
  }

  #lay() {
    this.#sizer.style.blockSize = `${this.#heights.total}px`;
    for (const [page, list] of this.#pages) list.style.insetBlockStart = `${this.#heights.top(page)}px`;
  }
}

function listOf(markup) {
  const list = document.createElement("ol");
  list.innerHTML = markup;
  return list;
}

function find(list, mark) {
  const item = mark.split("~")[1];
  const exact = item && list.querySelector(`[data-item="${CSS.escape(item)}"]`);
  return exact ?? [...list.querySelectorAll(".said")].find((row) => compareMarks(row.dataset.mark, mark) >= 0) ?? null;
}

function sibling(row, step) {
  return step > 0 ? row.nextElementSibling : row.previousElementSibling;
}
