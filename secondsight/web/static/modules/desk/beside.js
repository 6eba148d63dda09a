/** The timeline beside a conversation: where in it one reads, the event that is chosen, what is dropped on one. */
import { compareMarks } from "../windowing.js";

export class Beside {
  event; // id of the chosen event
  #desk;

  /**
   * @param {HTMLElement} desk
   * @param {(event: string, item: string) => void} fed  told which message was dropped on which event
   */
  constructor(desk, fed) {
    this.#desk = desk;
    for (const moment of ["dragstart", "dragover", "dragleave", "drop"]) {
      desk.addEventListener(moment, (event) => this.#drag(event, fed));
    }
  }

  get #rows() {
    return [...this.#desk.querySelectorAll(".beside-event")];
  }

  get marks() {
    return this.#rows.map((row) => row.dataset.mark);
  }

  /** Show where in the timeline the row at a mark stands; events further off are fetched. */
  follow(mark) {
    const rows = this.#rows;
    if (!rows.length || this.#desk.querySelector("#desk-form form")) return;
    const { further } = this.#desk.querySelector("#beside").dataset;
    const isEarlier = further?.includes("earlier") && compareMarks(mark, rows[0].dataset.mark) < 0;
    const isLater = further?.includes("later") && compareMarks(mark, rows.at(-1).dataset.mark) > 0;
    if (isEarlier || isLater) this.at(mark);
    const here = rows.findLast((row) => compareMarks(row.dataset.mark, mark) <= 0);
    if (here?.hasAttribute("data-here")) return;
    for (const row of rows) row.toggleAttribute("data-here", row === here);
    const box = this.#desk.querySelector(".desk-beside");
    if (here && !box.contains(document.activeElement)) scrollWithin(box, here);
  }

  /** Fetch the events around a mark. */
  at(mark) {
    const narrowed = this.#desk.getAttribute("narrowed");
    const address = `${this.#desk.getAttribute("beside")}?${narrowed}&at=${encodeURIComponent(mark)}`;
    return htmx.ajax("GET", address, { target: "#beside", swap: "outerHTML" });
  }

  choose(event) {
    this.event = event;
    this.highlight();
  }

  highlight() {
    for (const row of this.#rows) row.toggleAttribute("data-chosen", row.dataset.event === this.event);
    this.#desk.querySelector('.desk-dock [data-do="feed"]').disabled = !this.event;
  }

  /** Show the chosen event, fetched from around a mark where it is further off. */
  async reveal(mark) {
    const there = () => this.#desk.querySelector(`#beside-${CSS.escape(this.event)}`);
    if (!there()) await this.at(mark);
    this.highlight();
    there()?.scrollIntoView({ block: "center" });
    there()?.querySelector("a").focus({ preventScroll: true });
  }

  #drag(event, fed) {
    if (event.type === "dragstart") {
      const row = event.target.closest?.(".said");
      if (row) event.dataTransfer.setData("text/plain", row.dataset.item);
      return;
    }
    const over = event.target.closest?.(".beside-event");
    if (!over) return;
    over.toggleAttribute("data-over", event.type === "dragover");
    if (event.type === "dragleave") return;
    event.preventDefault();
    if (event.type === "drop") fed(over.dataset.event, event.dataTransfer.getData("text/plain"));
  }
}

/** Bring an element into the middle of a box that scrolls, without moving the page. */
function scrollWithin(box, element) {
  const { top } = element.getBoundingClientRect();
  box.scrollTop += top - box.getBoundingClientRect().top - box.clientHeight / 2;
}
