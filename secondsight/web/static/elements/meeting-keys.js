/** <meeting-keys>: everything on a console or a scribe's desk by keys, as long as no field has them.
 *
 * A letter begins a line of its kind; any other key presses the button that bears it. data-people says what
 * digits do: "press" the button of a person (who was heard), or "choose" who said the line.
 */
class MeetingKeys extends HTMLElement {
  #heard = (event) => this.#hear(event);
  #noted = () => this.#form?.elements.words.blur();

  connectedCallback() {
    document.addEventListener("keydown", this.#heard);
    this.closest("live-meeting")?.addEventListener("noted", this.#noted);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#heard);
    this.closest("live-meeting")?.removeEventListener("noted", this.#noted);
  }

  get #form() {
    return this.querySelector("form[data-capture]");
  }

  #hear(event) {
    if (event.ctrlKey || event.metaKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.altKey) return;
    if (this.#begins(event.key) || this.#chooses(event.key) || this.#presses(event.key)) event.preventDefault();
  }

  #begins(key) {
    const kind = this.#form?.querySelector(`[name="kind"][data-key="${CSS.escape(key)}"]`);
    if (!kind) return false;
    kind.checked = true;
    this.#form.elements.words.focus();
    return true;
  }

  #chooses(key) {
    if (this.dataset.people !== "choose" || !/^[0-9]$/.test(key)) return false;
    const who = this.#form.elements.said_by;
    if (who.options[Number(key)]) who.selectedIndex = Number(key);
    return true;
  }

  #presses(key) {
    if (key === "e") {
      const mine = [...this.querySelectorAll(".line.is-mine .line-change")];
      mine.at(-1)?.click();
      return mine.length > 0;
    }
    const button = this.querySelector(`button[data-key="${CSS.escape(key)}"]`);
    button?.click();
    return Boolean(button);
  }
}

function isTyping(target) {
  return target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

customElements.define("meeting-keys", MeetingKeys);
