/** What presses do at the desk. */

/** Do what was pressed.
 *
 * @param {object} verbs  the desk's own, by name
 * @param {PointerEvent} event
 */
export function press(verbs, event) {
  const { target } = event;
  const side = target.closest("button[data-side]");
  if (side) return verbs.side(side.dataset.side);
  const tag = target.closest(".desk-dock [data-tag]");
  if (tag) return verbs.tag(tag.dataset.tag);
  const verb = target.closest("[data-do]");
  if (verb) return verbs.do(verb.dataset.do);
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const jump = target.closest("[data-jump]");
  const beside = target.closest(".beside-event [data-choose]");
  const asked = target.closest(".beside-list [data-item]");
  if (jump ?? beside ?? asked) event.preventDefault();
  if (jump) return verbs.go(jump.dataset.jump, jump.dataset.opener);
  if (beside) return verbs.chooseEvent(beside.closest(".beside-event"));
  if (asked) return verbs.goToItem(asked.dataset.item);
  const row = target.closest(".said");
  if (row && !target.closest("a, button") && !String(getSelection())) verbs.take(row);
}
