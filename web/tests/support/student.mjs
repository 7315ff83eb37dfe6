// A student who takes lessons with a mouse: makes the prediction, then does what the goal asks for, by
// real events.

import assert from 'node:assert/strict';
import { kPatience, stateOf } from './browser.mjs';
import { draw, click, kSeven, place, settled } from './laboratory.mjs';

/** A four: down and across, then down through it. In parts of the pad. */
const kFour = [
  ...[0, 0.25, 0.5, 0.75, 1].map((t) => [0.5 - 0.2 * t, 0.2 + 0.35 * t]),
  ...[0, 0.25, 0.5, 0.75, 1].map((t) => [0.3 + 0.45 * t, 0.55]),
  ...[0, 0.25, 0.5, 0.75, 1].map((t) => [0.62, 0.3 + 0.5 * t]),
];

/** Presses at a part of an item, and lets go at another. */
async function drag(page, name, from, to) {
  const { x, y, width, height } = await place(page, name);
  await page.mouse.move(x + from[0] * width, y + from[1] * height);
  await page.mouse.down();
  await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 5 });
  await page.mouse.up();
  await settled(page);
}

/** Clicks on a part of an item: one of several buttons in a row. */
const clickPart = (page, name, part) => drag(page, name, [part, 0.5], [part, 0.5]);

/** The first item whose name begins so. */
async function itemLike(page, start) {
  const names = await page.evaluate(() => Object.keys(globalThis.hourglass.layout()));
  const found = names.find((name) => name.startsWith(start));
  assert.ok(found, `no item ${start}* among ${names.join(', ')}`);
  return found;
}

const kNoiseParts = { none: 0.06, gaussian: 0.24, uniform: 0.45, masking: 0.65, salt_and_pepper: 0.88 };
/** Variational networks have a fourth view, Prior. */
const codeView = (number) => async (page) => {
  const { recipe } = await stateOf(page);
  const views = recipe.penalties?.some(({ kind }) => kind === 'kl_normal') ? 4 : 3;
  await clickPart(page, 'code-view', (number + 0.5) / views);
};

/** What must be opened before an item can be used. */
const kBefore = {
  'code-noise': codeView(2),
  'bench-start': (page) => clickPart(page, 'compare-view', 0.5),
  'filter-*': (page) => clickPart(page, 'inside-view', 0.12),
};

/** @type {Record<string, (page: import('playwright-core').Page, condition: any) => Promise<unknown>>} */
const kActions = {
  drew: async (page) => {
    await click(page, 'clear').catch(() => {}); // where there is something
    await draw(page, kFour);
  },
  rubbed: async (page) => {
    await draw(page, kSeven);
    await click(page, 'tool-rub');
    await drag(page, 'pad', [0.4, 0.24], [0.55, 0.24]);
    await click(page, 'tool-pen');
  },
  trained: (page) => pressButton(page, 'Start training'),
  rolled: (page) => click(page, 'noise-again'),
  morphed: (page) => drag(page, 'morph-position', [0.2, 0.5], [0.8, 0.5]),
  walked: async (page) => {
    await codeView(0)(page);
    await drag(page, 'code-plane', [0.4, 0.6], [0.6, 0.4]);
  },
  pulled: async (page) => {
    await codeView(1)(page);
    await drag(page, 'code-slider-0', [0.5, 0.5], [0.5, 0.9]);
  },
  sampled: async (page) => {
    await codeView(3)(page);
    await click(page, 'prior-sample');
  },
  used: async (page, { item }) => {
    await kBefore[item]?.(page);
    await click(page, await itemLike(page, item.replace('*', '')));
  },
};

/** @type {Record<string, (page: import('playwright-core').Page, condition: any) => Promise<unknown>>} */
const kChanges = {
  testLoss: (page) => pressButton(page, 'Start training'),
  noiseKind: (page, { is }) => clickPart(page, 'noise-kind', kNoiseParts[is]),
  noiseStrength: (page) => drag(page, 'noise-strength', [0.5, 0.5], [0.93, 0.5]),
};

/** A button of the lesson's panel. */
export const pressButton = (page, name) =>
  page.locator('#lesson').getByRole('button', { name, exact: true }).click();

const met = (page) => page.locator('#lesson .reached').count();

/**
 * Does what the step that is open asks for, and goes on.
 * @param {import('playwright-core').Page} page
 * @param {import('../../lesson-format.js').Step} step
 */
export async function takeStep(page, step) {
  await page.locator('#lesson-step', { hasText: step.title.en }).waitFor();
  if (step.prediction) await predict(page, step.prediction);
  if (step.goal) await reach(page, step.goal);
  if (step.prediction) await page.locator('#lesson .explanation').waitFor();
  if (step.buttons.includes('pause')) await pressButton(page, 'Pause');
  await page.locator('#lesson .next').click();
}

async function predict(page, { choices }) {
  const right = choices.findIndex((choice) => choice.right);
  await page.locator('#lesson .prediction label').nth(right).click();
  await pressButton(page, 'That is my prediction');
}

async function reach(page, { all }) {
  await page.locator('#lesson .conditions li').first().filter({ hasText: /./ }).waitFor();
  await settled(page);
  for (const condition of all) {
    if (await met(page)) break;
    if (condition.did) await kActions[condition.did](page, condition);
    else await kChanges[condition.field]?.(page, condition);
  }
  await page.locator('#lesson .reached').waitFor({ timeout: 3 * kPatience }); // it may train long
}
