// Files of the visitor's: saved by download, opened from the file chooser or by drop. What a file
// holds, weights, a state, a lesson or images, its first bytes tell.

import { applyState } from './link.js';
import { isPng, readPicture } from './pictures.js';
import { showNotice } from './screen.js';

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

/** More than 70,000 images as a plain IDX file, and than any network that the page has room for. */
const kMostBytes = 64e6;
const kMostPictures = 1000;

/** @param {BlobPart} content @param {string} name */
export function saveFile(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  // Not at once: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The files that the user picks; none when they think better of it. @returns {Promise<File[]>} */
export function chooseFiles() {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file'; // of any name: IDX files have no ending that a list could allow
    input.multiple = true;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** Takes up the weights, the state, the lesson or the images in files. Never rejects: says what is
 * wrong with them.
 * @param {Laboratory} laboratory
 * @param {File[]} files */
export async function openFiles(laboratory, files) {
  if (files.length === 0) return;
  try {
    await takeFiles(laboratory, files);
  } catch (error) {
    const what = files.length === 1 ? `${files[0].name} was` : `These ${files.length} files were`;
    showNotice(`${what} not opened, and nothing has changed: ${error.message}.`);
  }
}

async function takeFiles(laboratory, files) {
  const head = await headOf(files[0]);
  const isOne = files.length === 1 && !isPng(head) && !isIdx(head);
  return isOne ? takeOne(laboratory, files[0]) : takeImages(laboratory, files);
}

async function takeOne(laboratory, file) {
  const bytes = await bytesOf(file);
  if (isText(bytes)) {
    const text = new TextDecoder().decode(bytes);
    if (laboratory.lessons && text.trimStart().startsWith('{')) laboratory.lessons.openText(text);
    else await applyState(laboratory, text, 'State loaded');
  } else {
    const { commands, engine } = laboratory;
    await commands.inTurn(() => commands.send(() => engine.importWeights(bytes)));
  }
}

/** Takes up IDX files or PNG pictures. Rejects with a sentence; nothing has changed then.
 * @param {Laboratory} laboratory @param {File[]} files */
export async function takeImages(laboratory, files) {
  const heads = await Promise.all(files.map(headOf));
  if (heads.every(isPng)) return takePictures(laboratory, files);
  if (heads.every(isIdx)) return takeIdx(laboratory, files);
  throw new Error(
    'expected IDX files of images and labels, plain or gzip, or PNG pictures; weights, a state or a lesson come alone',
  );
}

/** IDX files become the images to train on. */
async function takeIdx(laboratory, files) {
  const all = await Promise.all(files.map(bytesOf));
  await laboratory.useImages((engine) => {
    all.forEach((bytes, i) => engine.ownFile(files[i].name, bytes));
    return engine.useOwnFiles();
  });
}

/** One picture goes onto the pad; of several the laboratory makes its test images. */
async function takePictures(laboratory, files) {
  if (files.length > kMostPictures) {
    throw new Error(`expected at most ${kMostPictures} pictures, got ${files.length}`);
  }
  const pictures = [];
  for (const file of files) {
    pictures.push(
      await readPicture(file).catch((error) => {
        throw new Error(files.length === 1 ? error.message : `${file.name}: ${error.message}`);
      }),
    );
  }
  if (pictures.length === 1) return laboratory.showPicture(pictures[0]);
  await laboratory.digits.arrived(); // it keeps its own to train on
  return laboratory.useImages((engine) => {
    for (const picture of pictures) engine.ownPicture(picture);
    return engine.useOwnPictures();
  });
}

const headOf = async (file) => new Uint8Array(await file.slice(0, 8).arrayBuffer());

async function bytesOf(file) {
  if (file.size > kMostBytes) {
    const [has, most] = [file.size, kMostBytes].map((bytes) => (bytes / 1e6).toFixed(0));
    throw new Error(`${file.name} has ${has} MB; expected at most ${most} MB`);
  }
  return new Uint8Array(await file.arrayBuffer());
}

/** IDX files begin with two zeros, a type and the number of dimensions; gzip has a mark too.
 * @param {Uint8Array} head */
function isIdx([first, second, third]) {
  return (first === 0x1f && second === 0x8b) || (first === 0 && second === 0 && third === 8);
}

/** Safetensors files begin with the length of their header in 8 bytes, of which the last are 0. */
function isText(bytes) {
  const isLetter = (byte) => (byte >= 0x20 && byte < 0x7f) || [0x09, 0x0a, 0x0d].includes(byte);
  return bytes.length > 0 && bytes.subarray(0, 8).every(isLetter);
}

/** Files dropped anywhere on the page are opened.
 * @param {Laboratory} laboratory */
export function attachDrop(laboratory) {
  const { classList } = document.body;
  const holdsFile = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault(); // else the browser leaves the page for the file
    classList.add('dropping');
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) classList.remove('dropping');
  });
  addEventListener('drop', (event) => {
    classList.remove('dropping');
    if (!holdsFile(event)) return;
    event.preventDefault();
    openFiles(laboratory, [...event.dataTransfer.files]);
  });
}
