/** The card beside a word: why, better words or a question, and what can be done with them. */
import { betterWords } from "./spans.js";

const GAP = 8; // pixels between the word and the card
const MOST_WORDS = 4; // that an organisation would call a term of its own

export class Card {
  /** @param {HTMLElement} home  what the card is put into: it tells `coach-take`, `coach-leave`, … there
   *  @param {boolean} isKept  whether what is dismissed may be kept on the server */
  constructor(home, isKept) {
    this.home = home;
    this.isKept = isKept;
    this.finding = null;
    this.element = make("div", { className: "coach-card", popover: "manual", hidden: true });
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", "About the wording");
    // A press must not take the focus from the field, nor the caret from its place.
    this.element.addEventListener("pointerdown", (event) => event.target.closest("a") || event.preventDefault());
    home.append(this.element);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Show what was heard at a word that is drawn in these boxes. */
  show(finding, text, boxes) {
    this.finding = finding;
    this.element.replaceChildren(...(finding.ask === undefined ? this.#heard(finding, text) : this.#asked(finding)));
    this.#open(boxes);
  }

  /** Say that it was left as it is, and offer to take that back. */
  showLeft(words, boxes) {
    this.finding = null;
    this.element.replaceChildren(
      make("p", { className: "coach-why", textContent: words }),
      make("p", { className: "coach-actions" }, this.#button("Take that back", "coach-again")),
    );
    this.#open(boxes);
  }

  close() {
    this.finding = null;
    if (this.element.hidden) return;
    this.element.hidePopover?.();
    this.element.hidden = true;
  }

  /** Stand under the word, above it where there is more room. */
  place(boxes) {
    const box = boxes[0];
    if (!box) return;
    const { style, offsetHeight: height } = this.element;
    const below = innerHeight - box.bottom - GAP;
    const isAbove = below < height && box.top - GAP > below;
    // Said to the style sheet, so that it stays on a page that becomes narrower before anybody measures again.
    style.left = `max(${GAP}px, min(${box.left}px, calc(100vw - min(24rem, 100vw - 1rem) - ${GAP}px)))`;
    style.top = `${isAbove ? Math.max(GAP, box.top - GAP - height) : box.bottom + GAP}px`;
  }

  #open(boxes) {
    this.element.hidden = false;
    if (!this.element.matches(":popover-open")) this.element.showPopover?.();
    this.place(boxes);
  }

  #heard(finding, text) {
    const better = betterWords(text, finding);
    const isTerm = finding.excerpt.split(/\s+/).length <= MOST_WORDS && finding.end - finding.start <= 80;
    return [
      make("p", { className: "coach-why", textContent: finding.message }),
      better && make("p", { className: "coach-better" }, make("q", { textContent: better.words })),
      finding.suggestion && finding.suggestion !== better?.words && make("p", { className: "coach-better", textContent: finding.suggestion }),
      make(
        "p",
        { className: "coach-actions" },
        better && this.#button("Write it so", "coach-take", "Alt Enter"),
        this.#button("Leave it", "coach-leave", "Alt ,"),
        this.isKept && isTerm && this.#button("Fine as a word here", "coach-word"),
        make("a", { className: "coach-page", href: `/rules/${finding.rule}/`, target: "_blank", rel: "noopener", textContent: "Why this rule" }),
      ),
    ].filter(Boolean);
  }

  #asked(question) {
    return [
      make("p", { className: "coach-why", textContent: "There may be more to tell here." }),
      make("p", { className: "coach-better", textContent: question.ask }),
      question.probe && make("p", { className: "coach-probe", textContent: question.probe }),
      make("p", { className: "coach-actions" }, this.#button("Leave it", "coach-leave", "Alt ,")),
    ].filter(Boolean);
  }

  #button(words, verb, keys) {
    const button = make("button", { className: "button button--small button--quiet", type: "button" }, words);
    if (keys) button.append(" ", make("kbd", { textContent: keys.replace(" ", "+"), ariaHidden: "true" }));
    button.addEventListener("click", () => this.home.dispatchEvent(new CustomEvent(verb)));
    return button;
  }
}

function make(name, properties, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside.filter(Boolean));
  return element;
}
