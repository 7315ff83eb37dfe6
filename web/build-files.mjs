// What the scripts that finish the built page have in common.

import { realpathSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Whether a module is the program that was started. @param {string} url  its import.meta.url */
export function isMain(url) {
  return Boolean(process.argv[1]) && realpathSync(process.argv[1]) === fileURLToPath(url);
}

/** Writes a file whole, and only when it would change: what is made of it need not be made again.
 * @param {string} name @param {string} content */
export async function writeIfNew(name, content) {
  const old = await readFile(name, 'utf8').catch(() => null);
  if (old === content) return;
  await writeFile(`${name}.part`, content);
  await rename(`${name}.part`, name);
}
