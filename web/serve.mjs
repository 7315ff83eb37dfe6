#!/usr/bin/env node
// Serves a built page folder on this machine, as a host for it should: with the headers that
// isolate the page (so that it gets threads), the right types, the compressed files that lie beside
// the others (compress.mjs) and revalidation.
//
//   node web/serve.mjs [folder]     default: build/page
//     --port N                      0: any free port; default 8080, or a free one if it is taken
//     --open                        opens the page in the default browser
//     --no-isolation                without any of those headers, as on a plain host
//
//   import { servePage } from './serve.mjs';
//   const server = await servePage({ folder });   // server.url, server.close()

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import './policies.js';

const kUsualPort = 8080;

const kTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.otf': 'font/otf',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
/** What a client may accept, best first, by the endings of the files that hold it. */
const kEncodings = { br: '.br', gzip: '.gz' };

const { isolation: kIsolation, always: kAlways } = globalThis.hourglassPolicies;
// Pages of other origins load the element from here (docs/embedding.md).
const kForPagesElsewhere = { 'Access-Control-Allow-Origin': '*' };

/**
 * @param {Object} options
 * @param {string} options.folder
 * @param {number} [options.port]        0: any free port
 * @param {boolean} [options.isolation]  send what isolates the page, and its other policies
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function servePage({ folder, port = 0, isolation = true }) {
  const root = await realpath(folder);
  const policies = isolation ? { ...kAlways, ...kIsolation } : {};
  const server = createServer((request, response) => {
    answer(root, policies, request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(root, policies, request, response) {
  const refuse = (status) => response.writeHead(status).end();
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const name = fileName(root, request.url);
  const file = name && (await read(root, name));
  if (!file) return refuse(404);

  const tag = `"${createHash('sha256').update(file).digest('base64url')}"`;
  const headers = {
    'Content-Type': kTypes[path.extname(name)] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache', // keep, but ask each time whether it is still the same
    ETag: tag,
    Vary: 'Accept-Encoding',
    ...policies,
    ...(path.basename(path.dirname(name)) === 'embed' ? kForPagesElsewhere : {}),
  };
  if (request.headers['if-none-match'] === tag) return response.writeHead(304, headers).end();
  const { encoding, body } = (await prepared(root, name, request)) ?? { body: file };
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

/** @returns {Promise<Buffer | null>} null when there is no such file in the folder */
async function read(root, name) {
  try {
    const real = await realpath(name); // a link may lead out of the folder
    return real.startsWith(root + path.sep) ? await readFile(real) : null;
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code)) return null;
    throw error;
  }
}

/** The best of the compressed files beside a file that the client takes; not one that is older. */
async function prepared(root, name, request) {
  const accepted = request.headers['accept-encoding'] ?? '';
  const { mtimeMs: changed } = await stat(name);
  for (const [encoding, ending] of Object.entries(kEncodings)) {
    if (!new RegExp(`\\b${encoding}\\b`).test(accepted)) continue;
    const beside = await stat(name + ending).catch(() => null);
    const body = beside && beside.mtimeMs >= changed && (await read(root, name + ending));
    if (body) return { encoding, body };
  }
  return null;
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
