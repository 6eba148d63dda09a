/** The sheets that a text's bar opens: a link, a moment or a person, a comment. */
import { TextSelection } from "../../vendor/writing/writing.js";
import { selected } from "./passages.js";
import { Picker } from "./picker.js";
import { isWeb, schema } from "./schema.js";

export class Sheets {
  #picker;

  constructor(element) {
    this.element = element;
    this.part = (name) => element.part(name);
    this.#picker = new Picker(element);
    this.part("link-sheet").addEventListener("close", () => this.#linked());
    this.part("comment-sheet").addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) this.part("comment-sheet").close();
    });
    this.part("comment-form").addEventListener("htmx:afterRequest", (event) => {
      if (!event.detail.successful) return;
      this.part("comment-sheet").close();
      this.element.view?.focus();
    });
  }

  /** Put a moment or a person where the cursor is; the sign that asked for it is taken away. */
  async name(kind, sign = 0) {
    const view = this.element.view;
    const row = await this.#picker.ask(kind);
    view.focus();
    if (!row) return;
    this.element.names.learn(row);
    const { from, to } = view.state.selection;
    const node = schema.nodes[kind].create({ id: row.id });
    const tr = view.state.tr.replaceWith(Math.max(from - sign, 0), to, [node, schema.text(" ")]);
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from - sign + node.nodeSize + 1)).scrollIntoView());
  }

  /** Ask where the selected words lead to. */
  link() {
    const { state } = this.element.view;
    const { from, to, $from, empty } = state.selection;
    if (empty && !schema.marks.link.isInSet($from.marks())) {
      this.part("trouble").textContent = "Select the words that are to be a link first.";
      return;
    }
    let href = "";
    state.doc.nodesBetween(from, Math.max(to, from + 1), (node) => {
      href ||= schema.marks.link.isInSet(node.marks)?.attrs.href ?? "";
    });
    this.part("link-address").value = href;
    this.part("link-sheet").showModal();
  }

  /** Ask what is to be said of the selected passage. */
  comment() {
    const { quoted, begins, ends } = selected(this.element.view.state);
    const form = this.part("comment-form");
    Object.entries({ quoted, begins, ends, once: "" }).forEach(([name, value]) => (form.elements[name].value = value));
    form.elements.words.value = "";
    const shown = this.part("comment-quoted");
    shown.textContent = quoted;
    shown.hidden = !quoted;
    this.part("comment-sheet").showModal();
    form.elements.words.focus();
  }

  #linked() {
    const sheet = this.part("link-sheet");
    const view = this.element.view;
    const isAsked = sheet.returnValue === "link";
    sheet.returnValue = "";
    view.focus();
    if (!isAsked) return;
    const href = this.part("link-address").value.trim();
    const { from, to } = linkAround(view.state);
    const tr = view.state.tr.removeMark(from, to, schema.marks.link);
    view.dispatch(isWeb(href) ? tr.addMark(from, to, schema.marks.link.create({ href })) : tr);
  }
}

/** The selection, or where nothing is selected the whole link that the cursor stands in. */
function linkAround(state) {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to };
  let start = $from.start();
  let found = { from, to };
  $from.parent.forEach((node) => {
    const end = start + node.nodeSize;
    if (schema.marks.link.isInSet(node.marks) && start <= from && from <= end) found = { from: start, to: end };
    start = end;
  });
  return found;
}
