/** <wording-coach kind="..." field="...">: the field inside is listened to while it is written.
 *
 * What the server hears gets a soft underline; a card at the word says why and offers better words. Nothing
 * takes the focus and nothing blocks: the field inside stays a plain field. `asks` offers what to ask next too.
 * Of the kind "account", which is written in confidence, only questions are shown, and what is dismissed is
 * remembered by this tab alone.
 */
import { Card } from "../modules/coach/card.js";
import { Hearing } from "../modules/coach/hearing.js";
import { Leaving } from "../modules/coach/leaving.js";
import { isAccept, isLeave, isNext } from "../modules/coach/keys.js";
import { Mirror } from "../modules/coach/mirror.js";
import { pauseAfter, smoothed } from "../modules/coach/pause.js";
import { betterWords, carried, findingAt, nextAfter } from "../modules/coach/spans.js";
import { inWords, shown, summary } from "../modules/coach/telling.js";

const SPOKEN = 1200; // milliseconds without a key until a count is read out

class WordingCoach extends HTMLElement {
  #field;
  #mirror;
  #card;
  #hearing;
  #leaving;
  #line;
  #count;
  #done;
  #text = "";
  #marks = [];
  #took = 0;
  #isAsking = false;
  #isOwed = false;
  #pause;
  #speech;
  #follow = () => this.#card?.isOpen && this.#card.place(this.#mirror.places(this.#card.finding ?? {}));

  connectedCallback() {
    this.#field = this.querySelector("textarea, input");
    if (!this.#field || this.#line) return;
    this.addEventListener("focusin", () => this.#begin(), { once: true });
  }

  disconnectedCallback() {
    clearTimeout(this.#pause);
    clearTimeout(this.#speech);
    this.#mirror?.end();
    window.removeEventListener("scroll", this.#follow, true);
    window.removeEventListener("resize", this.#follow);
  }

  get #isPrivate() {
    return this.getAttribute("kind") === "account";
  }

  #begin() {
    const field = this.#field;
    const kind = this.getAttribute("kind");
    const place = this.#isPrivate ? "" : (document.body.dataset.place ?? "");
    const where = { kind: ["paragraph", "account", "question"].includes(kind) ? "" : kind, place, field: this.getAttribute("field") ?? "" };
    this.#hearing = new Hearing("/api/language/check", where);
    this.#leaving = new Leaving(where, this.#isPrivate);
    this.#mirror = new Mirror(field);
    this.#card = new Card(this, !this.#isPrivate);
    this.#addLines();
    field.setAttribute("aria-keyshortcuts", "Alt+. Alt+Enter Alt+,");
    field.addEventListener("input", () => this.#written());
    field.addEventListener("scroll", () => (this.#mirror.follow(), this.#follow()));
    field.addEventListener("click", (event) => this.#pointed(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("keyup", () => this.#mirror.follow());
    this.addEventListener("focusin", () => this.#field.value !== this.#text && this.#written());
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.#card.close());
    this.addEventListener("coach-take", () => this.#take());
    this.addEventListener("coach-leave", () => this.#leave());
    this.addEventListener("coach-word", () => this.#leave(true));
    this.addEventListener("coach-again", () => this.#again());
    window.addEventListener("scroll", this.#follow, { capture: true, passive: true });
    window.addEventListener("resize", this.#follow);
    this.#ask();
  }

  #addLines() {
    this.#line = Object.assign(document.createElement("p"), { className: "visually-hidden", role: "status", id: `coach-${++nth}` });
    this.#count = Object.assign(document.createElement("button"), { className: "coach-count", type: "button", tabIndex: -1, hidden: true });
    this.#count.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#count.addEventListener("click", () => this.#next());
    this.append(this.#count, this.#line);
    const described = this.#field.getAttribute("aria-describedby");
    this.#field.setAttribute("aria-describedby", [described, this.#line.id].filter(Boolean).join(" "));
  }

  /** The marks move with the words at once; what the new words say is heard after a pause. */
  #written() {
    this.#marks = carried(this.#marks, this.#text, this.#field.value);
    this.#text = this.#field.value;
    this.#card.close();
    this.#draw();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#ask(), pauseAfter(this.#took));
  }

  async #ask() {
    if (this.#isAsking) {
      this.#isOwed = true;
      return;
    }
    this.#isAsking = true;
    const text = this.#field.value;
    const begun = performance.now();
    try {
      const heard = await this.#hearing.of(text);
      this.#took = smoothed(this.#took, performance.now() - begun);
      const marks = shown(heard, { asks: this.hasAttribute("asks"), isPrivate: this.#isPrivate }).filter((each) => !this.#leaving.holds(each));
      this.#marks = carried(marks, text, this.#field.value);
      this.#text = this.#field.value;
      this.#draw();
      this.#tell();
      this.#sayDone(heard.action);
    } catch {
      // No answer, no underline: the next pause asks again.
      this.#took = smoothed(this.#took, performance.now() - begun);
    } finally {
      this.#isAsking = false;
      if (this.#isOwed) {
        this.#isOwed = false;
        this.#ask();
      }
    }
  }

  #draw() {
    if (this.#card.finding && !this.#marks.includes(this.#card.finding)) {
      const { start, end, rule } = this.#card.finding;
      const same = this.#marks.find((each) => each.start === start && each.end === end && each.rule === rule);
      if (same) this.#card.finding = same;
      else this.#card.close();
    }
    this.#mirror.draw(this.#text, this.#marks, this.#card.finding);
    this.#count.hidden = !this.#marks.length;
    this.#count.textContent = inWords(this.#marks.length);
    this.dispatchEvent(new CustomEvent("coach-heard", { bubbles: true, detail: { count: this.#marks.length } }));
  }

  #tell() {
    clearTimeout(this.#speech);
    const words = summary(this.#marks);
    if (words !== this.#line.textContent) this.#speech = setTimeout(() => this.#card.isOpen || this.#say(words), SPOKEN);
  }

  /** What an action says of itself: a stranger could tell by it that it is done. */
  #sayDone(action) {
    const words = action?.is_verifiable ? action.done : "";
    if (words && !this.#done) this.after((this.#done = Object.assign(document.createElement("p"), { className: "coach-done" })));
    if (this.#done) this.#done.textContent = words;
  }

  #say(words) {
    clearTimeout(this.#speech);
    this.#line.textContent = words;
  }

  #pointed(event) {
    const mark = this.#mirror.markUnder(event.clientX, event.clientY);
    if (mark) this.#show(mark);
    else this.#close();
  }

  #pressed(event) {
    if (event.key === "Escape" && this.#card.isOpen) {
      event.stopPropagation();
      event.preventDefault();
      this.#close();
    } else if (isNext(event) && this.#marks.length) {
      event.preventDefault();
      this.#next();
    } else if (isAccept(event) && this.#current()) {
      event.preventDefault();
      this.#take();
    } else if (isLeave(event) && this.#current()) {
      event.preventDefault();
      this.#leave();
    }
  }

  #current() {
    return this.#card.finding ?? findingAt(this.#marks, this.#field.selectionStart);
  }

  #next() {
    const mark = nextAfter(this.#marks, this.#field.selectionStart, this.#card.finding);
    if (!mark) return;
    this.#field.focus();
    this.#field.setSelectionRange(mark.end, mark.end);
    this.#show(mark);
  }

  #show(mark) {
    this.#card.finding = mark;
    this.#mirror.draw(this.#text, this.#marks, mark);
    const [box] = this.#mirror.places(mark);
    const frame = this.#field.getBoundingClientRect();
    if (box && (box.top < frame.top || box.bottom > frame.bottom)) {
      this.#field.scrollTop += box.top - frame.top - frame.height / 2;
      this.#mirror.follow();
    }
    this.#card.show(mark, this.#text, this.#mirror.places(mark));
    this.#say(this.#card.element.innerText.replaceAll(/\s*\n+\s*/g, ". "));
  }

  #close() {
    if (!this.#card.isOpen) return;
    if (this.#card.element.contains(document.activeElement)) this.#field.focus();
    this.#card.close();
    this.#mirror.draw(this.#text, this.#marks, null);
    this.#say("");
  }

  /** Write the better words as if they were typed: they can be undone, and whoever saves the field hears of it. */
  #take() {
    const field = this.#field;
    const better = this.#current() && betterWords(this.#text, this.#current());
    if (!better) return;
    field.focus();
    field.setSelectionRange(better.start, better.end);
    if (!document.execCommand("insertText", false, better.words)) {
      field.setRangeText(better.words, better.start, better.end, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText", data: better.words }));
    }
    this.#say(`Written: ${better.words}`);
  }

  async #leave(isWord = false) {
    const mark = this.#current();
    if (!mark) return;
    const boxes = this.#mirror.places(mark);
    this.#field.focus();
    try {
      const words = await this.#leaving.leave(mark, isWord);
      this.#hearing.forget();
      this.#marks = this.#marks.filter((each) => each !== mark);
      this.#draw();
      this.#card.showLeft(words, boxes);
      this.#say(words);
    } catch {
      this.#say("There is no connection; this could not be kept.");
    }
  }

  async #again() {
    this.#field.focus();
    this.#card.close();
    await this.#leaving.takeBack();
    this.#hearing.forget();
    this.#ask();
  }
}

let nth = 0;

customElements.define("wording-coach", WordingCoach);
