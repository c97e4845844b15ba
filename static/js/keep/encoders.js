/** Pictures one after the other as a film. */

import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { BufferTarget, CanvasSource, canEncodeVideo, Output, WebMOutputFormat } from "mediabunny";

/**
 * @typedef {object} Encoder
 * @property {(at: number, seconds: number) => Promise<void>} add what is on the canvas now, from `at` on
 * @property {() => Promise<Blob>} finish
 */

/**
 * @param {"webm" | "gif"} kind
 * @param {HTMLCanvasElement} canvas its size stays
 * @returns {Promise<Encoder>}
 */
export const encoderOf = (kind, canvas) => (kind === "gif" ? gif(canvas) : webm(canvas));

/** @param {HTMLCanvasElement} canvas */
async function webm(canvas) {
  const { width, height } = canvas;
  const codecs = /** @type {const} */ (["vp9", "vp8"]);
  const able = await Promise.all(codecs.map((codec) => canEncodeVideo(codec, { width, height })));
  const codec = codecs[able.indexOf(true)];
  if (!codec) throw new Error("This browser cannot make WebM films; GIF works everywhere.");
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec, bitrate: BITS_A_PIXEL * width * height });
  output.addVideoTrack(source);
  await output.start();
  return {
    add: (/** @type {number} */ at, /** @type {number} */ seconds) => source.add(at, seconds),
    async finish() {
      await output.finalize();
      return new Blob([/** @type {ArrayBuffer} */ (target.buffer)], { type: "video/webm" });
    },
  };
}

const BITS_A_PIXEL = 6; // a second: lines and letters stay sharp

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Encoder>}
 */
async function gif(canvas) {
  const { width, height } = canvas;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const encoder = GIFEncoder();
  return {
    async add(_, seconds) {
      const { data } = pen.getImageData(0, 0, width, height);
      const palette = quantize(data, 256);
      encoder.writeFrame(applyPalette(data, palette), width, height, {
        palette,
        delay: Math.round(seconds * 1000),
      });
    },
    async finish() {
      encoder.finish();
      return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (encoder.bytes())], { type: "image/gif" });
    },
  };
}
