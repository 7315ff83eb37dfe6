// What a page has kept of its weights in the browser, read without the page's own program.

import { eventually } from './hosts.mjs';

/** Runs in the page. @returns {Promise<{step: number} | null>} null when there is nothing like that */
async function find([key, wanted]) {
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open('hourglass');
    opening.onupgradeneeded = () => opening.transaction?.abort(); // the page is to make it
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
  });
  if (!database) return null;
  const found = await new Promise((resolve) => {
    const request = database.transaction('memory').objectStore('memory').get(key);
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return found && (wanted ?? found.step) === found.step ? { step: found.step } : null;
}

/** The step of the weights in a memory; 0 when there are none. @param {string} [key] */
export const keptStep = async (page, key = 'weights') =>
  (await page.evaluate(find, [key, null]))?.step ?? 0;

/** Waits until a memory holds the weights of this step, or of any.
 * @param {number} [step] @param {string} [key] @returns {Promise<number>} the step */
export const kept = async (page, step, key = 'weights') =>
  (await eventually(page, find, [key, step ?? null])).step;
