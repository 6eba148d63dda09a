/** <review-desk>: j and k walk card by card; a, e, m and d press the card's own button with that data-key.
 *
 * Nothing here does what a button does not; without it every card works by itself.
 */
const CARDS = ".candidate, .proposal";

class ReviewDesk extends HTMLElement {
  #heard = (event) => this.#hear(event);
  #last = -1;

  connectedCallback() {
    document.addEventListener("keydown", this.#heard);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#heard);
  }

  #hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "j" || event.key === "k") return this.#walk(event.key === "j" ? 1 : -1);
    const button = this.#card()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    this.#last = this.#cards().indexOf(this.#card());
    button.click();
  }

  #cards() {
    return [...this.querySelectorAll(CARDS)];
  }

  #card() {
    return document.activeElement?.closest?.(CARDS);
  }

  /** A card that was swapped has lost the focus: going on starts from where it stood. */
  #walk(step) {
    const cards = this.#cards();
    const here = cards.indexOf(this.#card());
    const next = cards[here >= 0 ? here + step : this.#last + (step > 0 ? 1 : 0)] ?? cards[here] ?? cards[0];
    this.#last = cards.indexOf(next);
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

customElements.define("review-desk", ReviewDesk);
