/** The chosen message and those chosen beside it, as rows and dock show them. */

export class Choice {
  row; // the chosen message
  #several = new Set(); // ids of messages chosen beside it
  #desk;
  #box;

  constructor(desk, box) {
    this.#desk = desk;
    this.#box = box;
  }

  /** The ids of the chosen messages, the one with the mark first. */
  get ids() {
    return [...new Set([this.row?.dataset.item, ...this.#several])].filter(Boolean);
  }

  take(row, isFocused = true) {
    this.row = row;
    if (isFocused) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
    this.show();
  }

  /** Add the chosen message to those beside it, or leave it out of them. */
  turn() {
    const id = this.row?.dataset.item;
    if (id && !this.#several.delete(id)) this.#several.add(id);
    return Boolean(id);
  }

  clear() {
    this.#several.clear();
  }

  rowOf(id) {
    return this.#box.querySelector(`[data-item="${CSS.escape(id)}"]`);
  }

  /** Rows were hung in: the chosen one may be among them. */
  hung(page) {
    for (const row of page.querySelectorAll(".said")) {
      row.tabIndex = -1;
      row.querySelector("time").draggable = true;
      if (row.dataset.item === this.row?.dataset.item) this.row = row;
    }
    this.show();
  }

  show() {
    for (const row of this.#box.querySelectorAll(".said[aria-current], .said[data-chosen]")) {
      row.removeAttribute("aria-current");
      row.removeAttribute("data-chosen");
    }
    this.row?.setAttribute("aria-current", "true");
    for (const id of this.#several) this.rowOf(id)?.setAttribute("data-chosen", "");
    const set = new Set([...(this.row?.querySelectorAll("[data-set]") ?? [])].map((chip) => chip.dataset.tag));
    for (const button of this.#desk.querySelectorAll(".desk-dock [data-tag]")) {
      button.setAttribute("aria-pressed", set.has(button.dataset.tag));
    }
    const who = this.row?.querySelector(".said-by b")?.textContent ?? "";
    const more = this.#several.size ? ` and ${this.#several.size} more` : "";
    this.say(this.row ? `${this.row.dataset.time} ${who}${more}` : "");
  }

  say(words) {
    const place = this.#desk.querySelector(".desk-chosen");
    if (place.textContent !== words) place.textContent = words;
  }
}
