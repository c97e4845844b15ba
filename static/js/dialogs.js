/** What all dialogs share. */

/**
 * A click beside a dialog closes it: one that begins and ends there, so not a selection that was dragged out of it.
 *
 * @param {HTMLDialogElement} dialog
 */
export function closeBeside(dialog) {
  let pressed = false;
  dialog.addEventListener("pointerdown", (event) => {
    pressed = isBeside(dialog, event);
  });
  dialog.addEventListener("click", (event) => {
    if (pressed && isBeside(dialog, event)) dialog.close();
    pressed = false;
  });
}

/**
 * @param {HTMLDialogElement} dialog whose backdrop and padding are both itself
 * @param {MouseEvent} event
 */
function isBeside(dialog, { target, clientX, clientY }) {
  const { left, top, right, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}
