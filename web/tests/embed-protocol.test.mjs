// The messages between the page and the page that holds it: each command and its reply, and all that
// is refused. The host is of another origin and speaks by hand.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { kTalk, laboratoryIn, openHost, visitHost } from './support/host.mjs';

/** Sent as they are; `ring` and the like are made by the host's page. */
const kHostile = [
  ['another version', `{ ...good, hourglass: 2 }`, /^hourglass: expected version 1, got 2$/],
  ['a version in words', `{ ...good, hourglass: '1' }`, /expected version 1, got "1"/],
  ['an array', `Object.assign([1], { hourglass: 1 })`, /expected a plain object as message/],
  ['no type', `{ ...good, type: undefined }`, /type: expected "command", got undefined/],
  ['another type', `{ ...good, type: { toString: 'command' } }`, /type: expected "command", got a value of type Object/],
  ['no id', `{ ...good, id: undefined }`, /^id: expected a whole number/],
  ['a long id', `{ ...good, id: 'x'.repeat(65) }`, /^id: expected/],
  ['an id that is none', `{ ...good, id: { valueOf: 1 } }`, /^id: expected .*got a value of type Object/],
  ['a field too many', `{ ...good, also: 1 }`, /there is no field "also"; expected hourglass, type, id, command, value/],
  ['a prototype as field', `{ ...good, ['__proto__']: { command: 'start' } }`, /there is no field "__proto__"/],
  ['a command that nobody knows', `{ ...good, command: 'exportWeights' }`, /there is no command "exportWeights"; expected one of state, load, start/],
  ['a command of the prototype', `{ ...good, command: 'constructor' }`, /there is no command "constructor"/],
  ['a command named __proto__', `{ ...good, command: '__proto__' }`, /there is no command "__proto__"/],
  ['a command that is no word', `{ ...good, command: ['start'] }`, /there is no command a value of type Array/],
  ['a value too many', `{ ...good, value: 0 }`, /^state: expected no value, got 0/],
  ['steps in words', `{ ...good, command: 'step', value: '5' }`, /^step: expected a number, got "5"/],
  ['half a step', `{ ...good, command: 'step', value: 0.5 }`, /n must be a whole number from 1 up, got 0\.5/],
  ['no number of steps', `{ ...good, command: 'step', value: NaN }`, /n must be a whole number from 1 up/],
  ['a seed below zero', `{ ...good, command: 'reset', value: -1 }`, /the seed must be a whole number/],
  ['a recipe that nobody knows', `{ ...good, command: 'load', value: 'Q' }`, /^load\(recipe\): .*"Q"/],
  ['a recipe that is none', `{ ...good, command: 'load', value: { encoder: 3 } }`, /^load\(recipe\): .*encoder/],
  ['a recipe with a prototype', `{ ...good, command: 'load', value: { ['__proto__']: { encoder: [] }, polluted: true } }`, /^load\(recipe\): /],
  ['a recipe that is a ring', `{ ...good, command: 'load', value: ring }`, /^load: the recipe is too large/],
  ['a huge recipe', `{ ...good, command: 'load', value: { encoder: Array(1e6).fill({ units: 1 }) } }`, /^load: the recipe is too large/],
  ['an array of holes as recipe', `{ ...good, command: 'load', value: { encoder: Array(4e9) } }`, /^load: the recipe is too large/],
  ['a long text as recipe', `{ ...good, command: 'load', value: 'x'.repeat(1e7) }`, /^load: the recipe is too large/],
  ['a number beyond JSON', `{ ...good, command: 'load', value: { seed: 1n } }`, /^load: expected what JSON can say, got 1/],
  ['a map as recipe', `{ ...good, command: 'load', value: new Map([['encoder', []]]) }`, /^load: expected a name, a recipe object or its JSON, got a value of type Map/],
  ['too few pixels', `{ ...good, command: 'denoise', value: [0] }`, /^denoise\(image\): expected 784 numbers, got 1$/],
  ['too many pixels', `{ ...good, command: 'denoise', value: new Float32Array(1e7) }`, /^denoise: expected one number for each pixel, got 10000000 numbers/],
  ['pixels that are words', `{ ...good, command: 'denoise', value: Array(784).fill('0') }`, /^denoise: expected numbers, got "0"/],
  ['pixels that are missing', `{ ...good, command: 'denoise', value: Array(784) }`, /^denoise: expected numbers, got undefined/],
  ['pixels that are no numbers', `{ ...good, command: 'denoise', value: Array(784).fill(NaN) }`, /number 0 is NaN/],
  ['a picture as pixels', `{ ...good, command: 'denoise', value: new Blob(['x']) }`, /^denoise: expected a Float32Array or an array of numbers, got a value of type Blob/],
  ['a state that is none', `{ ...good, command: 'applyState', value: 'v9;recipe=B' }`, /expected a state of version v1/],
  ['a state that is no text', `{ ...good, command: 'applyState', value: { recipe: 'B' } }`, /^applyState: expected text, got a value of type Object/],
  ['a huge state', `{ ...good, command: 'applyState', value: 'v1;' + 'x'.repeat(5e6) }`, /^applyState: expected at most 1048576 characters, got 5000003/],
  ['a state half of which is good', `{ ...good, command: 'applyState', value: 'v1;recipe=A;panel=cellar' }`, /panel: expected one of draw, .*got "cellar"/],
  ['colours that there are not', `{ ...good, command: 'theme', value: 'pink' }`, /theme: expected light or dark, got "pink"/],
  ['a wish that there is not', `{ ...good, command: 'show', value: { colour: 'red' } }`, /^show: there is no "colour" to show/],
  ['a wish with more in it', `{ ...good, command: 'show', value: { panel: 'code;seed=1' } }`, /panel: expected a name of letters, digits/],
  ['a wish that is no word', `{ ...good, command: 'show', value: { recipe: { toString: 1 } } }`, /recipe: expected a name of letters, digits .* got object/],
  ['the context of a page in view', `{ ...good, command: 'release' }`, /^release: the laboratory is in view/],
];

describe('messages to the embedded page', kSuite, () => {
  let browser;
  let host;
  const address = (query) => `${browser.url}?${query}`;
  before(async () => {
    browser = await TestBrowser.open();
    const holding = (query) =>
      `<iframe src="${address(query)}" width="860" height="600"></iframe>${kTalk}`;
    host = await openHost({
      plain: holding('embed&recipe=C-2&panel=train'),
      bare: holding('fresh'),
      other: holding('embed&parent=https://course.example'),
      none: holding('embed&parent=everyone'),
      beside: `${holding('embed')}<iframe src="/stranger"></iframe>`,
      stranger: '<!doctype html><title>stranger</title>',
    });
  });
  after(async () => {
    await browser.close();
    await host.close();
  });

  async function visit(name, options) {
    const page = await visitHost(browser, host, name, options);
    const frame = await laboratoryIn(page.locator('iframe').first());
    return { page, frame };
  }
  /** Everything that a message could have changed. */
  const all = (frame) =>
    frame.evaluate(async () => {
      const { exportWeights, link, state } = globalThis.hourglass;
      const digest = await crypto.subtle.digest('SHA-256', await exportWeights());
      const { step, training } = state();
      return [await link(), String(new Uint8Array(digest)), step, training];
    });

  test('each command has its reply', async () => {
    const { page } = await visit('plain');
    await page.waitForFunction(() => messages.some(({ type }) => type === 'ready'));
    const result = await page.evaluate(async () => {
      const value = async (...command) => {
        const answer = await ask(...command);
        if (answer.type !== 'reply' || answer.hourglass !== 1) throw new Error(JSON.stringify(answer));
        return answer.value;
      };
      const image = Float32Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 ? 1 : 0));
      const first = await value('state');
      const denoised = await value('denoise', image);
      const again = await value('denoise', Array.from(image));
      const loaded = await value('load', 'A');
      const stepped = await value('step', 5);
      const reset = await value('reset', 7);
      const started = await value('start');
      const paused = await value('pause');
      await value('theme', 'light');
      const link = await value('link');
      await value('show', { recipe: 'B', panel: 'morph' });
      const shown = await value('link');
      const back = await value('applyState', link);
      return {
        first, loaded, stepped, reset, started, paused, link, shown, back,
        same: denoised instanceof Float32Array && denoised.every((it, i) => it === again[i]),
        ink: Math.max(...denoised),
      };
    });
    assert.deepEqual([result.first.recipe.name, result.first.pretrained], ['C-2', true]);
    assert.ok(result.same && result.ink > 0.3);
    assert.equal(result.loaded.recipe.name, 'A');
    assert.equal(result.stepped.step, 5);
    assert.deepEqual([result.reset.recipe.seed, result.reset.step], [7, 0]);
    assert.deepEqual([result.started.training, result.paused.training], [true, false]);
    assert.equal(result.link, `${browser.url}#v1;recipe=A;seed=7;panel=train;scheme=light`);
    assert.match(result.shown, /#v1;recipe=B;weights=trained;panel=morph;scheme=light$/);
    assert.deepEqual([result.back.recipe.name, result.back.recipe.seed], ['A', 7]);

    // The state is told at intervals, which all of the above may fit into; the recipe is A from here on.
    await page.waitForFunction(() =>
      messages.some(({ type, state }) => type === 'state' && state.recipe.name === 'A'));
    const told = await page.evaluate(() => messages);
    assert.deepEqual([told[0].type, told[0].event], ['event', 'loading']);
    for (const event of ['training', 'paused', 'recipe']) {
      assert.ok(told.some((message) => message.type === 'event' && message.event === event), event);
    }
    const { origin } = new URL(browser.url);
    assert.ok(told.every((message) => message.hourglass === 1 && message.origin === origin));
    await browser.leave(page);
  });

  test('hostile messages are refused with a sentence, and nothing has changed', async () => {
    const { page, frame } = await visit('plain');
    const before = await all(frame);
    for (const [what, message, sentence] of kHostile) {
      const answer = await page.evaluate(`(async () => {
        const ring = {};
        ring.encoder = [ring];
        const good = { hourglass: 1, type: 'command', id: 'hostile', command: 'state' };
        const answer = next(({ type, id }) => type === 'error' && (id === 'hostile' || id === null));
        post(${message});
        return answer;
      })()`);
      assert.match(answer.message, sentence, what);
      assert.ok(answer.message.length < 400, `${what}: a sentence, not what was sent`);
    }
    assert.deepEqual(await all(frame), before);
    assert.equal(await frame.evaluate(() => ({}).polluted ?? ({}).command), undefined);
    await browser.leave(page);
  });

  test('messages of others, and of the page’s own kinds, are left alone', async () => {
    const { page } = await visit('plain');
    const answered = await page.evaluate(async () => {
      const before = messages.length;
      const others = [
        null, 'hourglass', 7, [], {}, { type: 'command' }, { hourglass: 1, type: 'error', id: 1 },
        { hourglass: 1, type: 'reply', id: 1 }, { hourglass: 1, type: 'ready' },
      ];
      for (const message of others) post(message);
      await ask('state'); // answered after all of them
      return messages.slice(before).filter(({ type }) => ['error', 'reply'].includes(type)).length;
    });
    assert.equal(answered, 1);
    await browser.leave(page);
  });

  test('more commands than can wait are refused', async () => {
    const { page } = await visit('plain');
    const answers = await page.evaluate(async () =>
      Promise.all(Array.from({ length: 200 }, () => ask('reset', 3))),
    );
    const refused = answers.filter(({ type }) => type === 'error');
    assert.ok(refused.length > 0 && refused.length <= 200 - 64, `${refused.length} refused`);
    assert.match(refused[0].message, /^reset: 64 commands are under way; wait for their replies$/);
    assert.equal((await page.evaluate(() => ask('state'))).value.recipe.seed, 3);
    await browser.leave(page);
  });

  test('only the parent may command', async () => {
    const { page, frame } = await visit('beside');
    const before = await all(frame);
    const stranger = page.frames().find((it) => it.url().endsWith('/stranger'));
    const answer = await stranger.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('message', ({ data }) => resolve(data));
          parent.frames[0].postMessage({ hourglass: 1, type: 'command', id: 1, command: 'start' }, '*');
        }),
    );
    assert.deepEqual(answer, {
      hourglass: 1, type: 'error', id: 1, message: 'only the page that holds this frame may command it',
    });
    assert.deepEqual(await all(frame), before);
    await browser.leave(page);
  });

  test('of a parent of another origin than ?parent= nothing is taken, and it is told nothing', async () => {
    const tolerate = /target origin provided \('https:\/\/course\.example'\)/;
    const { page, frame } = await visit('other', { tolerate });
    const before = await all(frame);
    const answer = await page.evaluate(() => ask('load', 'A'));
    assert.equal(answer.type, 'error');
    assert.match(answer.message, /takes commands from https:\/\/course\.example only, and this came from http:\/\/127/);
    assert.deepEqual(await all(frame), before);
    const told = await page.evaluate(() => messages.map(({ type }) => type));
    assert.deepEqual(told, ['error'], 'the refusal alone');
    await browser.leave(page);
  });

  test('where ?parent= is no origin nobody may command, and the page says so', async () => {
    const { page, frame } = await visit('none');
    const notice = frame.locator('#notice-text');
    await notice.waitFor();
    assert.match(await notice.innerText(), /^parent: expected an origin such as .*, got "everyone"; no page may command/);
    const told = await page.evaluate(async () => {
      post({ hourglass: 1, type: 'command', id: 1, command: 'start' });
      for (let i = 0; i < 30; ++i) await new Promise(requestAnimationFrame);
      return messages.length;
    });
    assert.equal(told, 0);
    await browser.leave(page);
  });

  test('a page that is not embedded says nothing and takes nothing', async () => {
    const { page, frame } = await visit('bare');
    const before = await all(frame);
    await page.evaluate(async () => {
      post({ hourglass: 1, type: 'command', id: 1, command: 'load', value: 'A' });
      for (let i = 0; i < 30; ++i) await new Promise(requestAnimationFrame);
    });
    assert.deepEqual(await all(frame), before);
    assert.equal(await page.evaluate(() => messages.length), 0);
    await browser.leave(page);
  });
});
