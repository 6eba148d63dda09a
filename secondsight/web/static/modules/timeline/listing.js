/** The server's list follows the picture: the same vantage and moment, in words; one row of it in the tab order. */
import { INSIDE, NAMES, SHORT } from "./words.js";
import { AHEAD } from "./vantage.js";

export class Listing {
  #current = -1;

  /**
   * @param {Element} whole  the page's part in which nothing later than the moment is told
   * @param {Element} place  that holds the list, which may be exchanged under it
   * @param {(id: string) => void} came  told the event of a row that somebody walked to
   */
  constructor(whole, place, came) {
    this.whole = whole;
    this.place = place;
    this.came = came;
    place.addEventListener("keydown", (event) => this.#walk(event));
  }

  get rows() {
    return [...this.place.querySelectorAll("li.moment[id^='event-']")];
  }

  /** @param {{picture, states: Uint8Array|null, moment: number|null, whose: string}} told  null: with hindsight */
  follow({ picture, states, moment, whose }) {
    const veils = moment !== null;
    let ahead = 0;
    for (const row of this.rows) {
      const event = picture.placeOf.get(row.id.slice("event-".length));
      const state = states && event !== undefined ? states[event] : null;
      const isAhead = veils && (state === AHEAD || event === undefined);
      row.hidden = isAhead;
      ahead += isAhead;
      if (state === null || isAhead) delete row.dataset.knowing;
      else row.dataset.knowing = NAMES[state];
      this.#say(row, state === null || isAhead ? "" : `${(veils ? INSIDE : SHORT)[state]}${whose ? ` (${whose})` : ""}`);
    }
    for (const row of this.place.querySelectorAll("li.gap, li.phase-head")) row.hidden = veils && isBeforeHidden(row);
    for (const knew of this.whole.querySelectorAll("[data-at]")) knew.hidden = veils && Date.parse(knew.dataset.at) > moment;
    const note = this.place.querySelector(".veiled-count");
    if (note) note.textContent = ahead ? `${ahead} later ${ahead === 1 ? "event is" : "events are"} veiled.` : "";
  }

  /** Mark the row of an event and let tabbing come to it; false where the list does not hold it. */
  point(picture, event) {
    const id = event >= 0 ? `event-${picture.events.id[event]}` : "";
    const rows = this.rows;
    this.#current = rows.findIndex((row) => row.id === id);
    const stop = Math.max(0, this.#current);
    rows.forEach((row, place) => {
      row.toggleAttribute("aria-current", false);
      for (const link of row.querySelectorAll("a, button")) link.tabIndex = place === stop ? 0 : -1;
    });
    if (this.#current < 0) return event < 0;
    rows[this.#current].setAttribute("aria-current", "true");
    return true;
  }

  #say(row, words) {
    const facts = row.querySelector(".moment-facts");
    let said = facts?.querySelector(".knowing-words");
    if (!facts || (!said && !words)) return;
    if (!said) {
      said = document.createElement("span");
      said.className = "knowing-words";
      facts.prepend(said);
    }
    if (said.textContent !== words) said.textContent = words;
  }

  #walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target.closest?.("li.moment");
    if (!by || !here || event.target.matches("input, textarea, select")) return;
    const rows = this.rows.filter((row) => !row.hidden);
    const next = rows[rows.indexOf(here) + by];
    if (!next) return;
    event.preventDefault();
    this.came(next.id.slice("event-".length));
    next.querySelector(".moment-title a")?.focus();
  }
}

function isBeforeHidden(row) {
  let next = row.nextElementSibling;
  while (next && !next.matches("li.moment")) next = next.nextElementSibling;
  return !next || next.hidden;
}
