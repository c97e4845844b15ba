/** Dark, light, or as the system is. Loaded before anything is painted, so there is no flash of the other one. */

const root = document.documentElement;

/** @returns {string | null} */
function stored() {
  try {
    return localStorage.getItem("livegrad.theme");
  } catch {
    return null; // storage is not allowed: the system's wish stands
  }
}

const wish = stored();
if (wish === "dark" || wish === "light") root.dataset.theme = wish;

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#theme")) return;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("livegrad.theme", root.dataset.theme);
  } catch {
    // it lasts as long as the page then
  }
});
