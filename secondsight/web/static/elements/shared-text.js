/** <shared-text socket names offers account own>: a text that several people write at once.
 *
 * Wraps what the server drew: the text itself, a bar of buttons (`data-verb`), where it stands (`data-part`).
 * Without scripts, or without a line to the server, the text is read here and written in the form beside it.
 */
import {
  Awareness,
  EditorState,
  EditorView,
  Y,
  baseKeymap,
  keymap,
  ySyncPlugin,
  yUndoPlugin,
} from "../vendor/writing/writing.js";
import { cursors, drawPresent } from "../modules/writing/cursors.js";
import { keep, takeKept } from "../modules/writing/keeping.js";
import { Line } from "../modules/writing/line.js";
import { Names } from "../modules/writing/names.js";
import { goTo, markAgain, passages } from "../modules/writing/passages.js";
import { schema } from "../modules/writing/schema.js";
import { Sheets } from "../modules/writing/sheets.js";
import { VERBS, inForce, keys, typed } from "../modules/writing/verbs.js";

const STATES = {
  joining: "Joining…",
  saved: "Saved",
  saving: "Saving…",
  away: "No connection. What you write stays here and is sent when it is back.",
};
const OVER = {
  junk: "The server did not understand this page. Load it again; what you wrote is kept in this browser.",
  "signed-out": "You are signed out. Sign in again; what you wrote is kept in this browser.",
  "cut-off": "This review is not for you any more.",
  gone: "This text is not there for you now.",
};
const KEPT_AFTER = 400; // milliseconds

class SharedText extends HTMLElement {
  #view = null;
  #line;
  #mayWrite = false;
  #keeping = null;
  #sheets;

  connectedCallback() {
    if (this.#line) return;
    this.sheet = this.part("text");
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.names = new Names(this.getAttribute("names"));
    this.#sheets = new Sheets(this);
    this.key = `secondsight:text:${this.getAttribute("own")}:${this.getAttribute("account")}`;
    const address = new URL(this.getAttribute("socket"), location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#line = new Line(address, this.doc, this.awareness);
    takeKept(this.key, this.doc);
    this.#line.addEventListener("told", ({ detail }) => this.#told(detail));
    this.#line.addEventListener("joined", () => this.#open());
    this.#line.addEventListener("state", ({ detail }) => this.#stand(detail));
    this.#line.addEventListener("over", ({ detail }) => this.#over(detail));
    this.awareness.on("change", () => drawPresent(this.part("present"), this.awareness, this.doc.clientID));
    this.doc.on("update", (_, origin) => origin !== this.#line && this.#keep());
    this.closest("live-region")?.addEventListener("changed", () => this.names.refresh());
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("htmx:afterSettle", () => this.#view && markAgain(this.#view));
    roving(this.part("bar"));
  }

  disconnectedCallback() {
    this.#line?.end();
    this.#view?.destroy();
  }

  /** The part of the page that the server drew for something. */
  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** The editor, once the text is here. */
  get view() {
    return this.#view;
  }

  #told({ mayWrite }) {
    this.#mayWrite = mayWrite;
    this.part("bar").hidden = !mayWrite;
    this.#view?.setProps({ editable: () => mayWrite });
  }

  #open() {
    if (this.#view) return;
    const text = this.doc.getXmlFragment("text");
    const state = EditorState.create({
      schema,
      plugins: [
        ySyncPlugin(text),
        cursors(this.awareness),
        yUndoPlugin(),
        passages(() => this.#comments()),
        typed,
        keys,
        keymap(baseKeymap),
      ],
    });
    this.sheet.replaceChildren();
    const element = this;
    this.#view = new EditorView(this.sheet, {
      state,
      editable: () => this.#mayWrite,
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": this.getAttribute("label"),
        class: "prose writing-text",
      },
      nodeViews: { moment: this.names.view, person: this.names.view },
      handleTextInput: (view, from, _to, typed) => this.#sign(view, from, typed),
      // Called while the view is made, too.
      dispatchTransaction(change) {
        this.updateState(this.state.apply(change));
        element.#showForce(this.state);
      },
    });
    this.toggleAttribute("open", true);
    markAgain(this.#view);
  }

  /** "@" asks for a person, "#" after a space for a moment; at a line's beginning it makes a heading. */
  #sign(view, from, typed) {
    const before = view.state.doc.textBetween(Math.max(0, from - 1), from, "\n", "\n");
    const isFree = before === "" || /\s/.test(before);
    const kind = typed === "@" && isFree ? "person" : typed === "#" && before === " " ? "moment" : null;
    if (kind) queueMicrotask(() => this.#sheets.name(kind, 1));
    return false;
  }

  #comments() {
    return [...this.querySelectorAll("[data-comment][data-begins]")].map(({ dataset }) => ({
      id: dataset.comment,
      begins: dataset.begins,
      ends: dataset.ends,
    }));
  }

  #press(event) {
    const link = event.target.closest(".ProseMirror a[href]");
    if (link && (event.ctrlKey || event.metaKey || link.matches(".named"))) {
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    }
    const commented = event.target.closest(".passage-comment blockquote")?.parentElement;
    if (commented?.dataset.begins && this.#view) goTo(this.#view, commented.dataset);
    const verb = event.target.closest("button[data-verb]")?.dataset.verb;
    if (!verb || !this.#view) return;
    if (verb === "link") this.#sheets.link();
    else if (verb === "comment") this.#sheets.comment();
    else if (verb === "moment" || verb === "person") this.#sheets.name(verb);
    else {
      VERBS[verb](this.#view.state, this.#view.dispatch);
      this.#view.focus();
    }
  }

  #showForce(state) {
    const force = inForce(state);
    for (const button of this.part("bar").querySelectorAll("[data-verb]")) {
      if (button.dataset.verb in force) button.setAttribute("aria-pressed", String(force[button.dataset.verb]));
    }
  }

  #stand(state) {
    const where = this.part("state");
    where.dataset.state = state;
    where.textContent = STATES[state];
    if (state === "away") this.part("trouble").textContent = STATES.away;
    else if (state === "saved") this.part("trouble").textContent = "";
    if (state === "saved") this.#keep();
  }

  #over(why) {
    this.#mayWrite = false;
    this.part("state").textContent = "";
    this.part("trouble").textContent = OVER[why];
    this.part("bar").hidden = true;
    this.#view?.setProps({ editable: () => false });
    if (why === "cut-off" || why === "gone") {
      this.#view?.destroy();
      this.sheet.replaceChildren();
      keep(this.key, this.doc, false);
    }
  }

  #keep() {
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => keep(this.key, this.doc, this.#line.isUnsaved), KEPT_AFTER);
  }
}

/** One stop for Tab, arrows within: as a toolbar is gone through. */
function roving(bar) {
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = buttons.indexOf(document.activeElement);
    const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : place + step;
    if (place < 0 || Number.isNaN(next)) return;
    event.preventDefault();
    const button = buttons[(next + buttons.length) % buttons.length];
    buttons.forEach((one) => (one.tabIndex = one === button ? 0 : -1));
    button.focus();
  });
}

customElements.define("shared-text", SharedText);
