#!/usr/bin/env node
// Serves a built page folder on this machine, as a host for it should: with the headers that
// isolate the page (so that it gets threads), the right types, compression and revalidation.
//
//   node web/serve.mjs [folder]     default: build/page
//     --port N                      0: any free port; default 8080, or a free one if it is taken
//     --open                        opens the page in the default browser
//     --no-isolation                without those headers, as on a plain host
//
//   import { servePage } from './serve.mjs';
//   const server = await servePage({ folder });   // server.url, server.close()

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const kUsualPort = 8080;

const kTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
// Packed already, so compression would only cost time.
const kPacked = new Set(['.gz', '.png', '.woff2']);

const kIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const kEncoders = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
};

/**
 * @param {Object} options
 * @param {string} options.folder
 * @param {number} [options.port]        0: any free port
 * @param {boolean} [options.isolation]  send the headers that isolate the page
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function servePage({ folder, port = 0, isolation = true }) {
  const root = await realpath(folder);
  const files = new Map(); // by path: what was read and compressed once
  const server = createServer((request, response) => {
    answer(root, files, isolation, request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(root, files, isolation, request, response) {
  const refuse = (status) => response.writeHead(status).end();
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const name = fileName(root, request.url);
  const file = name && (await read(root, files, name));
  if (!file) return refuse(404);

  const encoding = kPacked.has(path.extname(name)) ? undefined : encodingFor(request);
  const headers = {
    'Content-Type': kTypes[path.extname(name)] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache', // keep, but ask each time whether it is still the same
    ETag: file.tag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    ...(isolation ? kIsolation : {}),
  };
  if (request.headers['if-none-match'] === file.tag) return response.writeHead(304, headers).end();
  const body = encoding ? await encoded(file, encoding) : file.bytes;
  if (encoding) headers['Content-Encoding'] = encoding;
  headers['Content-Length'] = body.length;
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
}

/** @returns {string | null} the file that a request's path names, null when outside the folder */
function fileName(root, url) {
  let pathname;
  try {
    pathname = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (pathname.includes('\0')) return null;
  const name = path.join(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  return name.startsWith(root + path.sep) ? name : null;
}

/** Reads a file anew only when the build has changed it. */
async function read(root, files, name) {
  try {
    const real = await realpath(name); // a link may lead out of the folder
    if (!real.startsWith(root + path.sep)) return null;
    const bytes = await readFile(real);
    const tag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    const known = files.get(name);
    if (known?.tag === tag) return known;
    const file = { bytes, tag, encodings: new Map() };
    files.set(name, file);
    return file;
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code)) return null;
    throw error;
  }
}

function encodingFor(request) {
  const accepted = request.headers['accept-encoding'] ?? '';
  return Object.keys(kEncoders).find((name) => new RegExp(`\\b${name}\\b`).test(accepted));
}

/** @returns {Promise<Buffer>} compressed once, also for requests that come while it runs */
function encoded(file, encoding) {
  if (!file.encodings.has(encoding)) file.encodings.set(encoding, kEncoders[encoding](file.bytes));
  return file.encodings.get(encoding);
}

function openBrowser(url) {
  const program = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  spawn(program, [url], { stdio: 'ignore', detached: true })
    .on('error', () => console.error(`Could not start a browser; please open ${url} yourself.`))
    .unref();
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      open: { type: 'boolean', default: false },
      'no-isolation': { type: 'boolean', default: false },
    },
  });
  const folder = positionals[0] ?? fileURLToPath(new URL('../build/page', import.meta.url));
  const port = values.port === undefined ? kUsualPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port: expected a number from 0 to 65535, got ${values.port}`);
  }
  const isolation = !values['no-isolation'];
  const { url } = await servePage({ folder, port, isolation }).catch((error) => {
    if (error.code !== 'EADDRINUSE' || values.port !== undefined) throw error;
    return servePage({ folder, isolation });
  });
  console.log(`Hourglass is served at ${url} (Ctrl+C ends it)`);
  if (values.open) openBrowser(url);
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    const missing = error.code === 'ENOENT' && `There is no page at ${error.path}: build it first.`;
    console.error(missing || error.message);
    process.exit(1);
  });
}
