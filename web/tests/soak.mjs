// A long training in the page, watched: its memory must stay as it is. Not one of the tests, for it
// takes its time:
//
//   npm run soak [minutes]     default: 10
//
// Ends with an error when the program's memory grows after the first fifth, or the page's own heap by
// more than kHeap.

import { TestBrowser, stateOf } from './support/browser.mjs';
import { trainForLong } from './support/faults.mjs';

const minutes = Number(process.argv[2] ?? 10);
const kSamples = 20;
const kHeap = 8e6;

const browser = await TestBrowser.open();
const page = await browser.visitReady();
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');

/** Bytes of live objects, steps and so on as they are now. */
async function sample() {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  const { step, frames, memoryBytes, testLoss } = await stateOf(page);
  return { step, frames, memory: memoryBytes, heap, testLoss };
}

await trainForLong(page);
const samples = [];
for (let i = 0; i < kSamples; ++i) {
  await page.waitForTimeout((minutes * 60_000) / kSamples);
  const now = await sample();
  samples.push(now);
  const [memory, heap] = [now.memory, now.heap].map((bytes) => (bytes / 1e6).toFixed(1));
  console.log(
    `${(((i + 1) * minutes) / kSamples).toFixed(1)} min: step ${now.step}, ${now.frames} frames, ` +
      `program ${memory} MB, heap ${heap} MB, test loss ${now.testLoss?.toFixed(4)}`,
  );
}
await browser.leave(page);
await browser.close();

const later = samples.slice(kSamples / 5);
const grown = (key) => later.at(-1)[key] - later[0][key];
if (grown('memory') > 0 || grown('heap') > kHeap) {
  console.error(`memory has grown: program ${grown('memory')} bytes, heap ${grown('heap')} bytes`);
  process.exitCode = 1;
}
