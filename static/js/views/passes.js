/** Which of a program's backward passes is shown: a training loop runs one a turn. */

import { byId, html } from "../dom.js";

/** @param {import("../types.js").PageStore} store */
export function passesView(store) {
  const box = byId("passes");
  const choice = byId("pass", HTMLSelectElement);
  choice.onchange = () => store.set({ pass: Number(choice.value), playing: false });

  store.on(["passes"], ({ passes }) => {
    const count = passes?.count ?? 0;
    box.hidden = count < 2;
    if (choice.options.length !== count) {
      const options = Array.from({ length: count }, (_, i) =>
        html("option", { value: i }, `${i + 1} of ${count}`),
      );
      choice.replaceChildren(...options);
    }
    if (passes) choice.value = String(passes.index);
  });
}
