/** Has the browser keep the pages, so that they come up without a network. Not while somebody edits their files. */

const LATER = 2000; // ms after the page is there: whoever comes for the first time waits for nothing

if (document.querySelector("meta[name=offline]") && "serviceWorker" in navigator) {
  addEventListener("load", () => setTimeout(register, LATER));
}

async function register() {
  try {
    await navigator.serviceWorker.register("/sw.js");
  } catch {
    // a private window, or no secure address: then the page needs its server
  }
}
