/** The moment beside the picture: fetched from the server, and left alone while somebody writes in it. */
import { isWriting } from "../patience.js";

export class Beside {
  #id = "";

  /** @param {HTMLElement} panel  @param {string} address  of an event's part, with "ID" for the event */
  constructor(panel, address) {
    this.panel = panel;
    this.address = address;
    this.place = panel.querySelector("[data-moment]");
    this.note = panel.querySelector("[data-note]");
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  open(id) {
    if (this.isOpen && id === this.#id) return;
    if (this.isOpen && isWriting(this.place, document.activeElement)) {
      this.note.textContent = "What you write here is not saved yet. Save it or leave it first.";
      return;
    }
    this.note.textContent = "";
    this.#id = id;
    this.panel.hidden = false;
    htmx.ajax("GET", this.address.replace("ID", id), { target: this.place, swap: "innerHTML" });
  }

  /** Offer events that stand on one another. @param {Array<[string, string]>} events  id and words */
  list(events) {
    this.#id = "";
    this.panel.hidden = false;
    const list = document.createElement("ul");
    list.className = "listing";
    for (const [id, words] of events) {
      const button = document.createElement("button");
      button.className = "button button--quiet";
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => this.open(id));
      const row = document.createElement("li");
      row.append(button);
      list.append(row);
    }
    this.place.replaceChildren(list);
  }

  close() {
    this.#id = "";
    this.note.textContent = "";
    this.panel.hidden = true;
    this.place.replaceChildren();
  }
}
