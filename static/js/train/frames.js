/**
 * Binary messages of the training socket: uint32 length of the header, a JSON header, then arrays that are looked at
 * in place, without copying. Each starts at a multiple of 8.
 */

/** @type {Record<string, Float32ArrayConstructor | Float64ArrayConstructor>} */
const KINDS = { f4: Float32Array, f8: Float64Array };

/**
 * Header fields and arrays by their names on one flat object.
 *
 * @param {ArrayBuffer} buffer
 * @returns {Record<string, any>}
 */
export function readFrame(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const start = 4 + length;
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const { arrays = [], ...frame } = header;
  // JSON has no infinity: where a number must be and is not, the training has diverged
  for (const name of ["loss", "penalty", "batch_loss", "sample_loss"])
    if (frame[name] === null) frame[name] = Number.POSITIVE_INFINITY;
  for (const layer of frame.layers ?? []) {
    for (const name of Object.keys(layer)) layer[name] ??= Number.POSITIVE_INFINITY;
  }
  for (const { name, dtype, shape, offset } of arrays) {
    const count = shape.reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1);
    const Kind = KINDS[dtype];
    if (!Kind) throw new RangeError(`a frame holds an array of the unknown kind ${dtype}`);
    frame[name] = new Kind(buffer, start + offset, count);
    frame.shapes = { ...frame.shapes, [name]: shape };
  }
  return frame;
}
