/** A browser may say that its language is "C", which is none: what formats numbers by it (the plots do) would fail. */

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
