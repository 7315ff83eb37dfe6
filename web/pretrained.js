// The trained weights that the page has: a file for each of some recipes, fetched when someone asks
// for it and kept from then on.

import { download } from './download.js';

const kPath = /^weights\/(.+)\.safetensors$/;

export class PretrainedFiles {
  /** @type {Map<string, import('./download.js').FileEntry>} by the recipe's name */
  #entries = new Map();
  /** @type {Map<string, Promise<Uint8Array>>} fetched, or on their way */
  #files = new Map();

  /** @param {import('./download.js').Manifest} manifest */
  constructor(manifest) {
    for (const entry of manifest.files) {
      const recipe = kPath.exec(entry.path)?.[1];
      if (recipe) this.#entries.set(recipe, entry);
    }
  }

  /** Names of the recipes that have trained weights. */
  get recipes() {
    return [...this.#entries.keys()];
  }

  /** Bytes of a recipe's file; 0 when there is none.
   * @param {string} recipe */
  size(recipe) {
    return this.#entries.get(recipe)?.bytes ?? 0;
  }

  /** A download that failed is tried again by the next call.
   * @param {string} recipe
   * @param {(bytes: number) => void} [onBytes]  called with the size of each piece that arrives
   * @returns {Promise<Uint8Array>} a safetensors file */
  async fetch(recipe, onBytes) {
    const entry = this.#entries.get(recipe);
    if (!entry) {
      throw new Error(
        `there are no trained weights of ${JSON.stringify(recipe)}; expected one of ${this.recipes.join(', ')}`,
      );
    }
    if (!this.#files.has(recipe)) {
      const file = download(entry, onBytes);
      this.#files.set(recipe, file);
      file.catch(() => this.forget(recipe));
    }
    return this.#files.get(recipe);
  }

  /** What came is no good: the next call fetches it anew.
   * @param {string} recipe */
  forget(recipe) {
    this.#files.delete(recipe);
  }
}
