/** What one does with words: each verb by name, for buttons and keys alike. */
import {
  InputRule,
  chainCommands,
  exitCode,
  inputRules,
  keymap,
  lift,
  liftListItem,
  redo,
  setBlockType,
  sinkListItem,
  splitListItem,
  textblockTypeInputRule,
  toggleMark,
  undo,
  wrapIn,
  wrapInList,
  wrappingInputRule,
} from "../../vendor/writing/writing.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** Editor commands by the name that a button has (`data-verb`). */
export const VERBS = {
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  code: toggleMark(marks.code),
  strike: toggleMark(marks.strike),
  heading: toggled(nodes.heading, { level: 1 }),
  subheading: toggled(nodes.heading, { level: 2 }),
  bullet: listed(nodes.bullet_list),
  ordered: listed(nodes.ordered_list),
  quote: (state, dispatch) => (within(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch),
  indent: sinkListItem(nodes.list_item),
  outdent: liftListItem(nodes.list_item),
  undo,
  redo,
};

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

/** Keys; Tab stays what leads out of the text. */
export const keys = keymap({
  "Mod-b": VERBS.strong,
  "Mod-i": VERBS.em,
  "Mod-e": VERBS.code,
  "Mod-Shift-x": VERBS.strike,
  "Mod-Alt-1": VERBS.heading,
  "Mod-Alt-2": VERBS.subheading,
  "Mod-Shift-8": VERBS.bullet,
  "Mod-Shift-7": VERBS.ordered,
  "Mod-Shift-9": VERBS.quote,
  "Mod-]": VERBS.indent,
  "Mod-[": VERBS.outdent,
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  Enter: splitListItem(nodes.list_item),
  "Shift-Enter": lineBreak,
});

/** What is typed as Markdown becomes what it stands for. */
export const typed = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (found) => ({ level: found[1].length })),
    textblockTypeInputRule(/^```$/, nodes.code_block),
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
    wrappingInputRule(
      /^(\d{1,9})\.\s$/,
      nodes.ordered_list,
      (found) => ({ order: Number(found[1]) }),
      (found, node) => node.childCount + node.attrs.order === Number(found[1]),
    ),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    new InputRule(/^---$/, (state, _found, start, end) =>
      state.tr.replaceRangeWith(start, end, nodes.horizontal_rule.create()),
    ),
  ],
});

/** Which verbs are in force where the cursor is. */
export function inForce(state) {
  const { from, $from, to, empty } = state.selection;
  const has = (mark) =>
    empty ? Boolean(mark.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, mark);
  return {
    strong: has(marks.strong),
    em: has(marks.em),
    code: has(marks.code),
    strike: has(marks.strike),
    link: has(marks.link),
    heading: $from.parent.type === nodes.heading && $from.parent.attrs.level === 1,
    subheading: $from.parent.type === nodes.heading && $from.parent.attrs.level === 2,
    bullet: within(state, nodes.bullet_list),
    ordered: within(state, nodes.ordered_list),
    quote: within(state, nodes.blockquote),
  };
}

function toggled(type, attrs) {
  return (state, dispatch) => {
    const { parent } = state.selection.$from;
    const isOn = parent.type === type && parent.attrs.level === attrs.level;
    return (isOn ? setBlockType(nodes.paragraph) : setBlockType(type, attrs))(state, dispatch);
  };
}

function listed(type) {
  return (state, dispatch) =>
    (within(state, type) ? liftListItem(nodes.list_item) : wrapInList(type))(state, dispatch);
}

function within(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}
