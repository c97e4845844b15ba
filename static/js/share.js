/**
 * What can be taken along of a page: the link to exactly this, the code that puts it into another page, and files.
 *
 * Whoever presses Share mostly wants the link: that is copied at once, and the rest stands below.
 */

import { byId, html } from "./dom.js";

/** @type {Record<string, string>} */
const NAMES = { webm: "WebM" };

/** @typedef {{ name: string, about: string, ways: string[] }} Keep a kind of file, in one or more formats */

/**
 * @param {() => string} address of what is on screen, for the address bar
 * @param {"/embed" | "/embed/train"} frame the page that goes into a frame
 * @param {() => Promise<Record<string, () => Promise<void>>>} load what makes a file, by format; when one is first wanted
 * @param {Keep[]} keeps
 */
export function shareView(address, frame, load, keeps) {
  const share = byId("share", HTMLButtonElement);
  const menu = byId("share-menu");
  const said = html("p", { class: "share-said", role: "status" });
  const byHand = html("textarea", { rows: 4, readonly: true, hidden: true, "aria-label": "To copy by hand" });
  byHand.onfocus = () => byHand.select();

  menu.append(
    item("Copy the link", "It leads to exactly this.", async () => {
      const copied = await copy(location.href);
      tell(
        copied ? "The link is copied." : "Copy this link, or the address bar.",
        copied ? "" : location.href,
      );
    }),
    item("Copy code for embedding", "Only the picture and its controls, in a page of yours.", async () => {
      const code = snippet(`${location.origin}${frame}${address()}`);
      const copied = await copy(code);
      tell(
        copied ? "The code is copied. Paste it into the HTML of your page." : "Copy this code.",
        copied ? "" : code,
      );
    }),
    ...keeps.map(rowOf),
    said,
    byHand,
  );
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") tell("");
  });

  share.onclick = async () => {
    history.replaceState(null, "", address());
    say(share, (await copy(location.href)) ? "Link copied" : "Copy the address bar");
  };

  /**
   * @param {string} text
   * @param {string} [shown] what has to be copied by hand
   */
  function tell(text, shown = "") {
    said.textContent = text;
    byHand.value = shown;
    byHand.hidden = shown === "";
  }

  /** @param {Keep} keep */
  function rowOf({ name, about, ways }) {
    const buttons = ways.map((way) => {
      const button = html(
        "button",
        { type: "button", "aria-label": `${name}: ${way}` },
        NAMES[way] ?? way.toUpperCase(),
      );
      button.onclick = async () => {
        tell("");
        try {
          const makes = await load();
          await makes[way]();
        } catch (error) {
          if (!menu.matches(":popover-open")) menu.showPopover(); // what was going on may have closed it
          tell(`That could not be made. ${error instanceof Error ? error.message : ""}`);
        }
      };
      return button;
    });
    return html(
      "div",
      { class: "keep" },
      html("p", {}, html("b", {}, name), html("span", {}, about)),
      html("div", { class: "ways" }, ...buttons),
    );
  }
}

/**
 * @param {string} name
 * @param {string} about
 * @param {() => void} does
 */
function item(name, about, does) {
  const made = html(
    "button",
    { type: "button", class: "item" },
    html("b", {}, name),
    html("span", {}, about),
  );
  made.onclick = does;
  return made;
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} address */
function snippet(address) {
  const safe = address.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${safe}" title="Backpropagation, live" width="100%" height="520" loading="lazy" allow="fullscreen" style="border: 1px solid #8884; border-radius: 8px"></iframe>`;
}

/**
 * Let a button say something for a moment.
 *
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
function say(button, text) {
  const usual = button.dataset.usual ?? button.textContent ?? "";
  button.dataset.usual = usual;
  button.textContent = text;
  setTimeout(() => {
    button.textContent = usual;
  }, 1600);
}
