// What the service worker keeps: the page without a network, one version after the other, and nothing
// that is damaged.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { changeFile, copyPage, eventually, publish, started } from './support/hosts.mjs';

const kContext = { serviceWorkers: 'allow' };

/** Names the build, so that pages tell which one they are. */
const nameBuild = async (folder, name) => {
  await changeFile(folder, 'index.html', (html) =>
    html.toString().replace(/(name="description" content=")[^"]*/, `$1${name}`),
  );
  return publish(folder);
};
const buildOf = (page) => page.locator('meta[name=description]').getAttribute('content');

/** Waits until this version is the one that the next visit gets. */
const kept = (page, version) =>
  eventually(
    page,
    async (wanted) => {
      const name = `hourglass ${new URL('.', location.href).href}`;
      const note = await caches.match(new URL('?version', location.href), { cacheName: name });
      return (await note?.text()) === wanted;
    },
    version,
  );

/** The caches of versions, by what their names end in. */
const keptVersions = async (page) => {
  const names = await page.evaluate(() => caches.keys());
  return names.map((name) => name.split(' ')[2]).filter(Boolean);
};

/** Ends the service worker, as browsers do when it has had nothing to do for a while. */
async function endWorker(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
}

for (const isolation of [true, false]) {
  const host = isolation ? 'a host that isolates the page' : 'a plain host';
  describe(`offline, from ${host}`, kSuite, () => {
    let copy;
    let browser;
    beforeEach(async () => {
      copy = await copyPage();
      browser = await TestBrowser.open({ isolation, folder: copy.folder });
    });
    afterEach(async () => {
      await browser.close();
      await copy.remove();
    });

    test('after the first visit the page opens without its server, with threads and digits', async () => {
      const version = await publish(copy.folder);
      const page = await browser.visit('', { context: kContext });
      await started(page, true);
      await kept(page, version);
      await browser.stopServing();
      await endWorker(page);

      await page.reload();
      const { variant } = await started(page, true);
      assert.equal(variant, 'relaxed-threads');
      assert.equal((await page.evaluate(() => globalThis.hourglass.step(2))).step, 2);
      const { recipe } = await page.evaluate(() => globalThis.hourglass.loadPretrained('E3'));
      assert.equal(recipe.name, 'E3', 'weights that the first visit did not fetch');
      await browser.leave(page);
    });
  });
}

describe('a new version', kSuite, () => {
  let copy;
  let browser;
  let first;
  before(async () => {
    copy = await copyPage();
    browser = await TestBrowser.open({ isolation: false, folder: copy.folder });
  });
  beforeEach(async () => (first = await nameBuild(copy.folder, 'first')));
  after(async () => {
    await browser.close();
    await copy.remove();
  });

  /** A visitor who has kept the first version. */
  async function visitFirst(tolerate) {
    const page = await browser.visit('', { context: kContext, tolerate });
    await started(page, true);
    await kept(page, first);
    return page;
  }

  /** Weights that are others, and still good. */
  const changeWeights = () =>
    changeFile(copy.folder, 'weights/E3.safetensors', (bytes) => {
      const changed = Buffer.from(bytes);
      changed[changed.length - 1] ^= 1; // the last bit of a bias
      return changed;
    });

  test('is taken at the next visit, whole, while an open page stays with the old one', async () => {
    const page = await visitFirst();
    await changeWeights();
    const second = await nameBuild(copy.folder, 'second');

    const other = await browser.visit('', { profile: page.context() });
    await started(other, true);
    assert.equal(await buildOf(other), 'first', 'what was kept comes at once');
    await kept(other, second);
    await endWorker(page);
    // Both pages have the first version open, whose weights no server has any more.
    for (const open of [page, other]) {
      const { recipe } = await open.evaluate(() => globalThis.hourglass.loadPretrained('E3'));
      assert.equal(recipe.name, 'E3');
    }
    await other.reload();
    await started(other, true);
    assert.equal(await buildOf(other), 'second');
    const { recipe } = await other.evaluate(() => globalThis.hourglass.loadPretrained('E3'));
    assert.equal(recipe.name, 'E3');
    assert.equal(await buildOf(page), 'first');
    assert.deepEqual((await keptVersions(page)).sort(), [first, second].sort());

    // The old one is dropped when nobody has it open.
    await page.reload();
    await started(page, true);
    await endWorker(page);
    await page.reload();
    await started(page, true);
    await eventually(
      page,
      async (gone) => !(await caches.keys()).some((name) => name.endsWith(gone)),
      first,
    );
    assert.deepEqual(await keptVersions(page), [second]);
    await browser.leave(page);
  });

  test('that is damaged on the host is not taken, and is once it is whole', async () => {
    const page = await visitFirst();
    const whole = `${await page.evaluate(async () => (await fetch('style.css')).text())}/* new */`;
    await changeFile(copy.folder, 'style.css', () => whole);
    const second = await nameBuild(copy.folder, 'second');
    await changeFile(copy.folder, 'style.css', () => whole.replace('new', 'nwe'));
    await page.reload();
    await started(page, true);
    // What comes before it has been kept; it itself, and what would make it count, has not.
    await eventually(
      page,
      async (wanted) => {
        const name = (await caches.keys()).find((it) => it.endsWith(wanted));
        return name && (await (await caches.open(name)).match('service-worker.js'));
      },
      second,
    );
    await page.reload();
    await started(page, true);
    assert.equal(await buildOf(page), 'first');

    await changeFile(copy.folder, 'style.css', () => whole);
    await page.reload();
    await kept(page, second);
    await page.reload();
    await started(page, true);
    assert.equal(await buildOf(page), 'second');
    await browser.leave(page);
  });

  test('whose program is broken does not lock out the version that mends it', async () => {
    const page = await visitFirst(/Unexpected|SyntaxError/);
    const program = (await page.evaluate(async () => (await fetch('main.js')).text())).toString();
    await changeFile(copy.folder, 'main.js', () => 'this is no program');
    const broken = await publish(copy.folder);
    await page.reload();
    await kept(page, broken);
    await page.reload();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.equal(
      await page.locator('#loading-what').innerText(),
      'Hourglass could not start: its program is damaged.',
    );

    await changeFile(copy.folder, 'main.js', () => program);
    const mended = await publish(copy.folder);
    await page.reload();
    await kept(page, mended);
    await page.getByRole('button', { name: 'Try again' }).click();
    await started(page, true);
    await browser.leave(page);
  });
});
