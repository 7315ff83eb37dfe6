// The server: headers, types, compression, and nothing from outside its folder.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressFolder } from '../compress.mjs';
import { servePage } from '../serve.mjs';

describe('serve', () => {
  let folder;
  let server;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hourglass-serve-'));
    const page = path.join(folder, 'page');
    await mkdir(page);
    await writeFile(path.join(folder, 'secret.txt'), 'secret');
    await writeFile(path.join(page, 'index.html'), '<!doctype html>'.repeat(100));
    await writeFile(path.join(page, 'a.wasm'), Buffer.alloc(5000, 7));
    await writeFile(path.join(page, 'digits.gz'), Buffer.alloc(5000, 8));
    await compressFolder(page);
    await symlink(path.join(folder, 'secret.txt'), path.join(page, 'link.txt'));
    server = await servePage({ folder: page });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** A request whose path is sent as it is, dots and all. */
  const get = (target, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const request = http.request({ hostname, port, path: target, headers, method }, (response) => {
        const pieces = [];
        response.on('data', (piece) => pieces.push(piece));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) }),
        );
      });
      request.on('error', reject).end();
    });

  test('isolates the page, or not', async () => {
    const { headers } = await get('/');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(headers['permissions-policy'], /camera=\(\)/);

    const plain = await servePage({ folder: path.join(folder, 'page'), isolation: false });
    const response = await fetch(plain.url);
    assert.equal(response.headers.get('cross-origin-opener-policy'), null);
    assert.equal(response.headers.get('permissions-policy'), null);
    await plain.close();
  });

  test('names types', async () => {
    assert.equal((await get('/')).headers['content-type'], 'text/html; charset=utf-8');
    assert.equal((await get('/a.wasm')).headers['content-type'], 'application/wasm');
  });

  test('sends the compressed files beside those that compress', async () => {
    const wasm = await get('/a.wasm', { 'accept-encoding': 'gzip, deflate, br' });
    assert.equal(wasm.headers['content-encoding'], 'br');
    assert.ok(wasm.body.length < 100);
    assert.deepEqual(brotliDecompressSync(wasm.body), Buffer.alloc(5000, 7));
    const older = await get('/a.wasm', { 'accept-encoding': 'gzip' });
    assert.deepEqual(gunzipSync(older.body), Buffer.alloc(5000, 7));
    const plain = await get('/a.wasm');
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.body.length, 5000);
    const packed = await get('/digits.gz', { 'accept-encoding': 'br' });
    assert.equal(packed.headers['content-encoding'], undefined);
    assert.equal(packed.body.length, 5000);
  });

  test('sends no compressed file that is older than the file', async () => {
    await writeFile(path.join(folder, 'page', 'b.wasm'), Buffer.alloc(5000, 1));
    await compressFolder(path.join(folder, 'page'));
    await utimes(path.join(folder, 'page', 'b.wasm.br'), 0, 0);
    const { headers } = await get('/b.wasm', { 'accept-encoding': 'br, gzip' });
    assert.equal(headers['content-encoding'], 'gzip');
  });

  test('answers a second request with "unchanged", until the file changes', async () => {
    const { etag } = (await get('/a.wasm')).headers;
    assert.equal((await get('/a.wasm', { 'if-none-match': etag })).status, 304);
    await writeFile(path.join(folder, 'page', 'a.wasm'), Buffer.alloc(5000, 9));
    const changed = await get('/a.wasm', { 'if-none-match': etag });
    assert.equal(changed.status, 200);
    assert.equal(changed.body[0], 9);
  });

  for (const target of [
    '/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt',
    '//../secret.txt', '/a/../../secret.txt', '/link.txt', '/none', '/%', '/%00', '/index.html/',
  ]) {
    test(`does not find ${target}`, async () => {
      const { status, body } = await get(target);
      assert.equal(status, 404);
      assert.doesNotMatch(body.toString(), /secret/);
    });
  }

  test('reads only', async () => {
    assert.equal((await get('/', {}, 'POST')).status, 405);
    const head = await get('/', {}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
  });
});
