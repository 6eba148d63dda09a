/** What a shared text consists of. The names are those of `secondsight/base/rich_text/nodes.py`. */
import { Schema } from "../../vendor/writing/writing.js";

const words = "inline*";

function named(kind) {
  return {
    inline: true,
    group: "inline",
    atom: true,
    selectable: true,
    attrs: { id: { default: "" } },
    // Its label is drawn by a view of its own (`names.js`), for it changes with what it names.
    toDOM: (node) => [`span`, { class: `named named--${kind}`, "data-kind": kind, "data-id": node.attrs.id }],
    parseDOM: [{ tag: `[data-kind="${kind}"][data-id]`, getAttrs: (dom) => ({ id: dom.dataset.id }) }],
  };
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: words, group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      content: words,
      group: "block",
      defining: true,
      attrs: { level: { default: 2 } },
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      // The page has the first level, as where it is read.
      toDOM: (node) => [`h${Math.min(6, node.attrs.level + 1)}`, 0],
    },
    blockquote: {
      content: "block+",
      group: "block",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", 0],
    },
    bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: {
      content: "list_item+",
      group: "block",
      attrs: { order: { default: 1 } },
      parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: Number(dom.getAttribute("start")) || 1 }) }],
      toDOM: (node) => ["ol", node.attrs.order === 1 ? {} : { start: node.attrs.order }, 0],
    },
    list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    code_block: {
      content: "text*",
      marks: "",
      group: "block",
      code: true,
      defining: true,
      attrs: { language: { default: "" } },
      parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
      toDOM: () => ["pre", ["code", 0]],
    },
    // What was written in Markdown and has no other node: a table, a picture from elsewhere.
    markdown: {
      content: "text*",
      marks: "",
      group: "block",
      code: true,
      defining: true,
      parseDOM: [{ tag: "pre[data-markdown]", preserveWhitespace: "full", priority: 60 }],
      toDOM: () => ["pre", { "data-markdown": "", class: "writing-markdown" }, ["code", 0]],
    },
    horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    figure: {
      group: "block",
      atom: true,
      draggable: true,
      attrs: { caption: { default: "" }, address: { default: "" } },
      parseDOM: [
        {
          tag: "figure[data-address]",
          getAttrs: (dom) => ({ caption: dom.dataset.caption ?? "", address: dom.dataset.address }),
        },
      ],
      toDOM: (node) => [
        "figure",
        { class: "writing-figure", "data-address": node.attrs.address, "data-caption": node.attrs.caption },
        ["figcaption", `A figure of the timeline: ${node.attrs.caption || "without a caption"}`],
      ],
    },
    moment: named("moment"),
    person: named("person"),
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    text: { group: "inline" },
  },
  marks: {
    link: {
      attrs: { href: { default: "" }, title: { default: "" } },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (dom) => (isWeb(dom.getAttribute("href")) ? { href: dom.getAttribute("href"), title: dom.title } : false),
        },
      ],
      toDOM: (mark) => ["a", { ...(isWeb(mark.attrs.href) && { href: mark.attrs.href }), rel: "noopener noreferrer nofollow" }, 0],
    },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    strike: { parseDOM: [{ tag: "s" }, { tag: "del" }], toDOM: () => ["s", 0] },
    code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  },
});

/** Whether an address is one that a text may lead to. */
export function isWeb(address) {
  return /^(https?:\/\/|mailto:)\S+$/i.test(address ?? "");
}
