// Screenshots as numbers.

import { inflateSync } from 'node:zlib';

/**
 * Reads a PNG as browsers write screenshots: 8 bits a channel, RGB or RGBA, not interlaced.
 * @param {Buffer} png
 * @returns {{width: number, height: number, grey: Float64Array}}  grey: row by row, 0 ... 1
 */
export function readPng(png) {
  const header = chunks(png, 'IHDR');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header[9]];
  const stride = width * channels;
  const packed = inflateSync(chunks(png, 'IDAT'));
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; ++y) {
    const filter = packed[y * (stride + 1)];
    for (let i = 0; i < stride; ++i) {
      const left = i >= channels ? rows[y * stride + i - channels] : 0;
      const up = y > 0 ? rows[(y - 1) * stride + i] : 0;
      const corner = i >= channels && y > 0 ? rows[(y - 1) * stride + i - channels] : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      rows[y * stride + i] = packed[y * (stride + 1) + 1 + i] + predicted;
    }
  }
  const grey = new Float64Array(width * height);
  for (let i = 0; i < grey.length; ++i) {
    const [r, g, b] = rows.subarray(i * channels, i * channels + 3);
    grey[i] = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
  }
  return { width, height, grey };
}

/** The contents of all chunks of this kind, one after the other. */
function chunks(png, kind) {
  const found = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === kind) {
      found.push(png.subarray(at + 8, at + 8 + length));
    }
    at += 12 + length;
  }
  return Buffer.concat(found);
}

function paeth(left, up, corner) {
  const estimate = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(estimate - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Means over a grid of side x side cells: an image of a digit as its pixels.
 * @returns {Float64Array} */
export function toGrid({ width, height, grey }, side = 28) {
  const sums = new Float64Array(side * side);
  const counts = new Float64Array(side * side);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const cell = Math.floor((y * side) / height) * side + Math.floor((x * side) / width);
      sums[cell] += grey[y * width + x];
      counts[cell] += 1;
    }
  }
  return sums.map((sum, i) => sum / counts[i]);
}

/** Pearson's correlation of two images of one size. */
export function correlation(a, b) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - meanA) * (b[i] - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** How many of 64 shades of grey a screenshot has: a blank one has one or two. */
export function shadesOf(png) {
  return new Set(readPng(png).grey.map((value) => Math.round(value * 63))).size;
}
