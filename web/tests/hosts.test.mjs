// The recipes of docs/embedding.md for systems that make course pages. Where the system, or the engine
// that it is made of, can be installed, its own page is built and opened: Sphinx with MyST for Jupyter
// Book, pandoc for Quarto. Canvas and Moodle are not run: here is done to the code what they do to HTML,
// as their sources have it, and what is left of it is opened.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kPageFolder, kSuite, stateOf, TestBrowser } from './support/browser.mjs';
import { exampleOf, Hosts, laboratoryIn, visitHost } from './support/host.mjs';
import { settled } from './support/laboratory.mjs';

/** Why a test that needs a program is left out, or false. */
const without = (program) =>
  spawnSync(program, ['--version']).status === 0 ? false : `there is no ${program} here`;

function run(program, parameters) {
  const { status, stderr, error } = spawnSync(program, parameters, { encoding: 'utf8' });
  assert.equal(status, 0, `${program}: ${error ?? stderr}`);
}

/** Of these, in canvas-lms' gems/canvas_sanitize, the elements and attributes that our code could have.
 * Others go; what stands in them stays, but of scripts and styles. */
const kCanvas = {
  elements: ['a', 'div', 'iframe', 'p', 'span'],
  attributes: ['class', 'height', 'href', 'id', 'name', 'sandbox', 'src', 'style', 'title', 'width'],
};

/** Runs in a browser. */
function cleaned({ code, elements, attributes }) {
  const { body } = new DOMParser().parseFromString(code, 'text/html');
  for (const element of body.querySelectorAll('*')) {
    const name = element.localName;
    if (['script', 'style'].includes(name)) element.remove();
    else if (!elements.includes(name)) element.replaceWith(...element.childNodes);
    for (const attribute of [...element.attributes]) {
      if (!attributes.includes(attribute.name)) element.removeAttribute(attribute.name);
    }
  }
  return body.innerHTML;
}

describe('recipes for hosts', kSuite, () => {
  let browser;
  let folder;
  const hosts = new Hosts();
  before(async () => {
    browser = await TestBrowser.open();
    folder = await mkdtemp(path.join(tmpdir(), 'hourglass-hosts-'));
  });
  after(async () => {
    await browser.close();
    await hosts.close();
    await rm(folder, { recursive: true });
  });
  async function visit(pages, folders = {}, name = 'course') {
    return visitHost(browser, await hosts.open(pages, folders), name);
  }

  /** Draws, denoises and trains. */
  async function assertItWorks(page, isElement) {
    if (isElement) await page.getByRole('button', { name: 'Start the laboratory' }).click();
    const frame = await laboratoryIn(page.locator('iframe'));
    await page.locator('iframe').scrollIntoViewIfNeeded();
    assert.equal((await stateOf(frame)).pretrained, true);
    await settled(frame);
    const { step } = await frame.evaluate(() => globalThis.hourglass.step(5));
    assert.equal(step, 5);
    await browser.leave(page);
  }

  test('Jupyter Book: a page built by Sphinx and MyST', { skip: without('sphinx-build') }, async () => {
    const [source, built] = ['book', 'book-html'].map((name) => path.join(folder, name));
    run('mkdir', [source]);
    const text = await exampleOf('Jupyter Book', browser.url, 'md');
    await writeFile(path.join(source, 'index.md'), `# Autoencoders\n\n${text}\n\n## What did you see?\n`);
    await writeFile(path.join(source, 'conf.py'), "extensions = ['myst_parser']\nhtml_theme = 'alabaster'\n");
    run('sphinx-build', ['-q', '-W', '-b', 'html', source, built]);
    const page = await visit({}, { '/': built }, 'index.html');
    await page.getByRole('heading', { name: 'What did you see?' }).waitFor();
    await assertItWorks(page, true);
  });

  test('Quarto: a page built by pandoc', { skip: without('pandoc') }, async () => {
    const [source, built] = ['page.md', 'page.html'].map((name) => path.join(folder, name));
    const text = await exampleOf('Quarto', browser.url, 'md');
    await writeFile(source, `---\ntitle: Autoencoders\n---\n\n# Try it\n\n${text}\n`);
    run('pandoc', ['--standalone', '--from', 'markdown', '--to', 'html', source, '--output', built]);
    await assertItWorks(await visit({}, { '/': folder }, 'page.html'), true);
  });

  test('Canvas: the frame is left, and works', async () => {
    const code = await exampleOf('Canvas', browser.url);
    const page = await visit({ course: await browserCleans(code) });
    const attributes = await page.locator('iframe').evaluate((it) => it.getAttributeNames());
    assert.deepEqual(attributes.sort(), ['height', 'src', 'style', 'title', 'width']);
    await assertItWorks(page, false);
  });

  test('Canvas: of the element its words are left', async () => {
    const code = await exampleOf('An element', browser.url);
    assert.equal((await browserCleans(code)).trim(), 'Draw a digit and denoise it.');
  });

  /** What Canvas leaves. */
  async function browserCleans(code) {
    const page = await visit({ course: 'A course' });
    const left = await page.evaluate(cleaned, { code, ...kCanvas });
    await browser.leave(page);
    return left;
  }

  test('Moodle: a Page has the frame as it was pasted', async () => {
    const code = await exampleOf('Moodle', browser.url);
    const box = `<div class="box generalbox"><div class="no-overflow">${code}</div></div>`;
    await assertItWorks(await visit({ course: box }), false);
  });

  test('Moodle: a URL that is embedded is a frame without attributes', async () => {
    const address = `${browser.url}?embed&recipe=B`;
    const style = '<style>#resourceobject { width: 100%; height: 600px; border: 0 }</style>';
    const frame = `${style}<iframe id="resourceobject" src="${address}">An autoencoder laboratory</iframe>`;
    await assertItWorks(await visit({ course: frame }), false);
  });

  test('one upload: hourglass.html in a frame of the platform’s own', async () => {
    const frame = '<iframe src="/files/hourglass.html" width="900" height="600"></iframe>';
    await assertItWorks(await visit({ course: frame }, { '/files/': kPageFolder }), false);
  });
});
