/**
 * The kernel in place of a server: `fetch` and `WebSocket` of this frame go to it as messages (app/notebook/wire.py).
 *
 * Nothing else on the page knows. It must be imported before what asks.
 */

/** @typedef {import("./frame.js").Kernel} Kernel */

const PATIENCE = 4000; // ms: a kernel that answers no sooner is at work, or gone

const kernel = kernelOf(window.frameElement);
const page = Math.random().toString(36).slice(2, 10); // one notebook may show a widget twice
let count = 0;

/** @type {Map<string, (message: any, data: ArrayBuffer | null) => void>} who waits for messages, by id */
const waiting = new Map();
kernel.listen((message, data) => waiting.get(message.id)?.(message, data));

/** The program this frame is to show. */
export const { source } = kernel;

/** @param {Element | null} element */
function kernelOf(element) {
  const found = element && Reflect.get(element, "kernel");
  if (!found) throw new Error("this page is for a notebook's widget");
  return /** @type {Kernel} */ (found);
}

/** @param {(message: any, data: ArrayBuffer | null) => void} hear */
function begin(hear) {
  const id = `${page}-${count++}`;
  waiting.set(id, hear);
  return id;
}

globalThis.fetch = (asked, { method = "GET", body, signal } = {}) => {
  const path = String(asked);
  const known = kernel.known(`${method} ${path} ${body ?? ""}`);
  if (known !== undefined) return Promise.resolve(new Response(known));
  return new Promise((resolve, reject) => {
    const called = () => {
      done();
      kernel.send({ id, kind: "cancel" });
      reject(new DOMException("called off", "AbortError"));
    };
    const id = begin(({ status, headers, text }) => {
      done();
      resolve(new Response(text, { status, headers }));
    });
    const timer = setTimeout(() => tell(true), PATIENCE);
    const done = () => {
      clearTimeout(timer);
      tell(false);
      waiting.delete(id);
      signal?.removeEventListener("abort", called);
    };
    if (signal?.aborted) {
      called();
      return;
    }
    signal?.addEventListener("abort", called);
    kernel.send({ id, kind: "ask", method, path, body });
  });
};

/** As much of a WebSocket as train/socket.js uses. */
class KernelSocket {
  /** @param {string | URL} address */
  constructor(address) {
    this.readyState = 0;
    this.binaryType = "arraybuffer";
    this.onopen = () => {};
    this.onclose = () => {};
    this.onmessage = (/** @type {{ data: unknown }} */ _) => {};
    const timer = setTimeout(() => tell(true), PATIENCE);
    this.id = begin(({ kind, text }, data) => {
      clearTimeout(timer);
      tell(false);
      if (kind === "opened") {
        this.readyState = 1;
        this.onopen();
      } else if (kind === "closed") this.end();
      else this.onmessage({ data: data ?? text });
    });
    kernel.send({ id: this.id, kind: "open", path: new URL(address).pathname });
  }

  /** @param {string} text */
  send(text) {
    kernel.send({ id: this.id, kind: "say", text });
  }

  close() {
    kernel.send({ id: this.id, kind: "close" });
    this.end();
  }

  end() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    waiting.delete(this.id);
    this.onclose();
  }
}
Reflect.set(globalThis, "WebSocket", KernelSocket);
addEventListener("pagehide", () => {
  for (const id of waiting.keys()) kernel.send({ id, kind: "close" });
});

/**
 * Say that the kernel lets one wait, or take that back.
 *
 * @param {boolean} waits
 */
function tell(waits) {
  const line = document.getElementById("waits");
  if (!waits) line?.remove();
  if (!waits || line) return;
  const said = document.createElement("p");
  said.id = "waits";
  said.className = "message";
  said.setAttribute("role", "status");
  said.textContent =
    "The kernel has not answered yet: it runs a cell, or was stopped. Run this cell again if it was.";
  document.body.prepend(said);
}
