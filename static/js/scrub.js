/** Dragging sideways on a number, like a dial. A press that does not move is a click. */

export const THRESHOLD = 3; // px before a press becomes a drag

/**
 * @param {PointerEvent} press
 * @param {object} does
 * @param {(dx: number) => void} does.move px from where the press began, once a frame
 * @param {(moved: boolean) => void} does.end false: it was a click
 */
export function followDrag(press, { move, end }) {
  const startX = press.clientX;
  const pointer = press.pointerId;
  let moved = false;
  let x = startX;
  let frame = 0;
  const scroll = new AbortController();

  function flush() {
    frame = 0;
    move(x - startX);
  }

  /** @param {PointerEvent} event */
  function onMove(event) {
    if (event.pointerId !== pointer) return;
    x = event.clientX;
    if (!moved && Math.abs(x - startX) < THRESHOLD) return;
    if (!moved) document.documentElement.classList.add("scrubbing");
    moved = true;
    event.preventDefault();
    frame ||= requestAnimationFrame(flush);
  }

  /** @param {PointerEvent} event */
  function onEnd(event) {
    if (event.pointerId !== pointer) return;
    scroll.abort();
    if (frame) {
      cancelAnimationFrame(frame);
      flush();
    }
    document.documentElement.classList.remove("scrubbing");
    end(moved || event.type === "pointercancel"); // one that became a scroll or a pinch is no click
  }

  const options = { signal: scroll.signal };
  window.addEventListener("pointermove", onMove, options);
  window.addEventListener("pointerup", onEnd, options);
  window.addEventListener("pointercancel", onEnd, options);
}
