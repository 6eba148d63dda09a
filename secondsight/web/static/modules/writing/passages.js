/** Comments on passages: where they stand in a text that changes, and the sheet that takes a new one. */
import {
  Decoration,
  DecorationSet,
  Plugin,
  PluginKey,
  TextSelection,
  Y,
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "../../vendor/writing/writing.js";

const KEY = new PluginKey("passages");

/** The plugin that marks the passages of the comments in `list` (a function, for the list is fetched again). */
export function passages(list) {
  return new Plugin({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply: (change, _before, _old, state) => marked(state, list()),
    },
    props: { decorations: (state) => KEY.getState(state) },
  });
}

/** Draw the marks again, after the list was fetched. */
export function markAgain(view) {
  view.dispatch(view.state.tr.setMeta(KEY, true).setMeta("addToHistory", false));
}

/** The passage that is selected, as a comment's form takes it; the text as a whole where none is. */
export function selected(state) {
  const { from, to, empty } = state.selection;
  if (empty) return { quoted: "", begins: "", ends: "" };
  const place = (at) => {
    const sync = ySyncPluginKey.getState(state);
    return toText(Y.encodeRelativePosition(absolutePositionToRelativePosition(at, sync.type, sync.binding.mapping)));
  };
  const quoted = state.doc.textBetween(from, to, " ", " ").trim().slice(0, 500);
  return { quoted, begins: place(from), ends: place(to) };
}

/** Go to the passage of a comment. Whether it is there still. */
export function goTo(view, row) {
  const found = where(view.state, row);
  if (!found) return false;
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(found.from), doc.resolve(found.to))).scrollIntoView());
  view.focus();
  return true;
}

function marked(state, rows) {
  const marks = [];
  for (const row of rows) {
    const found = where(state, row);
    if (found) marks.push(Decoration.inline(found.from, found.to, { class: "commented", "data-comment": row.id }));
  }
  return DecorationSet.create(state.doc, marks);
}

function where(state, { begins, ends }) {
  const sync = ySyncPluginKey.getState(state);
  if (!begins || !ends || !sync?.binding) return null;
  const at = (place) => {
    try {
      const relative = Y.decodeRelativePosition(fromText(place));
      return relativePositionToAbsolutePosition(sync.doc, sync.type, relative, sync.binding.mapping);
    } catch {
      return null;
    }
  };
  const [from, to] = [at(begins), at(ends)];
  return from !== null && to !== null && from < to && to <= state.doc.content.size ? { from, to } : null;
}

function toText(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

function fromText(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
