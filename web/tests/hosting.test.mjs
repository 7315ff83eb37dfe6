// The page on hosts that send no headers, in frames of other sites, without storage: threads where the
// service worker can bring them, and all but threads everywhere else.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { hearLiveLine } from './support/faults.mjs';
import {
  countLoads,
  eventually,
  frameOf,
  openWithoutStorage,
  serveCourse,
  serveHolding,
  started,
} from './support/hosts.mjs';
import { kSeven } from './support/laboratory.mjs';

const kWithWorker = { serviceWorkers: 'allow' };
/** Features that are off. Said here for what is on then: playwright switches off that frames of
 * other sites have storage of their own, which browsers have given them for years. */
const without = (feature) => [`--disable-features=${feature}`];
/** What the browser says of modules that a frame without an origin may not have. */
const kModulesRefused = /blocked by CORS policy|Failed to load resource/;

/** Draws, denoises and trains, in a window or a frame, with the real pointer. */
async function assertItWorks(page, frame) {
  const drawn = () => frame.evaluate(() => globalThis.hourglass.saveState());
  const before = await drawn();
  const { pad } = await frame.evaluate(() => globalThis.hourglass.layout());
  const box = frame === page ? { x: 0, y: 0 } : await (await frame.frameElement()).boundingBox();
  const at = ([x, y]) => [box.x + pad[0] + x * pad[2], box.y + pad[1] + y * pad[3]];
  await page.mouse.move(...at(kSeven[0]));
  await page.mouse.down();
  for (const point of kSeven.slice(1)) await page.mouse.move(...at(point));
  await page.mouse.up();
  await eventually(
    frame,
    async (text) => (await globalThis.hourglass.saveState()) !== text,
    before,
  );

  const ink = await frame.evaluate(async () => {
    const bar = Float32Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 ? 1 : 0));
    return (await globalThis.hourglass.denoise(bar)).reduce((sum, value) => sum + value);
  });
  assert.ok(ink > 10, `${ink} pixels of ink in the reconstruction`);
  const { step } = await frame.evaluate(() => globalThis.hourglass.step(3));
  assert.equal(step, 3);
}

const assertThreads = ({ variant, isolated, threads }) => {
  assert.deepEqual({ variant, isolated }, { variant: 'relaxed-threads', isolated: true });
  assert.ok(threads >= 1);
};
const assertNoThreads = ({ variant, isolated, threads }) =>
  assert.deepEqual({ variant, isolated, threads }, { variant: 'simd', isolated: false, threads: 0 });

describe('a host that sends no headers', kSuite, () => {
  let browser;
  let course;
  before(async () => {
    browser = await TestBrowser.open({ isolation: false, switches: without('Translate') });
    course = await serveCourse(browser.url);
  });
  after(async () => {
    await course.close();
    await browser.close();
  });

  /** A visit, with the number of loads of the page so far. */
  async function visitCounted(options) {
    let loads;
    const page = await browser.visit('', {
      ...options,
      before: async (it) => {
        loads = countLoads(it, browser.url);
        await options.before?.(it);
      },
    });
    return { page, loads };
  }

  test('at top level: threads after one reload, and none at the next visit', async () => {
    const { page, loads } = await visitCounted({ context: kWithWorker });
    assertThreads(await started(page, true));
    assert.equal(loads(), 2);
    await assertItWorks(page, page);
    await page.reload();
    assertThreads(await started(page, true));
    assert.equal(loads(), 3);
    await browser.leave(page);
  });

  test('in a frame of another site: threads after one reload of the frame', async () => {
    const { page, loads } = await visitCounted({ context: kWithWorker, address: course.url });
    const frame = await frameOf(page);
    assertThreads(await started(frame, true));
    assert.equal(loads(), 2);
    await assertItWorks(page, frame);
    await browser.leave(page);
  });

  test('in a frame with service workers blocked: no reload, no threads, all else', async () => {
    const { page, loads } = await visitCounted({ address: course.url });
    const frame = await frameOf(page);
    assertNoThreads(await started(frame, false));
    assert.equal(loads(), 1);
    await assertItWorks(page, frame);
    await browser.leave(page);
  });

  test('a sandboxed frame has no origin: the single file opens in it, and says what is missing', async () => {
    const sandbox = await serveCourse(`${browser.url}#v1;recipe=E3`, 'sandbox="allow-scripts"');
    const page = await browser.visit('', {
      context: kWithWorker,
      address: sandbox.url,
      tolerate: kModulesRefused,
      before: (it) => it.addInitScript(hearLiveLine),
    });
    const frame = await frameOf(page);
    await frame.waitForURL(/hourglass\.html/);
    const state = await started(frame, false);
    assertNoThreads(state);
    assert.equal(state.recipe.name, 'E3', 'the link came along');
    await assertItWorks(page, frame);
    for (const words of ['without threads', 'keeps nothing here']) {
      await eventually(frame, (it) => globalThis.heard.some((said) => said.includes(it)), words);
    }
    await browser.leave(page);
    await sandbox.close();
  });

  test('a build without threads is asked for: no reload', async () => {
    let loads;
    const page = await browser.visit('?variant=simd', {
      context: kWithWorker,
      before: async (it) => (loads = countLoads(it, browser.url)),
    });
    assertNoThreads(await started(page, false));
    assert.equal(loads(), 1);
    await browser.leave(page);
  });

  test('a tab that is past the service worker for good is reloaded once and not again', async () => {
    const { page, loads } = await visitCounted({
      context: kWithWorker,
      before: async (it) => {
        const session = await it.context().newCDPSession(it);
        await session.send('Network.enable');
        await session.send('Network.setBypassServiceWorker', { bypass: true });
      },
    });
    await page.waitForFunction(() => sessionStorage.getItem('hourglass.isolation') !== null);
    assertNoThreads(await started(page, false));
    const after = loads();
    assert.ok(after <= 2, `${after} loads`);
    await page.reload();
    assertNoThreads(await started(page, false));
    assert.equal(loads(), after + 1);
    await browser.leave(page);
  });

  test('a service worker that comes late does not hold up the page, nor reload it', async () => {
    const slow = await serveHolding(browser.url, '/service-worker.js');
    let loads;
    const page = await browser.visit('', {
      context: kWithWorker,
      address: slow.url,
      before: async (it) => {
        loads = countLoads(it, slow.url);
        await it.addInitScript(() => {
          // The page's patience with the worker passes in a blink.
          const real = globalThis.setTimeout;
          globalThis.setTimeout = (run, delay, ...rest) =>
            real(run, delay === 4_000 ? 200 : delay, ...rest);
        });
      },
    });
    assertNoThreads(await started(page, false));
    await page.evaluate(() => globalThis.hourglass.step(2));
    slow.release();
    await eventually(
      page,
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
    );
    const { step } = await page.evaluate(() => globalThis.hourglass.step(1));
    assert.deepEqual({ step, loads: loads() }, { step: 3, loads: 1 });
    await page.reload();
    assertThreads(await started(page, true));
    await browser.leave(page);
    await slow.close();
  });

  test('other pages and files of the host beside it are left as they are', async () => {
    const { page } = await visitCounted({ context: kWithWorker });
    await started(page, true);
    const [own, single] = await page.evaluate(async () => {
      const policy = async (path) =>
        (await fetch(path)).headers.get('Cross-Origin-Embedder-Policy');
      return [await policy('main.js'), await policy('manifest.json')];
    });
    assert.deepEqual([own, single], ['require-corp', 'require-corp']);
    const response = await page.goto(`${browser.url}hourglass.html`);
    assert.equal(response.headers()['cross-origin-embedder-policy'], undefined);
    await started(page, false);
    await browser.leave(page);
  });
});

describe('a browser without Document-Isolation-Policy', kSuite, () => {
  let browser;
  before(async () => {
    const switches = without('DocumentIsolationPolicy');
    browser = await TestBrowser.open({ isolation: false, switches });
  });
  after(() => browser.close());

  test('at top level: threads by the policies of opener and embedder', async () => {
    const page = await browser.visit('', { context: kWithWorker });
    assertThreads(await started(page, true));
    await browser.leave(page);
  });

  test('in a frame of another site: one reload that does not help, no threads, all else', async () => {
    const course = await serveCourse(browser.url);
    let loads;
    const page = await browser.visit('', {
      context: kWithWorker,
      address: course.url,
      before: async (it) => (loads = countLoads(it, browser.url)),
    });
    const frame = await frameOf(page);
    await eventually(frame, () => navigator.serviceWorker.controller !== null);
    assertNoThreads(await started(frame, false));
    assert.equal(loads(), 2);
    await assertItWorks(page, frame);
    await page.reload();
    const again = await frameOf(page);
    assertNoThreads(await started(again, false));
    assert.equal(loads(), 3);
    await browser.leave(page);
    await course.close();
  });
});

describe('a browser that blocks storage', kSuite, () => {
  for (const isolation of [true, false]) {
    test(`on a host that sends ${isolation ? 'its' : 'no'} headers`, async () => {
      const browser = await TestBrowser.open({ isolation });
      const profile = await openWithoutStorage();
      const page = await browser.visit('', {
        profile,
        before: (it) => it.addInitScript(hearLiveLine),
      });
      const state = await started(page, isolation);
      if (isolation) assertThreads(state);
      else assertNoThreads(state);
      const denied = await page.evaluate(() => {
        try {
          return !localStorage;
        } catch {
          return true;
        }
      });
      assert.equal(denied, true, 'storage is really blocked');
      await assertItWorks(page, page);
      await eventually(page, () => globalThis.heard.some((said) => said.includes('keeps nothing')));
      await browser.leave(page);
      await browser.close();
    });
  }
});
