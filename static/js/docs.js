// Starts Swagger UI, which /docs loads as a classic script from this server.

/**
 * @typedef {object} SwaggerOptions
 * @property {string} url
 * @property {string} dom_id
 * @property {boolean} deepLinking
 * @property {boolean} tryItOutEnabled
 * @property {null} validatorUrl
 */

/** @type {((options: SwaggerOptions) => unknown) | undefined} */
const start = Reflect.get(globalThis, "SwaggerUIBundle");
const place = document.getElementById("docs");

if (place) {
  const url = place.dataset.openapi ?? "/openapi.json";
  if (start) {
    // validatorUrl: null keeps the badge, and so every request, on this machine.
    start({ url, dom_id: "#docs", deepLinking: true, tryItOutEnabled: true, validatorUrl: null });
  } else {
    place.textContent = `The documentation viewer is missing: run "make install". The interface itself is described at ${url}.`;
  }
}
