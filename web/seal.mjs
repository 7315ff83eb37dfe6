#!/usr/bin/env node
// Seals the page: index.html names its program and its style sheets with their SHA-256. The browser then
// refuses one that is cut short, damaged or of another version; guard.js says so.
//
//   node web/seal.mjs [page folder]     default: build/page

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain, writeIfNew } from './build-files.mjs';

const kStyle = /<link rel="stylesheet" href="([^"]+)"[^>]*>/g;
const kProgram = /<script type="module" src="([^"]+)"[^>]*>/g;

/** May be done again after a file has changed. @param {string} folder  of the page */
export async function sealPage(folder) {
  const file = path.join(folder, 'index.html');
  let html = await readFile(file, 'utf8');
  const seal = async (name) => {
    const digest = createHash('sha256').update(await readFile(path.join(folder, name)));
    return `integrity="sha256-${digest.digest('base64')}"`;
  };
  for (const [whole, name] of html.matchAll(kStyle)) {
    // Where the page has no origin, what has a digest is refused unless it is asked for like a module.
    const sealed = `<link rel="stylesheet" href="${name}" crossorigin ${await seal(name)}>`;
    html = html.replace(whole, sealed);
  }
  for (const [whole, name] of html.matchAll(kProgram)) {
    html = html.replace(whole, `<script type="module" src="${name}" ${await seal(name)}>`);
  }
  await writeIfNew(file, html);
}

if (isMain(import.meta.url)) {
  await sealPage(process.argv[2] ?? fileURLToPath(new URL('../build/page', import.meta.url)));
}
