// Files of images for tests: IDX bytes and PNGs made here.

import { crc32, deflateSync, gzipSync } from 'node:zlib';

const big = (...numbers) => {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i));
  return bytes;
};

/** Bars: image i has one of `i % 10` columns, from column 4 on.
 * @param {number} count @param {number} [side] */
export function idxImages(count, side = 28) {
  const pixels = Buffer.alloc(count * side * side);
  for (let i = 0; i < pixels.length; ++i) {
    const [image, column] = [Math.floor(i / side ** 2), i % side];
    if (column >= 4 && column < 5 + (image % 10)) pixels[i] = 255;
  }
  return Buffer.concat([big(0x803, count, side, side), pixels]);
}

/** @param {number} count @param {number} [classes] */
export function idxLabels(count, classes = 10) {
  return Buffer.concat([big(0x801, count), Buffer.from(Array.from({ length: count }, (_, i) => i % classes))]);
}

/** The four files as Fashion-MNIST has them. @param {number} train @param {number} test
 * @returns {Record<string, Buffer>} by name */
export const fourFiles = (train, test) => ({
  'train-images-idx3-ubyte.gz': gzipSync(idxImages(train)),
  'train-labels-idx1-ubyte.gz': gzipSync(idxLabels(train)),
  't10k-images-idx3-ubyte.gz': gzipSync(idxImages(test)),
  't10k-labels-idx1-ubyte.gz': gzipSync(idxLabels(test)),
});

/** A grey PNG. @param {number} width @param {number} height
 * @param {(x: number, y: number) => number} grey  0 ... 255 */
export function greyPng(width, height, grey) {
  const rows = Buffer.alloc(height * (width + 1)); // each with a 0 before it: no filter
  for (let i = 0; i < rows.length; ++i) {
    const [x, y] = [(i % (width + 1)) - 1, Math.floor(i / (width + 1))];
    if (x >= 0) rows[i] = grey(x, y);
  }
  const header = Buffer.concat([big(width, height), Buffer.from([8, 0, 0, 0, 0])]);
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([big(data.length), body, big(crc32(body))]);
  };
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}
