/** <live-meeting>: one screen of a live session. It follows the room, and catches what is typed into it.
 *
 * The server pushes the stage and each line as it drew them. Every push has a number; where one is missing, what
 * came since the last is asked for. What is typed is kept in the browser until the server has it.
 */
import { place, parsed, showWaiting } from "../modules/meeting/lines.js";
import { Outbox } from "../modules/meeting/outbox.js";
import { isWriting, settled } from "../modules/patience.js";
import { listen } from "../modules/stream.js";

const PRESENT = 110_000; // milliseconds between signs of being there
const BURST = 80;
const PARTS = 400;

class LiveMeeting extends HTMLElement {
  #end = () => {};
  #last = 0;
  #outbox;
  #timer;
  #catchUp = settled(() => this.#ask(), BURST);
  // Parts that htmx fetches again; one in which somebody is writing waits for the next time.
  #refresh = settled(() => this.#told("refresh", "#room-parts"), PARTS);
  #reread = settled(() => this.#told("reread", "#prompts"), PARTS);
  #online = () => this.#outbox?.flush();

  connectedCallback() {
    this.#last = Number(this.dataset.last);
    this.#outbox = new Outbox(
      `secondsight:lines:${this.dataset.account}:${this.dataset.session}`,
      (line, signal) => this.#post(this.#form.action, { ...line, once: line.id }, signal),
      (queue, answer) => this.#noted(queue, answer),
    );
    this.#end = listen(this.getAttribute("src"), () => this.#back(), (isLost) => this.#say(isLost), {
      line: (told) => this.#line(told),
      stage: (told) => this.#stage(told),
    });
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    for (const moment of ["staged", "captured"]) this.addEventListener(moment, this.#refresh);
    for (const moment of ["moved", "captured"]) this.addEventListener(moment, this.#reread);
    // What was in it may be off the record now.
    this.querySelector("dialog").addEventListener("close", (event) => event.target.replaceChildren());
    window.addEventListener("online", this.#online);
    this.#timer = setInterval(() => this.#post(this.dataset.arrival, {}).catch(() => {}), PRESENT);
    this.#own(this.querySelectorAll(".line"));
    this.#noted(this.#outbox.queue);
    this.#outbox.flush();
  }

  disconnectedCallback() {
    this.#end();
    clearInterval(this.#timer);
    window.removeEventListener("online", this.#online);
  }

  get #form() {
    return this.querySelector("form[data-capture]");
  }

  get #list() {
    return this.querySelector("#lines");
  }

  #back() {
    this.#catchUp();
    this.#outbox.flush();
  }

  #counts(number) {
    const isGap = number > this.#last + 1;
    if (isGap) this.#catchUp();
    else this.#last = Math.max(this.#last, number);
  }

  #line(told) {
    this.#counts(told.number);
    this.#put(told);
  }

  #put(told) {
    const line = this.#list && place(this.#list, told);
    if (!line) return;
    this.#own([line]);
    this.dispatchEvent(new CustomEvent("captured", { detail: line }));
  }

  #stage(told) {
    this.#counts(told.number);
    this.#draw(told.html);
  }

  #draw(html) {
    const there = this.querySelector("#stage");
    const stage = parsed(html);
    if (!there || Number(stage.dataset.number) < Number(there.dataset.number)) return;
    const isMoved = there.dataset.event !== stage.dataset.event;
    const isOver = stage.dataset.over !== undefined && there.dataset.over === undefined;
    there.replaceWith(stage);
    this.#remember(stage);
    const moment = this.#form?.elements.moment;
    if (moment) moment.value = stage.dataset.event;
    this.dispatchEvent(new CustomEvent("staged"));
    if (isMoved) this.dispatchEvent(new CustomEvent("moved"));
    if (isOver) this.dispatchEvent(new CustomEvent("over"));
  }

  /** What came while we were away, or where a number is missing. */
  async #ask() {
    try {
      const answer = await fetch(`${this.dataset.news}?after=${this.#last}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const told = await answer.json();
      this.#draw(told.stage);
      for (const line of told.lines) this.#put(line);
      this.#last = Math.max(this.#last, told.number);
    } catch {
      // The stream says when it is back, and then this is asked again.
    }
  }

  #told(name, part) {
    const there = this.querySelector(part);
    if (there && !isWriting(there, document.activeElement)) this.dispatchEvent(new CustomEvent(name));
  }

  #submitted(event) {
    const form = event.target;
    if (form.matches("[data-capture]")) {
      event.preventDefault();
      this.#capture(form);
    } else if (form.matches("[data-send]") || form.closest("dialog")) {
      event.preventDefault();
      this.#send(form, event.submitter);
    }
  }

  #capture(form) {
    const said = Object.fromEntries(new FormData(form));
    const words = said.words.trim();
    if (!words) return;
    this.#outbox.add({ kind: said.kind, words, said_by: said.said_by, moment: said.moment, session: said.session });
    form.elements.words.value = "";
    form.elements.words.dispatchEvent(new Event("input", { bubbles: true }));
    this.dispatchEvent(new CustomEvent("noted"));
  }

  async #send(form, submitter) {
    const said = Object.fromEntries(new FormData(form, submitter));
    const isDialog = form.closest("dialog") !== null;
    let answer;
    try {
      answer = await this.#post(form.getAttribute("action"), said);
    } catch {
      return this.#tell("There is no connection just now. Press again when it is back.");
    }
    if (answer.ok) {
      if (isDialog) form.closest("dialog").close();
      if (form.dataset.send) this.#press(form, submitter);
      if (form.dataset.refreshes !== undefined) this.#refresh();
      form.querySelectorAll("[data-clears]").forEach((field) => (field.value = ""));
      return this.#tell("");
    }
    if (isDialog && answer.status === 422) return this.#fill(await answer.text());
    const told = await answer.json().catch(() => ({}));
    this.#tell(told.message ?? "That was not done. Load the page again.");
  }

  /** Show what one has said to a vote or a pulse: only this page knows it. */
  #press(form, submitter) {
    sessionStorage.setItem(form.dataset.send, submitter.value);
    this.#remember(this);
  }

  #remember(within) {
    for (const form of within.querySelectorAll("form[data-send]:not([data-send=''])")) {
      const said = sessionStorage.getItem(form.dataset.send);
      for (const button of form.querySelectorAll("button[value]")) {
        button.setAttribute("aria-pressed", String(button.value === said));
        if (form.dataset.once !== undefined && said) button.disabled = true;
      }
    }
  }

  async #clicked(event) {
    const link = event.target.closest?.("a.line-change");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { "X-Meeting": "asked" } });
      if (answer.ok) this.#fill(await answer.text());
    } catch {
      this.#tell("There is no connection just now.");
    }
  }

  #fill(html) {
    const dialog = this.querySelector("dialog");
    dialog.innerHTML = html;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input:not([type=hidden])")?.focus();
  }

  #post(address, said, signal) {
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const headers = { "X-CSRFToken": token, "X-Meeting": "sent", Accept: "application/json" };
    return fetch(address, { method: "POST", body: new URLSearchParams(said), headers, signal, redirect: "manual" });
  }

  #noted(queue, answer) {
    if (answer) this.#put(answer);
    if (!this.#list) return;
    const labels = Object.fromEntries([...this.querySelectorAll(".kind")].map((kind) => [kind.firstElementChild.value, kind.innerText.replace(/\s+\S$/, "")]));
    showWaiting(this.#list, queue, labels, (line) => this.#again(line));
    const waiting = queue.filter((line) => !line.why).length;
    const said = this.querySelector(".capture-said");
    if (said) said.textContent = waiting > 1 ? `${waiting} lines wait here to be sent.` : "";
  }

  #again(line) {
    this.#outbox.drop(line.id);
    this.#form.elements.words.value = line.words;
    this.#form.elements.words.focus();
  }

  /** Only who noted a line, who said it and those who lead change it: others are not offered to. */
  #own(lines) {
    const me = this.dataset.account;
    for (const line of lines) {
      line.classList.toggle("is-mine", "leads" in this.dataset || line.dataset.by === me || line.dataset.saidBy === me);
    }
  }

  #say(isLost) {
    this.#tell(isLost ? "Reconnecting… what you note is kept here and sent when the connection is back." : "");
  }

  #tell(words) {
    this.querySelector(":scope > .live-status").textContent = words;
  }
}

customElements.define("live-meeting", LiveMeeting);
