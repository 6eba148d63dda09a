/** Choosing a moment or a person: a sheet with a field that narrows a list, by keys or by pointer. */

const ASKED_AFTER = 120; // milliseconds after the last letter
const TITLES = { moment: "Name a moment", person: "Name a person" };
const NONE = { moment: "No moment of the timeline has these words.", person: "Nobody here has this name." };

export class Picker {
  #timer = null;
  #rows = [];
  #chosen = -1;
  #kind = "moment";
  #answer = null;
  #asked = 0;

  constructor(element) {
    this.part = (name) => element.part(name);
    this.address = element.getAttribute("offers");
    this.sheet = this.part("picker");
    this.words = this.part("picker-words");
    this.list = this.part("picker-list");
    this.words.addEventListener("input", () => this.#soon());
    this.words.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("mousedown", (event) => this.#point(event));
    this.sheet.addEventListener("close", () => this.#closed());
  }

  /** Open the sheet; the promise comes to the row that was chosen, or to null. */
  ask(kind) {
    this.#kind = kind;
    this.part("picker-title").textContent = TITLES[kind];
    this.words.value = "";
    this.#draw([]);
    this.#look();
    this.sheet.showModal();
    this.words.focus();
    return new Promise((done) => (this.#answer = done));
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ASKED_AFTER);
  }

  async #look() {
    const number = ++this.#asked;
    const query = new URLSearchParams({ what: this.#kind, words: this.words.value });
    const answer = await fetch(`${this.address}?${query}`).catch(() => null);
    if (answer?.ok && number === this.#asked) this.#draw((await answer.json()).rows);
  }

  #draw(rows) {
    this.#rows = rows;
    const drawn = rows.map((row, place) => {
      const option = document.createElement("li");
      option.id = `picked-${place}`;
      option.setAttribute("role", "option");
      option.textContent = row.label;
      option.dataset.place = place;
      return option;
    });
    this.list.replaceChildren(...drawn);
    this.part("picker-none").textContent = rows.length ? "" : NONE[this.#kind];
    this.#choose(rows.length ? 0 : -1);
  }

  #choose(place) {
    this.#chosen = place;
    for (const option of this.list.children) {
      option.setAttribute("aria-selected", String(Number(option.dataset.place) === place));
    }
    const option = this.list.children[place];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.words.setAttribute("aria-activedescendant", option.id);
    else this.words.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#rows.length) {
      event.preventDefault();
      this.#choose((this.#chosen + step + this.#rows.length) % this.#rows.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.#chosen >= 0) this.sheet.close("chosen");
    }
  }

  #point(event) {
    const option = event.target.closest("[data-place]");
    if (!option) return;
    event.preventDefault();
    this.#choose(Number(option.dataset.place));
    this.sheet.close("chosen");
  }

  #closed() {
    const row = this.sheet.returnValue === "chosen" ? this.#rows[this.#chosen] : null;
    this.sheet.returnValue = "";
    this.#answer?.(row ?? null);
    this.#answer = null;
  }
}
