#!/usr/bin/env node
// The page in a single file, hourglass.html, for a learning platform that takes one upload, for
// opening from disk, and for frames in which the browser loads no modules:
//
//   node web/single-file.mjs [page folder]     default: build/page; writes hourglass.html there
//
// It holds the build without threads, the digits and the weights in kWeights. Its Content-Security-
// Policy allows by their hashes the scripts and the style that stand in it, and no request at all.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.mjs';
import { isMain, writeIfNew } from './build-files.mjs';

const kVariant = 'simd';
/** Those that the lessons need most, and small. */
const kWeights = ['B', 'C-2', 'D5', 'E3'].map((recipe) => `weights/${recipe}.safetensors`);
const kStyles = ['style.css', 'lessons.css'];
const kMain = fileURLToPath(new URL('main.js', import.meta.url));
/** Modules that know the host: others stand in their place here. */
const kStandIns = Object.fromEntries(
  ['source.js', 'isolation.js'].map((name) => [
    name,
    fileURLToPath(new URL(`single-file/${name}`, import.meta.url)),
  ]),
);
/** Files that are part of the document itself. */
const kCode = new Set(['.html', '.css', '.js', '.svg', '.otf']);

/** @param {string} folder  of the page */
export async function writeSingleFile(folder) {
  const read = (name) => readFile(path.join(folder, name));
  const program = { [`hourglass-${kVariant}.js`]: path.join(folder, `hourglass-${kVariant}.js`) };
  const manifest = JSON.parse((await read('manifest.json')).toString());
  const html = (await read('index.html')).toString();
  const reduced = reducedManifest(manifest);
  const blocks = [dataBlock('manifest.json', Buffer.from(JSON.stringify(reduced)))];
  for (const file of reduced.files) {
    if (!kCode.has(path.extname(file.path))) {
      blocks.push(dataBlock(file.path, await read(file.path)));
    }
  }
  const parts = {
    style: await withFonts((await Promise.all(kStyles.map(read))).join('\n'), read),
    icon: (await read('favicon.svg')).toString('base64'),
    guard: inScript((await read('guard.js')).toString()),
    program: inScript(await bundle(kMain, { ...kStandIns, ...program })),
    blocks,
  };
  await writeIfNew(path.join(folder, 'hourglass.html'), assembled(html, parts));
}

function reducedManifest({ version, data, variants, files }) {
  const program = variants[kVariant];
  const isIn = ({ path: name }) => {
    if (name.endsWith('.wasm')) return name === program.wasm;
    if (name.startsWith('weights/')) return kWeights.includes(name);
    if (name.startsWith('data/all/')) return false;
    return !kCode.has(path.extname(name)) || name === program.js;
  };
  return { version, data, variants: { [kVariant]: program }, files: files.filter(isIn) };
}

/** A style with the fonts in it that it names. */
async function withFonts(style, read) {
  for (const [address, name] of style.matchAll(/url\((fonts\/[^)]+)\)/g)) {
    const font = (await read(name)).toString('base64');
    style = style.replace(address, `url(data:font/otf;base64,${font})`);
  }
  return style;
}

function dataBlock(name, bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  const smaller = packed.length < 0.95 * bytes.length;
  const text = (smaller ? packed : bytes).toString('base64');
  const mark = smaller ? ' data-packed="gzip"' : '';
  return `<script type="application/octet-stream" data-path="${name}"${mark}>${text}</script>`;
}

/** What would end or confuse the script element around it, said in another way. */
function inScript(code) {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

function assembled(html, { style, icon, guard, program, blocks }) {
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(guard)} ${hash(program)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  /** @type {[RegExp, (...found: string[]) => string][]} */
  const replacements = [
    [/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy],
    [/<link rel="icon"[^>]*>/, () => `<link rel="icon" href="data:image/svg+xml;base64,${icon}">`],
    [/<link rel="stylesheet" href="style.css"[^>]*>/, () => `<style>${style}</style>`],
    [/ *<link rel="stylesheet" href="lessons.css"[^>]*>\n/, () => ''],
    [/<script src="guard.js"><\/script>/, () => `<script>${guard}</script>`],
    [/ *<script type="module" src="main.js"[^>]*><\/script>\n/, () => ''],
    // The program comes last: when it is there, so is all else.
    [
      /<\/body>/,
      () => `${blocks.join('\n')}\n<script type="module">${program}</script>\n</body>`,
    ],
  ];
  return replacements.reduce((text, [pattern, by]) => {
    if (!pattern.test(text)) throw new Error(`index.html has nothing like ${pattern}`);
    return text.replace(pattern, by);
  }, html);
}

if (isMain(import.meta.url)) {
  await writeSingleFile(
    process.argv[2] ?? fileURLToPath(new URL('../build/page', import.meta.url)),
  );
}
