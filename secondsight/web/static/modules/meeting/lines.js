/** The list of captured lines on a page: each once, in the order in which the server took them. */

/** Put a line where it belongs, or exchange it for a newer one; an older answer that comes late changes nothing.
 *
 * @param {Element} list
 * @param {{id: string, place: number, number: number, html: string}} told  as the server drew it
 * @returns {Element|null}  the line, null where nothing changed
 */
export function place(list, told) {
  const there = list.querySelector(`[data-id="${CSS.escape(told.id)}"]`);
  if (there && !there.dataset.waiting && Number(there.dataset.number) >= told.number) return null;
  const line = parsed(told.html);
  if (there) there.remove();
  const after = [...list.querySelectorAll("[data-place]")].find((each) => Number(each.dataset.place) > told.place);
  list.insertBefore(line, after ?? list.querySelector("[data-waiting]"));
  return line;
}

/** Show the lines that wait to be sent below those that are in. */
export function showWaiting(list, queue, labels, discard) {
  for (const each of list.querySelectorAll("[data-waiting]")) {
    if (!queue.some((line) => line.id === each.dataset.id && (line.why ?? "") === each.dataset.waiting.slice(1))) each.remove();
  }
  for (const line of queue) {
    if (list.querySelector(`[data-id="${CSS.escape(line.id)}"]`)) continue;
    list.append(waiting(line, labels[line.kind] ?? "", discard));
  }
}

function waiting(line, label, discard) {
  const row = document.createElement("li");
  row.className = "line line--waiting";
  row.dataset.id = line.id;
  row.dataset.waiting = `-${line.why ?? ""}`;
  row.append(paragraph("line-kind tag", label), paragraph("line-words", line.words));
  row.append(paragraph("line-facts", line.why ? `Not taken: ${line.why}` : "Kept here until it is sent"));
  if (line.why) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small button--quiet";
    button.textContent = "Put it back into the field";
    button.addEventListener("click", () => discard(line));
    row.append(button);
  }
  return row;
}

function paragraph(name, words) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = words;
  return made;
}

/** Return the one element that some markup of our own server is. */
export function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}
