/** <reading-desk window marks map tag event message beside narrowed focus>: a conversation of any length, read by keys.
 *
 * Wraps the page that the server drew: its list becomes a window on all rows, its dock acts on the chosen message,
 * its forms open beside. What keys do, buttons do; without it the page is read and every message has a page of its own.
 */
import { LongList } from "../modules/long-list.js";
import { overview } from "../modules/overview.js";
import { compareMarks } from "../modules/windowing.js";

const SETTLED = 250; // milliseconds after which the address says where one is

class ReadingDesk extends HTMLElement {
  #list;
  #strip;
  #row; // the chosen message
  #several = new Set(); // ids of messages chosen beside it
  #event; // id of the event chosen beside the conversation
  #tagged = []; // marks of all tagged rows
  #total;
  #turn = 0; // counts what was asked, so that a late answer does not undo a newer one
  #timer;
  #fit = () => {};
  #heard = (event) => this.#hear(event);
  #told = () => this.#refresh();

  async connectedCallback() {
    this.box = this.querySelector(".desk-scroll");
    if (!this.box) return;
    document.addEventListener("keydown", this.#heard);
    this.closest("live-region")?.addEventListener("changed", this.#told);
    this.addEventListener("click", (event) => this.#pressed(event));
    this.addEventListener("desk:done", () => this.#done());
    this.addEventListener("htmx:afterSwap", (event) => this.#swapped(event.detail.target));
    this.addEventListener("submit", (event) => this.#asked(event));
    this.#fit = () => this.style.setProperty("--desk-top", `${this.querySelector(".desk").getBoundingClientRect().top + scrollY}px`);
    this.querySelector(".desk-narrow").addEventListener("toggle", this.#fit);
    window.addEventListener("resize", this.#fit);
    for (const moment of ["dragstart", "dragover", "dragleave", "drop"]) this.addEventListener(moment, (event) => this.#drag(event));
    await this.#begin();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#heard);
    window.removeEventListener("resize", this.#fit);
    this.closest("live-region")?.removeEventListener("changed", this.#told);
    this.#list?.end();
  }

  async #begin() {
    const narrowed = this.getAttribute("narrowed");
    const map = await (await ask(`${this.getAttribute("map")}?${narrowed}`)).json();
    if (!map.total) return;
    const shown = this.#focused() ?? this.#list?.first ?? this.box.querySelector(".said");
    const offset = this.#list || this.#focused() ? 60 : 0;
    this.#list?.end();
    const rows = (mark) => ask(`${this.getAttribute("window")}?${narrowed}&from=${encodeURIComponent(mark)}`).then((answer) => answer.text());
    this.#list = new LongList(this.box, map, rows, (page) => this.#hung(page));
    this.#strip = overview(this.querySelector(".desk-overview"), map, (mark) => this.#go(mark));
    this.box.addEventListener("looked", () => this.#looked());
    this.setAttribute("data-on", "");
    for (const part of this.querySelectorAll(".desk-dock, .desk-sides")) part.hidden = false;
    this.#fit();
    const row = await this.#list.begin(shown?.dataset.mark ?? map.marks[0], offset);
    this.#choose(row ?? this.#list.first, false);
    await this.#refresh();
    this.dispatchEvent(new CustomEvent("desk:ready", { bubbles: true }));
  }

  #focused() {
    const item = this.getAttribute("focus");
    return item ? this.box.querySelector(`[data-item="${CSS.escape(item)}"]`) : null;
  }

  // What the list shows

  #hung(page) {
    for (const row of page.querySelectorAll(".said")) {
      row.tabIndex = -1;
      row.querySelector("time").draggable = true;
      if (row.dataset.item === this.#row?.dataset.item) this.#row = row;
    }
    this.#show();
  }

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
    this.#remember();
    const row = this.#list.first;
    if (row) this.#follow(row.dataset.mark);
  }

  /** The timeline beside shows where in it one reads. */
  #follow(mark) {
    const rows = [...this.querySelectorAll(".beside-event")];
    if (!rows.length || this.querySelector("#desk-form form")) return;
    const isOutside = compareMarks(mark, rows[0].dataset.mark) < 0 || compareMarks(mark, rows.at(-1).dataset.mark) > 0;
    if (isOutside && this.querySelector("[data-windowed]")) this.#besideAt(mark);
    const here = rows.findLast((row) => compareMarks(row.dataset.mark, mark) <= 0);
    if (here?.hasAttribute("data-here")) return;
    for (const row of rows) row.toggleAttribute("data-here", row === here);
    if (here && !this.querySelector(".desk-beside").contains(document.activeElement)) scrollWithin(this.querySelector(".desk-beside"), here);
  }

  #besideAt(mark) {
    return htmx.ajax("GET", `${this.getAttribute("beside")}?at=${encodeURIComponent(mark)}`, { target: "#beside", swap: "outerHTML" });
  }

  #remember() {
    const row = this.#row && isSeen(this.#row, this.box) ? this.#row : this.#list.first;
    if (!row) return;
    const address = new URLSearchParams(this.getAttribute("narrowed"));
    address.set("item", row.dataset.item);
    history.replaceState(history.state, "", `?${address}`);
  }

  async #go(mark) {
    this.#side("talk");
    this.#choose(await this.#list.jump(mark));
  }

  #choose(row, isFocused = true) {
    if (!row) return;
    this.#row = row;
    if (isFocused) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
    this.#show();
    this.#settleSoon();
  }

  #show() {
    for (const row of this.box.querySelectorAll(".said[aria-current], .said[data-chosen]")) {
      row.removeAttribute("aria-current");
      row.removeAttribute("data-chosen");
    }
    this.#row?.setAttribute("aria-current", "true");
    for (const id of this.#several) this.#rowOf(id)?.setAttribute("data-chosen", "");
    const set = new Set([...(this.#row?.querySelectorAll("[data-set]") ?? [])].map((chip) => chip.dataset.tag));
    for (const button of this.querySelectorAll(".desk-dock [data-tag]")) button.setAttribute("aria-pressed", set.has(button.dataset.tag));
    const who = this.#row?.querySelector(".said-by b")?.textContent ?? "";
    const more = this.#several.size ? ` and ${this.#several.size} more` : "";
    this.#say(this.#row ? `${this.#row.dataset.time} ${who}${more}` : "");
  }

  #say(words) {
    const place = this.querySelector(".desk-chosen");
    if (place.textContent !== words) place.textContent = words;
  }

  #rowOf(id) {
    return this.box.querySelector(`[data-item="${CSS.escape(id)}"]`);
  }

  /** The ids of the chosen messages, the one with the mark first. */
  get #chosen() {
    return [...new Set([this.#row?.dataset.item, ...this.#several])].filter(Boolean);
  }

  // What others did, and what was done here

  async #refresh() {
    if (!this.#list) return;
    const items = this.#list.rows.map((row) => row.dataset.item).join(",");
    const turn = ++this.#turn;
    const told = parsed(await (await ask(`${this.getAttribute("marks")}?items=${items}`)).text());
    if (turn !== this.#turn) return;
    this.#tagged = told.dataset.places?.split(" ").filter(Boolean) ?? this.#tagged;
    const total = Number(told.dataset.total);
    const isMore = this.#total !== undefined && total !== this.#total;
    this.#total = total;
    this.#put(told);
    this.#tick();
    if (isMore) await this.#begin();
  }

  #put(told) {
    for (const chips of told.querySelectorAll("[data-marks]")) {
      const there = this.box.querySelector(`[data-marks="${chips.dataset.marks}"]`);
      if (there && there.innerHTML !== chips.innerHTML) there.replaceWith(chips);
    }
    this.#show();
  }

  #tick() {
    const events = [...this.querySelectorAll(".beside-event")].map((row) => row.dataset.mark);
    this.#strip?.mark(this.#tagged, events);
  }

  async #send(address, values) {
    const body = new URLSearchParams(values);
    const answer = await fetch(address, { method: "POST", body, headers: { ...token(), "HX-Request": "true" } });
    if (!answer.ok) return this.#say(`That did not work (${answer.status}). Nothing was changed; try again.`);
    const told = parsed(await answer.text());
    this.#turn++;
    for (const chips of told.querySelectorAll("[data-marks]")) this.#retag(chips);
    this.#put(told);
    this.#tick();
  }

  /** Keep the places of tagged rows right at once; the next telling confirms them. */
  #retag(chips) {
    const mark = this.#rowOf(chips.dataset.marks)?.dataset.mark;
    if (!mark) return;
    this.#tagged = this.#tagged.filter((each) => each !== mark);
    if (chips.querySelector("[data-set]")) this.#tagged = [...this.#tagged, mark].sort(compareMarks);
  }

  async #tag(tag) {
    const set = this.#row?.querySelector(`[data-set][data-tag="${CSS.escape(tag)}"]`);
    const chosen = this.#chosen;
    if (!chosen.length) return;
    if (set && chosen.length === 1) await this.#send(`/item-tags/${set.dataset.set}/removal`, []);
    else await this.#send(this.getAttribute("tag"), [["tag", tag], ...chosen.map((id) => ["item", id])]);
    this.#several.clear();
    this.#show();
  }

  async #feed(event, ids) {
    if (!event || !ids.length) return;
    await this.#send(`/events/${event}/items`, ids.map((id) => ["item", id]));
    this.#several.clear();
  }

  // Forms beside

  #open(address) {
    this.#side("beside");
    htmx.ajax("GET", address, { target: "#desk-form", swap: "innerHTML" });
  }

  #swapped(target) {
    if (target.id === "desk-form") target.querySelector("[autofocus], textarea, input:not([type=hidden]), select")?.focus();
    if (target.id === "beside" || target.querySelector?.("#beside")) this.#highlight();
    this.#tick();
  }

  #done() {
    this.#several.clear();
    this.#side("talk");
    this.#row?.focus({ preventScroll: true });
    setTimeout(() => this.querySelector("#desk-form > [role=status]")?.remove(), 4000);
  }

  #cancel() {
    this.querySelector("#desk-form").replaceChildren();
    this.#side("talk");
    this.#row?.focus({ preventScroll: true });
  }

  #side(name) {
    this.dataset.side = name;
    for (const button of this.querySelectorAll("[data-side]")) button.setAttribute("aria-pressed", button.dataset.side === name);
  }

  // Between message and event

  #chooseEvent(row) {
    const isSame = this.#event === row.dataset.event;
    this.#event = row.dataset.event;
    this.#highlight();
    const items = row.dataset.items.split(",").filter(Boolean);
    const next = items[(items.indexOf(this.#row?.dataset.item) + 1) % Math.max(1, items.length)];
    if (isSame && items.length > 1 && this.#rowOf(next)) return this.#choose(this.#rowOf(next));
    this.#go(row.dataset.mark);
  }

  #highlight() {
    for (const row of this.querySelectorAll(".beside-event")) row.toggleAttribute("data-chosen", row.dataset.event === this.#event);
    const feed = this.querySelector('.desk-dock [data-do="feed"]');
    feed.disabled = !this.#event;
  }

  async #goToEvent() {
    const chip = this.#row?.querySelector(".chip--event");
    if (!chip) return this.#say("No event rests on this message yet: e makes one.");
    this.#event = chip.dataset.event;
    const there = () => this.querySelector(`#beside-${CSS.escape(this.#event)}`);
    if (!there()) await this.#besideAt(this.#row.dataset.mark);
    this.#highlight();
    this.#side("beside");
    there()?.scrollIntoView({ block: "center" });
    there()?.querySelector("a").focus({ preventScroll: true });
  }

  #drag(event) {
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
    if (event.type === "drop") this.#feed(over.dataset.event, [event.dataTransfer.getData("text/plain")]);
  }

  // Keys and presses

  #pressed(event) {
    const { target } = event;
    const side = target.closest("button[data-side]");
    if (side) return this.#side(side.dataset.side);
    const tag = target.closest(".desk-dock [data-tag]");
    if (tag) return this.#tag(tag.dataset.tag);
    const verb = target.closest("[data-do]");
    if (verb) return this.#do(verb.dataset.do);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const jump = target.closest("[data-jump]");
    const beside = target.closest(".beside-event [data-choose]");
    const asked = target.closest(".beside-list [data-item]");
    if (jump ?? beside ?? asked) event.preventDefault();
    if (jump) return this.#go(jump.dataset.jump);
    if (beside) return this.#chooseEvent(beside.closest(".beside-event"));
    if (asked) return this.#goToItem(asked.dataset.item);
    const row = target.closest(".said");
    if (row && !target.closest("a, button") && !String(getSelection())) this.#choose(row);
  }

  async #goToItem(id) {
    const there = this.#rowOf(id);
    if (there) return this.#choose(there);
    location.search = `?item=${id}`;
  }

  #do(verb) {
    const ids = this.#chosen;
    if (verb === "cancel") return this.#cancel();
    if (verb === "keys") return this.querySelector(".desk-keys").showModal();
    if (!ids.length) return;
    if (verb === "event") return this.#open(`${this.getAttribute("event")}?${ids.map((id) => `item=${id}`).join("&")}`);
    if (verb === "feed") return this.#feed(this.#event, ids);
    return this.#open(`${this.getAttribute("message")}${ids[0]}/?part=${verb}`);
  }

  #hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !this.#list) return;
    if (event.key === "Escape" && event.target.closest?.("#desk-form")) return this.#cancel();
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const isElsewhere = event.target.closest?.("a, button, summary") && !event.target.closest(".said");
    const work = this.#workOf(event.key, isElsewhere);
    if (!work) return;
    event.preventDefault();
    work();
  }

  #workOf(key, isElsewhere) {
    const tag = this.querySelector(`.desk-dock [data-tag][data-key="${CSS.escape(key.toLowerCase())}"]`);
    if (tag) return () => this.#tag(tag.dataset.tag);
    const always = {
      j: () => this.#walk(1),
      k: () => this.#walk(-1),
      n: () => this.#walkTagged(1),
      p: () => this.#walkTagged(-1),
      x: () => this.#add(),
      e: () => this.#do("event"),
      f: () => this.#do("feed"),
      q: () => this.#do("question"),
      h: () => this.#do("hypothesis"),
      g: () => this.#goToEvent(),
      t: () => this.#askTime(),
      "?": () => this.#do("keys"),
    };
    const here = {
      ArrowDown: always.j,
      ArrowUp: always.k,
      Home: () => this.#list.edge(false).then((row) => this.#choose(row)),
      End: () => this.#list.edge(true).then((row) => this.#choose(row)),
      Enter: () => this.#row?.querySelector(".said-open").click(),
    };
    return always[key] ?? (isElsewhere ? undefined : here[key]);
  }

  async #walk(step) {
    const from = this.#row?.isConnected ? this.#row : this.#list.first;
    const next = from && (await this.#list.beside(from, step));
    if (next) this.#choose(next);
  }

  async #walkTagged(step) {
    const here = this.#row?.dataset.mark ?? "";
    const behind = this.#tagged.filter((mark) => Math.sign(compareMarks(mark, here)) === step);
    const next = step > 0 ? behind[0] : behind.at(-1);
    if (next) return this.#go(next);
    this.#say(step > 0 ? "No tagged message after this one." : "No tagged message before this one.");
  }

  #add() {
    const id = this.#row?.dataset.item;
    if (!id) return;
    if (!this.#several.delete(id)) this.#several.add(id);
    this.#walk(1);
  }

  // A time that was typed

  #askTime() {
    this.querySelector(".desk-narrow").open = true;
    const field = this.querySelector("#at");
    field.value = this.#row?.querySelector("time").dateTime.slice(0, 19) ?? "";
    field.focus();
  }

  /** A time alone is gone to at once; anything else narrows the conversation and is asked of the server. */
  #asked(event) {
    const form = event.target;
    if (!form.matches(".desk-filters") || !form.elements.at.value) return;
    const asked = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && name !== "at"));
    if (String(asked) !== String(new URLSearchParams(this.getAttribute("narrowed")))) return;
    event.preventDefault();
    const zone = /(Z|[+-]\d\d:\d\d)$/.exec(this.#row?.querySelector("time").dateTime ?? "Z")[0];
    const at = new Date(form.elements.at.value + zone);
    this.#go(`${at.toISOString().replace("Z", "000+00:00")}~0`);
  }
}

/** Bring an element into the middle of a box that scrolls, without moving the page. */
function scrollWithin(box, element) {
  const { top } = element.getBoundingClientRect();
  box.scrollTop += top - box.getBoundingClientRect().top - box.clientHeight / 2;
}

function isTyping(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
}

function isSeen(row, box) {
  const { top, bottom } = row.getBoundingClientRect();
  const edge = box.getBoundingClientRect();
  return bottom > edge.top && top < edge.bottom;
}

async function ask(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer;
}

function parsed(markup) {
  const place = document.createElement("template");
  place.innerHTML = markup.trim();
  return place.content.firstElementChild ?? document.createElement("div");
}

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
}

customElements.define("reading-desk", ReadingDesk);
