#!/usr/bin/env node
// The page's files compressed for hosts that send what lies beside them: name.br and name.gz.
//
//   node web/compress.mjs [page folder]     default: build/page

import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isMain } from './build-files.mjs';

/** The others are packed already, or numbers in which there is nothing to find. */
const kCompressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.wasm']);

/** The best that Brotli can takes seconds for a megabyte. */
const kBestUpTo = 4e6;

const kCompressors = {
  '.br': (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > kBestUpTo ? 5 : 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Compresses what has changed since it was compressed last. @param {string} folder */
export async function compressFolder(folder) {
  const entries = await readdir(folder, { recursive: true });
  const names = entries.filter((name) => kCompressible.has(path.extname(name)));
  await Promise.all(names.map((name) => compressFile(path.join(folder, name))));
}

async function compressFile(name) {
  const { mtimeMs: changed } = await stat(name);
  for (const [ending, compress] of Object.entries(kCompressors)) {
    const done = await stat(name + ending).catch(() => null);
    if (done && done.mtimeMs >= changed) continue;
    await writeFile(name + ending, await compress(await readFile(name)));
  }
}

if (isMain(import.meta.url)) {
  await compressFolder(
    process.argv[2] ?? fileURLToPath(new URL('../build/page', import.meta.url)),
  );
}
