/** Where one is and goes to: a time that was typed, the next tagged message, the address, the desk's own height. */
import { compareMarks } from "../windowing.js";

/** The mark of a time alone that was typed into the filters; null where something else is asked of the server. */
export function typedMark(form, narrowed, near) {
  if (!form.matches(".desk-filters") || !form.elements.at.value) return null;
  const asked = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && name !== "at"));
  if (String(asked) !== String(new URLSearchParams(narrowed))) return null;
  const zone = /(Z|[+-]\d\d:\d\d)$/.exec(near?.querySelector("time").dateTime ?? "Z")[0];
  return `${new Date(form.elements.at.value + zone).toISOString().replace("Z", "000+00:00")}~0`;
}

/** Open the field for a time, with the time of a row in it. */
export function askTime(desk, near) {
  desk.querySelector(".desk-narrow").open = true;
  const field = desk.querySelector("#at");
  field.value = near?.querySelector("time").dateTime.slice(0, 19) ?? "";
  field.focus();
}

/** Let the address name a row, so that a reload comes back to it. */
export function remember(desk, row) {
  const address = new URLSearchParams(desk.getAttribute("narrowed"));
  address.set("item", row.dataset.item);
  history.replaceState(history.state, "", `?${address}`);
}

export function isSeen(row, box) {
  const { top, bottom } = row.getBoundingClientRect();
  const edge = box.getBoundingClientRect();
  return bottom > edge.top && top < edge.bottom;
}

/** The mark of the next tagged message after (1) or before (-1) a mark; undefined without one. */
export function nextTagged(tagged, here, step) {
  const behind = tagged.filter((mark) => Math.sign(compareMarks(mark, here)) === step);
  return step > 0 ? behind[0] : behind.at(-1);
}

/** Let the desk reach to the window's edge: `again` where something above it changed, until `end`. */
export function fitted(desk) {
  const again = () => desk.style.setProperty("--desk-top", `${desk.querySelector(".desk").getBoundingClientRect().top + scrollY}px`);
  desk.querySelector(".desk-narrow").addEventListener("toggle", again);
  window.addEventListener("resize", again);
  return { again, end: () => window.removeEventListener("resize", again) };
}
