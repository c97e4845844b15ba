/** The link that leads a keyboard past everything else. The address bar stays what it is: there the program is kept. */

/** @param {Document} [page] */
export function connectSkip(page = document) {
  const link = page.querySelector("a.skip");
  link?.addEventListener("click", (event) => {
    const target = page.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
}
