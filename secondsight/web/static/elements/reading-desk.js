/** <reading-desk window marks map tag event message beside narrowed focus>: a conversation of any length, read by keys.
 *
 * Wraps the page that the server drew: its list becomes a window on all rows, its dock acts on the chosen message,
 * its forms open beside. What keys do, buttons do; without it the page is read and every message has a page of its own.
 */
import { ask } from "../modules/desk/asking.js";
import { Beside } from "../modules/desk/beside.js";
import { Choice } from "../modules/desk/choice.js";
import { Findings } from "../modules/desk/findings.js";
import { Forms } from "../modules/desk/forms.js";
import { askTime, fitted, isSeen, nextTagged, remember, typedMark } from "../modules/desk/going.js";
import { isForDesk, workOf } from "../modules/desk/keys.js";
import { press } from "../modules/desk/presses.js";
import { LongList } from "../modules/long-list.js";
import { overview } from "../modules/overview.js";

const SETTLED = 250; // milliseconds after which the address says where one is

class ReadingDesk extends HTMLElement {
  #list;
  #strip;
  #choice;
  #findings;
  #beside;
  #forms;
  #timer;
  #fit;
  #heard = (event) => this.#hear(event);
  #told = () => this.#refresh();

  async connectedCallback() {
    this.box = this.querySelector(".desk-scroll");
    if (!this.box) return;
    this.#beside = new Beside(this, (event, item) => this.#findings.feed(event, [item]));
    this.#choice = new Choice(this, this.box);
    this.#forms = new Forms(this, this.#choice);
    this.#findings = new Findings(this, this.box, this.#choice, () => this.#tick());
    document.addEventListener("keydown", this.#heard);
    this.closest("live-region")?.addEventListener("changed", this.#told);
    this.addEventListener("click", (event) => press(this.#verbs, event));
    this.addEventListener("desk:done", () => this.#forms.done());
    this.addEventListener("htmx:afterSwap", (event) => this.#swapped(event.detail.target));
    this.addEventListener("submit", (event) => this.#asked(event));
    this.box.addEventListener("looked", () => this.#looked());
    this.#fit = fitted(this);
    await this.#begin();
  }

  disconnectedCallback() {
    if (!this.#fit) return;
    document.removeEventListener("keydown", this.#heard);
    this.#fit.end();
    this.closest("live-region")?.removeEventListener("changed", this.#told);
    this.#list?.end();
  }

  async #begin() {
    const narrowed = this.getAttribute("narrowed");
    const map = await (await ask(`${this.getAttribute("map")}?${narrowed}`)).json();
    if (!map.total) return;
    const focused = this.#focused();
    const shown = focused ?? this.#list?.first ?? this.box.querySelector(".said");
    const offset = this.#list || focused ? 60 : 0;
    // What the server drew is the list's own first page where it begins at the beginning.
    const drawn = this.#list || focused || shown?.dataset.mark !== map.marks[0] ? null : this.box.querySelector(".transcript");
    this.#list?.end();
    const rows = async (mark) => (await ask(`${this.getAttribute("window")}?${narrowed}&from=${encodeURIComponent(mark)}`)).text();
    this.#list = new LongList(this.box, map, rows, (page) => this.#choice.hung(page), drawn);
    this.#strip = overview(this.querySelector(".desk-overview"), map, (mark) => this.#go(mark));
    this.setAttribute("data-on", "");
    for (const part of this.querySelectorAll(".desk-dock, .desk-sides")) part.hidden = false;
    this.#fit.again();
    const row = await this.#list.begin(shown?.dataset.mark ?? map.marks[0], offset);
    this.#take((focused && this.#choice.rowOf(focused.dataset.item)) ?? row ?? this.#list.first, false);
    await this.#refresh();
    this.dispatchEvent(new CustomEvent("desk:ready", { bubbles: true }));
  }

  #focused() {
    const item = this.getAttribute("focus");
    return item ? this.#choice.rowOf(item) : null;
  }

  // What the list shows

  #looked() {
    const rows = this.#list.rows.filter((row) => isSeen(row, this.box));
    if (rows.length) this.#strip.look(rows[0].dataset.mark, rows.at(-1).dataset.mark);
    this.#settleSoon();
  }

  #settleSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), SETTLED);
  }

  #settle() {
    const { row } = this.#choice;
    const { first } = this.#list;
    const here = row && isSeen(row, this.box) ? row : first;
    if (here) remember(this, here);
    if (first) this.#beside.follow(first.dataset.mark);
  }

  /** Go to a mark, and there to a message where it is known. */
  async #go(mark, item = "") {
    this.#forms.side("talk");
    const row = await this.#list.jump(mark);
    this.#take((item && this.#choice.rowOf(item)) || row);
  }

  #take(row, isFocused = true) {
    if (!row) return;
    this.#choice.take(row, isFocused);
    this.#settleSoon();
  }

  async #refresh() {
    if (this.#list && (await this.#findings.refresh(this.#list.rows))) await this.#begin();
  }

  #tick() {
    this.#strip?.mark(this.#findings.tagged, this.#beside.marks);
  }

  #swapped(target) {
    this.#forms.came(target);
    if (target.id === "beside" || target.querySelector?.("#beside")) this.#beside.highlight();
    this.#tick();
  }

  // Between message and event

  #chooseEvent(row) {
    const isSame = this.#beside.event === row.dataset.event;
    this.#beside.choose(row.dataset.event);
    const items = row.dataset.items.split(",").filter(Boolean);
    const next = items[(items.indexOf(this.#choice.row?.dataset.item) + 1) % Math.max(1, items.length)];
    const there = isSame && items.length > 1 && this.#choice.rowOf(next);
    if (there) return this.#take(there);
    this.#go(row.dataset.mark, items[0]);
  }

  async #goToEvent() {
    const { row } = this.#choice;
    const chip = row?.querySelector(".chip--event");
    if (!chip) return this.#choice.say("No event rests on this message yet: e makes one.");
    this.#forms.side("beside");
    this.#beside.event = chip.dataset.event;
    await this.#beside.reveal(row.dataset.mark);
  }

  #goToItem(id) {
    const there = this.#choice.rowOf(id);
    if (there) this.#take(there);
    else location.search = `?item=${id}`;
  }

  // Keys and presses

  #do(verb) {
    const { ids } = this.#choice;
    if (verb === "cancel") return this.#forms.cancel();
    if (verb === "keys") return this.querySelector(".desk-keys").showModal();
    if (!ids.length) return;
    if (verb === "event") return this.#forms.open(`${this.getAttribute("event")}?${ids.map((id) => `item=${id}`).join("&")}`);
    if (verb === "feed") return this.#findings.feed(this.#beside.event, ids);
    return this.#forms.open(`${this.getAttribute("message")}${ids[0]}/?part=${verb}`);
  }

  #hear(event) {
    if (!this.#list) return;
    if (event.key === "Escape" && event.target.closest?.("#desk-form")) return this.#forms.cancel();
    if (!isForDesk(event)) return;
    const tag = this.querySelector(`.desk-dock [data-tag][data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    const isElsewhere = event.target.closest?.("a, button, summary") && !event.target.closest(".said");
    const work = tag ? () => this.#findings.tag(tag.dataset.tag) : workOf(this.#verbs, event.key, isElsewhere);
    if (!work) return;
    event.preventDefault();
    work();
  }

  #verbs = {
    side: (name) => this.#forms.side(name),
    tag: (tag) => this.#findings.tag(tag),
    go: (mark, item) => this.#go(mark, item),
    take: (row) => this.#take(row),
    chooseEvent: (row) => this.#chooseEvent(row),
    goToItem: (id) => this.#goToItem(id),
    walk: (step) => this.#walk(step),
    walkTagged: (step) => this.#walkTagged(step),
    add: () => this.#choice.turn() && this.#walk(1),
    do: (verb) => this.#do(verb),
    goToEvent: () => this.#goToEvent(),
    askTime: () => askTime(this, this.#choice.row),
    edge: async (isLast) => this.#take(await this.#list.edge(isLast)),
    open: () => this.#choice.row?.querySelector(".said-open").click(),
  };

  async #walk(step) {
    const { row } = this.#choice;
    const from = row?.isConnected ? row : this.#list.first;
    this.#take(from && (await this.#list.beside(from, step)));
  }

  async #walkTagged(step) {
    const next = nextTagged(this.#findings.tagged, this.#choice.row?.dataset.mark ?? "", step);
    if (next) return this.#go(next);
    this.#choice.say(step > 0 ? "No tagged message after this one." : "No tagged message before this one.");
  }

  /** A time alone is gone to at once; anything else narrows the conversation and is asked of the server. */
  #asked(event) {
    const mark = typedMark(event.target, this.getAttribute("narrowed"), this.#choice.row);
    if (!mark) return;
    event.preventDefault();
    this.#go(mark);
  }
}

customElements.define("reading-desk", ReadingDesk);
