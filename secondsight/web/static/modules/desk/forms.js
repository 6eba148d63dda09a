/** The forms that open beside a conversation, and which of both is seen where there is no room for two. */

export class Forms {
  #desk;
  #choice;

  constructor(desk, choice) {
    this.#desk = desk;
    this.#choice = choice;
  }

  get #place() {
    return this.#desk.querySelector("#desk-form");
  }

  open(address) {
    this.side("beside");
    htmx.ajax("GET", address, { target: "#desk-form", swap: "innerHTML" });
  }

  /** A form came in: the first thing to fill in has the focus. */
  came(target) {
    if (target.id === "desk-form") target.querySelector("[autofocus], textarea, input:not([type=hidden]), select")?.focus();
  }

  /** What a form asked for is done; what it says stays for a moment. */
  done() {
    this.#choice.clear();
    this.leave();
    setTimeout(() => this.#desk.querySelector("#desk-form > [role=status]")?.remove(), 4000);
  }

  cancel() {
    this.#place.replaceChildren();
    this.leave();
  }

  leave() {
    this.side("talk");
    this.#choice.row?.focus({ preventScroll: true });
  }

  /** Show the conversation ("talk") or what is beside it. */
  side(name) {
    this.#desk.dataset.side = name;
    for (const button of this.#desk.querySelectorAll("[data-side]")) {
      button.setAttribute("aria-pressed", button.dataset.side === name);
    }
  }
}
