// The laboratory as a visitor handles it: real pointers on the places that layout() names.

import { stateWhere } from './browser.mjs';
import { readPng, toGrid } from './png.mjs';

/** Where a named item is. @returns {Promise<{x: number, y: number, width: number, height: number}>} */
export async function place(page, name) {
  const layout = await page.evaluate(() => globalThis.hourglass.layout());
  if (!layout[name]) throw new Error(`no "${name}" among ${Object.keys(layout).join(', ')}`);
  const [x, y, width, height] = layout[name];
  return { x, y, width, height };
}

export async function click(page, name) {
  const { x, y, width, height } = await place(page, name);
  await page.mouse.click(x + width / 2, y + height / 2);
}

/** Presses at a part of an item and moves to others before it is let go. */
export async function drag(page, name, points) {
  const at = await place(page, name);
  const [first, ...rest] = points.map(([x, y]) => [at.x + x * at.width, at.y + y * at.height]);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}

/** Picks a recipe from the list. @returns {Promise<import('../../engine.js').State>} with it */
export async function pickRecipe(page, recipe) {
  const { x, y, width, height } = await place(page, 'recipe');
  await click(page, 'recipe');
  await page.mouse.move(x + width / 2, y + 3 * height); // over the list
  const scroll = async (by) => {
    await page.mouse.wheel(0, by);
    await settled(page);
  };
  const row = `recipe-${recipe}`;
  const isShown = () => page.evaluate((name) => name in globalThis.hourglass.layout(), row);
  await settled(page);
  if (!(await isShown())) await scroll(-20_000);
  for (let i = 0; i < 50 && !(await isShown()); ++i) await scroll(300);
  await click(page, row);
  return stateWhere(page, (state) => state.recipe?.name === recipe);
}

/** A seven: along the top, then down. In parts of the pad. */
export const kSeven = [
  ...[0.28, 0.36, 0.44, 0.52, 0.6, 0.68, 0.74].map((x) => [x, 0.24]),
  ...[0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1].map((t) => [0.74 - 0.28 * t, 0.24 + 0.56 * t]),
];

/** Moves the mouse along points of the pad. */
export async function penAlong(page, points) {
  const pad = await place(page, 'pad');
  for (const [x, y] of points) {
    await page.mouse.move(pad.x + x * pad.width, pad.y + y * pad.height);
  }
}

/** Draws with the mouse. */
export async function draw(page, points = kSeven) {
  await penAlong(page, points.slice(0, 1));
  await page.mouse.down();
  await penAlong(page, points.slice(1));
  await page.mouse.up();
}

/** Draws with the mouse so fast that the page gets all of it within a frame or two. */
export async function flick(page, points = kSeven) {
  const pad = await place(page, 'pad');
  const session = await page.context().newCDPSession(page);
  const send = (type, [x, y]) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x: pad.x + x * pad.width,
      y: pad.y + y * pad.height,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    });
  await penAlong(page, points.slice(0, 1));
  await Promise.all([
    send('mousePressed', points[0]),
    ...points.slice(1).map((point) => send('mouseMoved', point)),
    send('mouseReleased', points.at(-1)),
  ]);
}

/** Draws with one finger. */
export async function drawByTouch(page, points = kSeven) {
  const pad = await place(page, 'pad');
  const session = await page.context().newCDPSession(page);
  const touch = (type, at) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: at ? [{ x: pad.x + at[0] * pad.width, y: pad.y + at[1] * pad.height }] : [],
    });
  await touch('touchStart', points[0]);
  for (const point of points.slice(1)) await touch('touchMove', point);
  await touch('touchEnd');
}

/** Waits until the page draws no more frames: 8 of the browser's without one of the laboratory's, and
 * without anything to be drawn on its way. */
export function settled(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    let quiet = 0;
    for (let total = 0; total < 1200 && quiet < 8; ++total) {
      const before = globalThis.hourglass.state();
      await frame();
      const rests = !before.computing && globalThis.hourglass.state().frames === before.frames;
      quiet = rests ? quiet + 1 : 0;
    }
    if (quiet < 8) throw new Error('the laboratory never comes to rest');
  });
}

/** Where an item's picture is, without a little of its border. */
async function inside(page, name) {
  const { x, y, width, height } = await place(page, name);
  const margin = 0.02 * width;
  return { x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin };
}

/** What an item shows, as 28 x 28 means of grey. */
export async function pixelsOf(page, name) {
  return toGrid(readPng(await page.screenshot({ clip: await inside(page, name) })));
}

/**
 * Watches for the pen's next move. One device pixel per CSS pixel.
 * @returns {Promise<() => Promise<{frames: number, pixels: Float64Array}>>}  to be called after the
 *   move: what the item shows in the frame that follows it, and how many frames were drawn till then
 */
export async function frameAfterMove(page, name) {
  const clip = await inside(page, name);
  const armed = await page.evaluateHandle((clip) => {
    const canvas = document.querySelector('canvas');
    const gl = canvas.getContext('webgl2');
    const [x, y, width, height] = [clip.x, clip.y, clip.width, clip.height].map(Math.round);
    const read = () => {
      const rgba = new Uint8Array(4 * width * height);
      gl.readPixels(x, canvas.height - y - height, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
      const grey = Array.from({ length: width * height }, (_, i) => {
        const [column, row] = [i % width, height - 1 - Math.floor(i / width)];
        const at = 4 * (row * width + column);
        return (0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2]) / 255;
      });
      return { width, height, grey };
    };
    const shown = new Promise((resolve) => {
      const onMove = () => {
        const before = globalThis.hourglass.state().frames;
        requestAnimationFrame(() => {
          resolve({ frames: globalThis.hourglass.state().frames - before, picture: read() });
        });
      };
      addEventListener('pointermove', onMove, { once: true }); // after the page's own, on the canvas
    });
    return { shown };
  }, clip);
  return async () => {
    const { frames, picture } = await armed.evaluate(({ shown }) => shown);
    return { frames, pixels: toGrid(picture) };
  };
}
