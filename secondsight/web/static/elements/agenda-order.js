import { beginnings, clock, difference, minutes, placeAt } from "../modules/agenda-sum.js";

/** <agenda-order>: the sections inside are put in order on the spot, by handle, button or Alt and an arrow.
 *
 * The order of the list is what the form sends; without this, each move is sent by its button. What the
 * minutes come to is said while they are typed.
 */
class AgendaOrder extends HTMLElement {
  #dragged = null;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("input", () => this.#count());
    this.form?.elements.minutes?.addEventListener("input", () => this.#count());
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("pointermove", (event) => this.#drag(event));
    this.addEventListener("pointerup", () => this.#drop());
    this.addEventListener("pointercancel", () => this.#drop(true));
    this.dataset.live = "";
    this.#count();
  }

  get form() {
    return this.closest("form");
  }

  get list() {
    return this.querySelector("ol");
  }

  get rows() {
    return [...this.list.children];
  }

  #press(event) {
    const button = event.target.closest("button[name]");
    if (!button || !this.contains(button)) return;
    event.preventDefault();
    const row = button.closest("li");
    if (button.name === "drop") return this.#out(row);
    this.#move(row, button.value.startsWith("up") ? -1 : 1);
    button.focus();
  }

  #key(event) {
    if (event.key === "Escape" && this.#dragged) return this.#drop(true);
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way || !event.altKey) return;
    event.preventDefault();
    const field = event.target;
    this.#move(field.closest("li"), way);
    field.focus();
  }

  #move(row, way) {
    const to = this.rows.indexOf(row) + way;
    if (to < 0 || to >= this.rows.length) return;
    this.list.insertBefore(row, way < 0 ? this.rows[to] : this.rows[to].nextSibling);
    this.#told(row);
  }

  #out(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (!next) return;
    row.remove();
    next.querySelector("button[name=drop]").focus();
    this.#count(`${title(row)} is taken out once you settle the agenda.`);
  }

  #take(event) {
    const row = event.target.closest(".agenda-handle")?.closest("li");
    if (!row || event.button) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.#dragged = { row, before: this.rows };
    row.dataset.dragged = "";
  }

  #drag(event) {
    if (!this.#dragged) return;
    const { row } = this.#dragged;
    const others = this.rows.filter((one) => one !== row);
    const middles = others.map((one) => {
      const box = one.getBoundingClientRect();
      return box.top + box.height / 2;
    });
    this.list.insertBefore(row, others[placeAt(event.clientY, middles)] ?? null);
  }

  #drop(isCancelled = false) {
    if (!this.#dragged) return;
    const { row, before } = this.#dragged;
    this.#dragged = null;
    delete row.dataset.dragged;
    if (isCancelled) this.list.append(...before);
    this.#told(row);
  }

  #told(row) {
    this.#count(`${title(row)} is section ${this.rows.indexOf(row) + 1} of ${this.rows.length}.`);
  }

  #count(said = "") {
    const given = this.rows.map((row) => minutes(row.querySelector("input[type=number]").value));
    const begins = beginnings(given);
    this.rows.forEach((row, place) => (row.dataset.begins = clock(begins[place])));
    const length = minutes(this.form.elements.minutes.value);
    const status = this.querySelector("[role=status]");
    status.textContent = `${said} ${difference(given, length)}`.trim();
  }
}

function title(row) {
  return row.querySelector("input[type=text]").value || "The section";
}

customElements.define("agenda-order", AgendaOrder);
