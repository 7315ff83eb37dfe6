// Pictures of the visitor's as ink: the browser decodes them, and what is dark on light is inverted.

/**
 * @typedef {Object} Picture
 * @property {Float32Array} ink  row by row, 0 for paper and 1 for ink
 * @property {number} rows
 * @property {number} columns
 */

const kMostBytes = 20e6;
const kMostSide = 8192;
/** More than enough for a digit that becomes 28x28: larger pictures are reduced. */
const kSide = 560;

/** @param {Uint8Array} bytes  the first ones of a file */
export const isPng = (bytes) =>
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => bytes[i] === byte);

/** @param {File} file  a PNG @returns {Promise<Picture>} */
export async function readPicture(file) {
  if (file.size > kMostBytes) {
    throw new Error(`it has ${megabytes(file.size)} MB; expected at most ${megabytes(kMostBytes)}`);
  }
  await checkSize(file);
  const image = await createImageBitmap(file).catch(() => {
    throw new Error('it is damaged: the browser cannot read it as a picture');
  });
  try {
    return inkOf(image);
  } finally {
    image.close();
  }
}

/** Before the browser makes room for it. */
async function checkSize(file) {
  const header = new DataView(await file.slice(0, 24).arrayBuffer());
  if (header.byteLength < 24) throw new Error('it ends in its header');
  const [width, height] = [header.getUint32(16), header.getUint32(20)];
  if (Math.min(width, height) < 1 || Math.max(width, height) > kMostSide) {
    throw new Error(`it has ${width} x ${height} pixels; expected 1 to ${kMostSide} a side`);
  }
}

/** @param {ImageBitmap} image @returns {Picture} */
function inkOf(image) {
  const scale = Math.min(1, kSide / Math.max(image.width, image.height));
  const [columns, rows] = [image.width, image.height].map((side) =>
    Math.max(1, Math.round(scale * side)),
  );
  const canvas = Object.assign(document.createElement('canvas'), { width: columns, height: rows });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff'; // what is transparent is paper
  context.fillRect(0, 0, columns, rows);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, columns, rows);
  const { data } = context.getImageData(0, 0, columns, rows);
  const ink = Float32Array.from(
    { length: rows * columns },
    (_, i) => (0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]) / 255,
  );
  if (edgeOf(ink, rows, columns) > 0.5) ink.forEach((grey, i) => (ink[i] = 1 - grey));
  clearPaper(ink, edgeOf(ink, rows, columns));
  return { ink, rows, columns };
}

/** Paper that is not quite white would weigh as ink: it becomes 0, and the darkest ink 1. */
function clearPaper(ink, paper) {
  const range = ink.reduce((most, value) => Math.max(most, value), 0) - paper;
  if (range > 0) ink.forEach((value, i) => (ink[i] = Math.max(0, value - paper) / range));
}

/** The mean of the outermost pixels: the paper's. */
function edgeOf(grey, rows, columns) {
  let sum = 0;
  let count = 0;
  grey.forEach((value, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    if (row > 0 && row < rows - 1 && column > 0 && column < columns - 1) return;
    sum += value;
    ++count;
  });
  return sum / count;
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
