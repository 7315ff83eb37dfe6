// What the first visit fetches before the laboratory can be used.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { started } from './support/hosts.mjs';

const kMost = 3e6;

describe('the first visit', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test(`fetches at most ${kMost / 1e6} MB before the digits`, async () => {
    /** Bytes that came over the network, by path, headers and all. */
    const received = new Map();
    const page = await browser.visit('', {
      before: async (it) => {
        const session = await it.context().newCDPSession(it);
        const paths = new Map();
        session.on('Network.requestWillBeSent', ({ requestId, request }) =>
          paths.set(requestId, new URL(request.url).pathname),
        );
        session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
          const path = paths.get(requestId);
          received.set(path, (received.get(path) ?? 0) + encodedDataLength);
        });
        await session.send('Network.enable');
      },
    });
    await started(page, true);
    const before = [...received].filter(([path]) => !path.startsWith('/data/'));
    const names = before.map(([path]) => path);
    const expected = ['/', '/main.js', '/hourglass-relaxed-threads.wasm', '/weights/B.safetensors'];
    for (const name of expected) assert.ok(names.includes(name), `${name} among ${names}`);
    const total = before.reduce((sum, [, bytes]) => sum + bytes, 0);
    assert.ok(total > 500_000 && total <= kMost, `${total} bytes: ${JSON.stringify(before)}`);
    await browser.leave(page);
  });
});
