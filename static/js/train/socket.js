/**
 * The socket: opened, kept, opened again. Frames are handed on once an animation frame and acknowledged then, so the
 * server sends as many as this screen can show and no more.
 */

import { readFrame } from "./frames.js";

const ADDRESS = "/ws/train";
const FIRST_PAUSE = 250; // ms before the first new try
const LONGEST_PAUSE = 5000;

/**
 * @typedef {object} Link
 * @property {(message: object) => boolean} send false when there is no connection
 * @property {() => void} retry at once
 * @property {() => void} close for good
 */

/**
 * @param {object} does
 * @param {() => void} does.opened
 * @param {() => void} does.lost
 * @param {(message: any) => void} does.said a JSON message
 * @param {(frames: any[]) => void} does.shown frames since the last animation frame, oldest first
 * @param {(path: string) => WebSocket} [make] for tests
 * @param {(run: () => unknown) => void} [soon] for tests
 * @returns {Link}
 */
export function connectSocket(
  { opened, lost, said, shown },
  make = (path) => new WebSocket(new URL(path, document.baseURI.replace(/^http/, "ws"))),
  soon = (run) => (document.hidden ? setTimeout(run, 100) : requestAnimationFrame(run)),
) {
  /** @type {WebSocket | null} */
  let socket = null;
  /** @type {any[]} */
  let waiting = [];
  let pause = FIRST_PAUSE;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function open() {
    clearTimeout(timer);
    const mine = make(ADDRESS);
    mine.binaryType = "arraybuffer";
    socket = mine;
    waiting = [];
    mine.onopen = opened;
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      pause = FIRST_PAUSE; // a server that lets one in and says nothing is not asked four times a second
      if (typeof data !== "string") {
        waiting.push(readFrame(data));
        if (waiting.length === 1) soon(() => socket === mine && flush(mine));
        return;
      }
      flush(mine); // what was said after a frame is heard after it
      said(JSON.parse(data));
    };
    mine.onclose = () => {
      if (socket !== mine) return;
      socket = null;
      lost();
      timer = setTimeout(open, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 1.7, LONGEST_PAUSE);
    };
  }

  /** @param {WebSocket} mine */
  function flush(mine) {
    if (waiting.length === 0) return;
    const frames = waiting;
    waiting = [];
    shown(frames);
    const last = frames[frames.length - 1];
    if (mine.readyState === 1) mine.send(JSON.stringify({ type: "ack", frame: last.frame }));
  }

  open();
  return {
    send(message) {
      if (socket?.readyState !== 1) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close() {
      const mine = socket;
      socket = null;
      clearTimeout(timer);
      mine?.close();
    },
    retry() {
      if (socket) return;
      pause = FIRST_PAUSE;
      open();
    },
  };
}
