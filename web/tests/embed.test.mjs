// <hourglass-lab> on pages of another origin: it waits for a click, rests out of sight, gives its
// context back, and lets the reader scroll and tab past it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kPatience, kSuite, stateOf, stateWhere, TestBrowser } from './support/browser.mjs';
import { framesOf, laboratoryIn, openHost, visitHost } from './support/host.mjs';
import { settled } from './support/laboratory.mjs';
import { shadesOf } from './support/png.mjs';

const kMany = 12;
const kFewestShades = 16;

describe('<hourglass-lab>', { timeout: 2 * kSuite.timeout }, () => {
  let browser;
  let host;
  before(async () => {
    browser = await TestBrowser.open();
    const module = `<script type="module" src="${browser.url}embed/hourglass-lab.js"></script>`;
    const text = '<p style="height: 1500px">A long text.</p>';
    host = await openHost({
      one: `${module}<a id="above" href="#">before</a>
        <hourglass-lab recipe="C-2" panel="code" theme="light" height="500">Walk the plane.</hourglass-lab>
        <a id="below" href="#">after</a>${text}`,
      many: module + `<hourglass-lab height="420"></hourglass-lab>${text}`.repeat(kMany),
      lost: `${module}<hourglass-lab src="/nowhere/"></hourglass-lab>`,
      wrong: `${module}<hourglass-lab src="javascript:alert(1)"></hourglass-lab>`,
    });
  });
  after(async () => {
    await browser.close();
    await host.close();
  });

  const visit = (name, options) => visitHost(browser, host, name, options);
  const startButton = (page) => page.getByRole('button', { name: 'Start the laboratory' });
  const frameOf = (page) => page.locator('hourglass-lab iframe');
  async function started(page) {
    await startButton(page).click();
    return laboratoryIn(frameOf(page));
  }
  /** Calls the element. */
  const lab = (page, method, ...values) =>
    page.evaluate(
      ([name, them]) => document.querySelector('hourglass-lab')[name](...them),
      [method, values],
    );
  const scrolledTo = (page) => page.evaluate(() => scrollY);

  test('nothing of the laboratory is loaded before it is started', async () => {
    const asked = [];
    const page = await visit('one', {
      before: (it) => it.on('request', (request) => asked.push(new URL(request.url()))),
    });
    await page.evaluate(() => customElements.whenDefined('hourglass-lab'));
    await startButton(page).waitFor();
    const own = asked.filter(({ origin }) => origin === new URL(browser.url).origin);
    assert.ok(own.length > 0);
    assert.deepEqual(own.filter(({ pathname }) => !/^\/embed\/[a-z-]+\.js$/.test(pathname)), []);
    assert.equal(await page.locator('hourglass-lab').innerText(), 'Walk the plane.');
    assert.equal(await frameOf(page).count(), 0);
    await assert.rejects(lab(page, 'command', 'state'), /has not been started/);

    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          document
            .querySelector('hourglass-lab')
            .addEventListener('hourglass-ready', ({ detail }) => resolve(detail));
        }),
    );
    await startButton(page).focus();
    await page.keyboard.press('Enter');
    assert.equal((await told).variant, (await lab(page, 'open')).variant);
    const size = await frameOf(page).boundingBox();
    assert.ok(Math.abs(size.height - 500) <= 2 && size.width > 800, JSON.stringify(size));
    const reachable = await frameOf(page).evaluate((it) => it.contentDocument !== null);
    assert.equal(reachable, false, 'it is of another origin');
    await browser.leave(page);
  });

  test('it opens with what its attributes say, and follows them', async () => {
    const page = await visit('one');
    const frame = await started(page);
    const scheme = () => frame.evaluate(() => document.documentElement.dataset.scheme);
    const first = await lab(page, 'command', 'state');
    assert.deepEqual([first.recipe.name, first.pretrained], ['C-2', true]);
    assert.match(await lab(page, 'command', 'link'), /\/#v1;recipe=C-2;weights=trained;panel=code;scheme=light$/);
    assert.equal(await scheme(), 'light');

    const set = (name, value) =>
      page.locator('hourglass-lab').evaluate((it, [key, to]) => it.setAttribute(key, to), [name, value]);
    await set('theme', 'dark');
    await frame.waitForFunction(() => document.documentElement.dataset.scheme === 'dark');
    await set('recipe', 'B');
    await stateWhere(frame, (state) => state.recipe?.name === 'B' && state.pretrained);
    await set('weights', 'random');
    await stateWhere(frame, (state) => state.recipe?.name === 'B' && !state.pretrained);
    await set('panel', 'morph');
    await frame.waitForFunction(() => 'strip-a' in globalThis.hourglass.layout());
    await set('height', '40em');
    assert.equal((await frameOf(page).boundingBox()).height, 640 - 2);
    const refused = page.evaluate(
      () =>
        new Promise((resolve) => {
          const it = document.querySelector('hourglass-lab');
          it.addEventListener('hourglass-error', ({ detail }) => resolve(detail));
          it.setAttribute('recipe', 'Q');
        }),
    );
    assert.match(await refused, /recipe: .*"Q"/);
    assert.equal((await stateOf(frame)).recipe.name, 'B');

    await set('state', 'v1;recipe=A;panel=train');
    const anew = await laboratoryIn(frameOf(page));
    assert.equal((await stateOf(anew)).recipe.name, 'A');
    await lab(page, 'close');
    assert.equal(await frameOf(page).count(), 0);
    await startButton(page).waitFor();
    await browser.leave(page);
  });

  test(`${kMany} on one page all start, and each draws whenever it is in view`, async () => {
    const page = await visit('many');
    const labs = await page.locator('hourglass-lab').all();
    assert.equal(labs.length, kMany);
    const frames = [];
    for (const it of labs) {
      await it.getByRole('button').click();
      frames.push(await laboratoryIn(it.locator('iframe')));
    }
    const isLost = (frame) =>
      frame.evaluate(() => document.querySelector('canvas').getContext('webgl2').isContextLost());
    const lost = await Promise.all(frames.map(isLost));
    assert.deepEqual(lost, frames.map((_, i) => i < kMany - 8), 'the last eight keep theirs');

    for (const [i, it] of labs.entries()) {
      const { frames: drawn } = await stateOf(frames[i]);
      await it.scrollIntoViewIfNeeded();
      await stateWhere(frames[i], (state) => state.frames > drawn);
      await settled(frames[i]);
      assert.equal(await isLost(frames[i]), false);
      const shades = shadesOf(await it.screenshot());
      assert.ok(shades >= kFewestShades, `number ${i} shows ${shades} shades`);
    }
    await browser.leave(page);
  });

  test('out of sight it draws nothing and trains nothing, and goes on when it is back', async () => {
    const page = await visit('one');
    const frame = await started(page);
    const events = await page.evaluateHandle(() => {
      const list = [];
      document
        .querySelector('hourglass-lab')
        .addEventListener('hourglass-event', ({ detail }) => list.push(detail));
      return list;
    });
    const told = (name) =>
      page.waitForFunction(([list, event]) => list.includes(event), [events, name]);
    const scrollTo = async (y, name) => {
      await page.evaluate((to) => scrollTo(0, to), y);
      await told(name);
    };
    await lab(page, 'command', 'start');
    await told('training');
    await scrollTo(1000, 'out-of-view');
    await told('paused');
    const hidden = await lab(page, 'command', 'state');
    assert.equal(hidden.training, false);
    await framesOf(page, 30);
    const later = await lab(page, 'command', 'state');
    assert.deepEqual([later.frames, later.step], [hidden.frames, hidden.step]);
    await scrollTo(0, 'in-view');
    await stateWhere(frame, (state) => state.training && state.frames > later.frames);

    // What is asked for meanwhile counts: steps are done, and a pause is one.
    await page.evaluate((list) => list.splice(0), events);
    await scrollTo(1000, 'out-of-view');
    await told('paused');
    const { step } = await lab(page, 'command', 'step', 3);
    assert.ok(step >= later.step + 3);
    await scrollTo(0, 'in-view');
    await settled(frame);
    const back = await stateOf(frame);
    assert.deepEqual([back.training, back.step], [false, step]);
    await browser.leave(page);
  });

  test('steps that were asked for are done out of sight too', async () => {
    const page = await visit('one');
    await started(page);
    const steps = lab(page, 'command', 'step', 400);
    await page.evaluate(() => scrollTo(0, 1000));
    assert.equal((await steps).step, 400);
    await browser.leave(page);
  });

  // Another site's frame has a process of its own, into which a test's pointer cannot be seen to leave.
  for (const [site, leave] of [
    ['127.0.0.1', (page, x, y) => page.mouse.click(x, y)],
    ['localhost', (page, x, y) => page.mouse.move(x, y)],
  ]) test(`the wheel scrolls a page on ${site} unless the laboratory was clicked`, async () => {
    const page = await visitHost(browser, { url: host.url.replace('127.0.0.1', site) }, 'one');
    const frame = await started(page);
    await settled(frame);
    const box = await frameOf(page).boundingBox();
    const over = [box.x + box.width / 2, box.y + 8];
    await page.mouse.click(...over);
    await frame.waitForFunction(() => document.documentElement.dataset.embedded === 'awake');
    await page.mouse.wheel(0, 60);
    await framesOf(page, 20);
    assert.equal(await scrolledTo(page), 0);
    await leave(page, box.x + box.width / 2, box.y + box.height + 80);
    await frame.waitForFunction(() => document.documentElement.dataset.embedded === 'asleep');
    await page.mouse.move(...over);
    await page.mouse.wheel(0, 60);
    await page.waitForFunction(() => scrollY === 60);
    await browser.leave(page);
  });

  test('the wheel scrolls the host’s page over a laboratory that was only started', async () => {
    const page = await visit('one');
    await started(page);
    const { x, y } = await frameOf(page).boundingBox();
    await page.mouse.move(x + 300, y + 300);
    await page.mouse.wheel(0, 60);
    await page.waitForFunction(() => scrollY === 60);
    await browser.leave(page);
  });

  async function onPhone() {
    const page = await visit('one', {
      context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    });
    await startButton(page).tap();
    const frame = await laboratoryIn(frameOf(page));
    await settled(frame);
    const session = await page.context().newCDPSession(page);
    const box = await frameOf(page).boundingBox();
    const x = box.x + box.width / 2;
    const swipe = async () => {
      const touch = (type, y) =>
        session.send('Input.dispatchTouchEvent', { type, touchPoints: y ? [{ x, y }] : [] });
      await touch('touchStart', box.y + 300);
      for (let y = 290; y >= 100; y -= 10) await touch('touchMove', box.y + y);
      await framesOf(page, 20); // held still, so that nothing goes on by itself
      await touch('touchEnd');
    };
    return { page, frame, box, x, swipe };
  }

  test('a finger scrolls the host’s page until it has tapped the laboratory', async () => {
    const { page, frame, swipe } = await onPhone();
    const link = () => frame.evaluate(() => globalThis.hourglass.link());
    const untouched = await link();
    await swipe();
    await page.waitForFunction(() => scrollY > 50);
    assert.equal(await link(), untouched, 'nothing was drawn');
    await browser.leave(page);
  });

  test('once it was tapped, a finger in the laboratory scrolls nothing', async () => {
    const { page, frame, box, x, swipe } = await onPhone();
    await page.touchscreen.tap(x, box.y + 4);
    await frame.waitForFunction(() => document.documentElement.dataset.embedded === 'awake');
    await swipe();
    await settled(frame);
    assert.equal(await scrolledTo(page), 0);
    await browser.leave(page);
  });

  test('Tab leads in, through the buttons, and out again', async () => {
    const page = await visit('one');
    await started(page);
    await page.locator('#above').focus();
    const seen = [];
    for (let i = 0; i < 20 && seen.at(-1) !== 'below'; ++i) {
      await page.keyboard.press('Tab');
      // On its way to another process the focus is nowhere.
      await page.waitForFunction(() => document.activeElement !== document.body);
      seen.push(await page.evaluate(() => document.activeElement.id || document.activeElement.localName));
    }
    assert.equal(seen[0], 'hourglass-lab');
    assert.equal(seen.at(-1), 'below', seen.join(' '));
    await browser.leave(page);
  });

  for (const [name, sentence] of [
    ['lost', /The laboratory did not answer\. Its address may be wrong/],
    ['wrong', /src: expected the address of a Hourglass page, got "javascript:alert\(1\)"/],
  ]) {
    test(`an address that is no laboratory's (${name}) is explained, and can be tried again`, async () => {
      const page = await visit(name, { tolerate: /404/ });
      await startButton(page).click();
      const alert = page.locator('hourglass-lab').getByRole('alert');
      await alert.filter({ hasText: sentence }).waitFor({ timeout: kPatience });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      assert.equal(await frameOf(page).count(), 0);
      await browser.leave(page);
    });
  }
});
