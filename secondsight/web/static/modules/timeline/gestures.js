/** Wheel, drag, pinch and press on the picture, told as what they mean. */
const STILL = 5; // pixels that a press may move

/**
 * @param {HTMLElement} stage
 * @param {{isCursor(x: number, y: number, isTouch: boolean): boolean, slide(x: number): void, pan(by: number): void,
 *   zoom(factor: number, x: number): void, press(point: object): void, hover(point: object|null): void}} does
 */
export function listenTo(stage, does) {
  const held = new Map(); // pointer -> {x, y}
  let mode = null, begun = null, spread = 0;

  const point = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top, isTouch: event.pointerType === "touch" };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    const here = point(event);
    held.set(event.pointerId, here);
    stage.setPointerCapture(event.pointerId);
    if (held.size === 2) return (mode = "pinch"), (spread = distance(held));
    begun = here;
    mode = does.isCursor(here.x, here.y, here.isTouch) ? "slide" : "press";
    if (mode === "slide") does.slide(here.x);
  });

  stage.addEventListener("pointermove", (event) => {
    const here = point(event);
    const before = held.get(event.pointerId);
    if (!before) return does.hover(here);
    held.set(event.pointerId, here);
    if (mode === "pinch" && held.size === 2) {
      const now = distance(held);
      if (now > 0) does.zoom(spread / now, middle(held));
      spread = now;
    } else if (mode === "slide") does.slide(here.x);
    else if (mode === "pan" || Math.abs(here.x - begun.x) > STILL) {
      if (mode !== "pan") stage.classList.add("is-held");
      mode = "pan";
      does.pan(before.x - here.x);
    }
  });

  const end = (event) => {
    const here = held.get(event.pointerId);
    if (!held.delete(event.pointerId)) return;
    if (mode === "press" && event.type === "pointerup" && Math.abs(here.y - begun.y) <= 3 * STILL) does.press(here);
    if (mode === "slide" && event.type === "pointerup") does.settle();
    mode = held.size ? "pan" : null;
    stage.classList.remove("is-held");
  };
  for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, end);
  stage.addEventListener("pointerleave", () => does.hover(null));

  // Plain turning scrolls the page, unless the picture has the focus and so was meant.
  stage.addEventListener(
    "wheel",
    (event) => {
      const { x } = point(event);
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (isSideways) does.pan(event.shiftKey ? event.deltaX || event.deltaY : event.deltaX);
      else if (event.ctrlKey || event.metaKey) does.zoom(Math.exp(event.deltaY * 0.01), x);
      else if (stage.contains(document.activeElement)) does.zoom(Math.exp(event.deltaY * 0.002), x);
      else return;
      event.preventDefault();
    },
    { passive: false },
  );
}

function distance(held) {
  const [one, other] = [...held.values()];
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function middle(held) {
  const [one, other] = [...held.values()];
  return (one.x + other.x) / 2;
}
