/** What people made of messages: chips at the rows, marks of all that are tagged; what others do shows too. */
import { compareMarks } from "../windowing.js";
import { ask, parsed, tell } from "./asking.js";

export class Findings {
  tagged = []; // marks of all tagged rows
  #desk;
  #box;
  #choice;
  #changed;
  #total;
  #turn = 0; // counts what was asked, so that a late answer does not undo a newer one

  /**
   * @param {HTMLElement} desk
   * @param {HTMLElement} box  that holds the rows
   * @param {import("./choice.js").Choice} choice
   * @param {() => void} changed  told when marks moved
   */
  constructor(desk, box, choice, changed) {
    this.#desk = desk;
    this.#box = box;
    this.#choice = choice;
    this.#changed = changed;
  }

  /** Ask what was made of rows; true where there are more or fewer rows than there were. */
  async refresh(rows) {
    const items = rows.map((row) => row.dataset.item).join(",");
    const turn = ++this.#turn;
    const narrowed = this.#desk.getAttribute("narrowed");
    const told = parsed(await (await ask(`${this.#desk.getAttribute("marks")}?${narrowed}&items=${items}`)).text());
    if (turn !== this.#turn) return false;
    this.tagged = told.dataset.places?.split(" ").filter(Boolean) ?? this.tagged;
    const total = Number(told.dataset.total);
    const isMore = this.#total !== undefined && total !== this.#total;
    this.#total = total;
    this.#put(told);
    this.#changed();
    return isMore;
  }

  /** Set a tag on what is chosen, or take it off the one message that has it. */
  async tag(tag) {
    const { row, ids } = this.#choice;
    const set = row?.querySelector(`[data-set][data-tag="${CSS.escape(tag)}"]`);
    if (!ids.length) return;
    if (set && ids.length === 1) await this.#send(`/item-tags/${set.dataset.set}/removal`, []);
    else await this.#send(this.#desk.getAttribute("tag"), [["tag", tag], ...ids.map((id) => ["item", id])]);
    this.#choice.clear();
    this.#choice.show();
  }

  /** Let an event rest on messages too. */
  async feed(event, ids) {
    if (!event || !ids.length) return;
    await this.#send(`/events/${event}/items`, ids.map((id) => ["item", id]));
    this.#choice.clear();
  }

  async #send(address, values) {
    const answer = await tell(address, values);
    if (!answer.ok) return this.#choice.say(`That did not work (${answer.status}). Nothing was changed; try again.`);
    const told = parsed(await answer.text());
    this.#turn++;
    for (const chips of told.querySelectorAll("[data-marks]")) this.#retag(chips);
    this.#put(told);
    this.#changed();
  }

  #put(told) {
    for (const chips of told.querySelectorAll("[data-marks]")) {
      const there = this.#box.querySelector(`[data-marks="${chips.dataset.marks}"]`);
      if (there && there.innerHTML !== chips.innerHTML) there.replaceWith(chips);
    }
    this.#choice.show();
  }

  /** Keep the places of tagged rows right at once; the next telling confirms them. */
  #retag(chips) {
    const mark = this.#choice.rowOf(chips.dataset.marks)?.dataset.mark;
    if (!mark) return;
    this.tagged = this.tagged.filter((each) => each !== mark);
    if (chips.querySelector("[data-set]")) this.tagged = [...this.tagged, mark].sort(compareMarks);
  }
}
