#!/usr/bin/env node
// The page's modules as one script, which is fetched sooner than fifty: each becomes a function that is
// run once, in the order in which the browser would run them. For modules as they are written here: named
// imports and exports at the beginning of a line, a default export alone, and no circles.
//
//   node web/bundle.mjs web/main.js script.js

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isMain, writeIfNew } from './build-files.mjs';

const kImport = /^import\s+(\{[^}]*\}|\w+)\s+from\s+'(\.[^']+)';$/gm;
const kExport = /^export (?=(?:async function|function|class|const) (\w+))/gm;
const kExportDefault = /^export default (\w+);$/m;

/**
 * A module and all that it needs from its folder, each after those that it needs.
 * @param {string} main  the module to begin with
 * @param {Record<string, string>} standIns  files in the place of others, by their names
 * @returns {Promise<Map<string, {code: string, imports: {whole: string, what: string, file: string}[]}>>}
 *   by their files
 */
async function modulesOf(main, standIns) {
  const modules = new Map(); // null while what it needs is read
  const folder = path.dirname(main);
  const add = async (file, from) => {
    if (modules.get(file) === null) throw new Error(`${from} and ${file} import one another`);
    if (modules.has(file)) return;
    modules.set(file, null);
    const code = await readFile(file, 'utf8');
    const imports = [...code.matchAll(kImport)].map(([whole, what, where]) => {
      const name = path.basename(where);
      return { whole, what, file: standIns[name] ?? path.join(folder, name) };
    });
    for (const needed of imports) await add(needed.file, file);
    modules.delete(file); // to its place
    modules.set(file, { code, imports });
  };
  await add(main, '');
  return modules;
}

/**
 * @param {string} main  the module to begin with
 * @param {Record<string, string>} [standIns]  files in the place of others, by their names
 * @returns {Promise<string>}
 */
export async function bundle(main, standIns = {}) {
  const modules = [...(await modulesOf(main, standIns))];
  const names = new Map(modules.map(([file], i) => [file, `$${i}`])); // of what modules export
  return modules
    .map(([file, { code, imports }]) => {
      return `const ${names.get(file)} = (() => {\n${body(file, code, imports, names)}\n})();\n`;
    })
    .join('');
}

function body(file, code, imports, names) {
  const exported = [...code.matchAll(kExport)].map(([, name]) => name);
  const [, standard] = kExportDefault.exec(code) ?? [];
  if (standard) exported.push(`default: ${standard}`);
  let text = code.replace(kExport, '').replace(kExportDefault, '');
  for (const { whole, what, file: needed } of imports) {
    const taken = what.startsWith('{') ? what.replaceAll(' as ', ': ') : `{ default: ${what} }`;
    text = text.replace(whole, () => `const ${taken} = ${names.get(needed)};`);
  }
  const strange = /^\s*(import\s[^(].*|export\s.*)$/m.exec(text);
  if (strange) throw new Error(`${file}: cannot put into one script: ${strange[1]}`);
  return `${text}\nreturn { ${exported.join(', ')} };`;
}

if (isMain(import.meta.url)) {
  const [main, script] = process.argv.slice(2);
  if (!script) throw new Error('expected a module and the name of the script to write');
  await writeIfNew(script, await bundle(main));
}
