/** Where the others are: a mark in their colour with their name, and a list of who is here. */
import { yCursorPlugin } from "../../vendor/writing/writing.js";

/** The plugin that draws cursors. Colours are classes, for the page allows no styles of its own. */
export function cursors(awareness) {
  return yCursorPlugin(awareness, {
    cursorBuilder: (user) => {
      const mark = document.createElement("span");
      mark.className = `cursor-of hand--${colour(user)}`;
      mark.setAttribute("aria-hidden", "true");
      const name = mark.appendChild(document.createElement("span"));
      name.className = "cursor-name";
      name.textContent = user.name ?? "";
      // So that the cursor has a place between letters of any script.
      mark.prepend("\u2060");
      mark.append("\u2060");
      return mark;
    },
    selectionBuilder: (user) => ({ class: `selection-of hand--${colour(user)}` }),
  });
}

/** Draw who is here into a list, each person once. */
export function drawPresent(list, awareness, own) {
  const people = new Map();
  for (const [id, state] of awareness.getStates()) {
    if (id !== own && state.user?.name) people.set(state.user.name, state.user);
  }
  const drawn = [...people.values()].map((user) => {
    const item = document.createElement("li");
    item.className = `present hand--${colour(user)}`;
    item.textContent = user.name;
    return item;
  });
  list.replaceChildren(...drawn);
  list.hidden = !drawn.length;
}

function colour(user) {
  return Number.isInteger(user.colour) ? user.colour % 8 : 0;
}
