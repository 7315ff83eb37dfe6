// When frames are drawn, by a clock and a graphics processor of our own.

import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { Frames } from '../frames.js';

/** A clock that the tests turn, with the browser's ways to wait; frames come 60 times a second. */
class Clock {
  now = 1000;
  #due = [];

  after(milliseconds, call) {
    this.#due.push({ at: this.now + milliseconds, call });
  }
  run(milliseconds) {
    const end = this.now + milliseconds;
    for (;;) {
      this.#due.sort((a, b) => a.at - b.at);
      if (this.#due.length === 0 || this.#due[0].at > end) break;
      const { at, call } = this.#due.shift();
      this.now = Math.max(this.now, at);
      call();
    }
    this.now = end;
  }
}

describe('frames', () => {
  let clock, frames, drawn, moves, frameTakes;

  beforeEach(() => {
    mock.restoreAll();
    clock = new Clock();
    mock.method(performance, 'now', () => clock.now);
    mock.method(globalThis, 'setTimeout', (call, milliseconds) => clock.after(milliseconds, call));
    globalThis.requestAnimationFrame = (call) => clock.after(1000 / 60, call);
    [drawn, moves, frameTakes] = [0, false, 0];
    const gl = {
      UNSIGNALED: 0,
      fenceSync: () => ({ done: clock.now + frameTakes }),
      getSyncParameter: ({ done }) => (clock.now < done ? 0 : 1),
      deleteSync: () => {},
      flush: () => {},
    };
    const engine = {
      wantFrames: () => {},
      frame: () => {
        ++drawn;
        return moves;
      },
    };
    frames = new Frames({ getContext: () => gl }, engine, assert.fail, () => {});
  });

  /** Frames in a second of training whose news comes every 100 ms. */
  const aSecondOfTraining = () => {
    const before = drawn;
    for (let i = 0; i < 10; ++i) {
      frames.news();
      clock.run(100);
    }
    return drawn - before;
  };

  test('what moves is drawn as often as the screen allows', () => {
    moves = true;
    frameTakes = 90;
    frames.request();
    clock.run(3000);
    assert.ok(drawn > 170, `${drawn} frames`);
  });

  test('beside training neither news nor movement takes much of it where frames are dear', () => {
    moves = true;
    frameTakes = 90;
    aSecondOfTraining();
    assert.ok(aSecondOfTraining() <= 2);
  });

  test('where frames are cheap all news is shown, and movements stay smooth', () => {
    frameTakes = 2;
    assert.equal(aSecondOfTraining(), 10);
    moves = true;
    assert.ok(aSecondOfTraining() > 25);
  });

  test('what the visitor does is followed at once, also beside training', () => {
    moves = true;
    frameTakes = 90;
    aSecondOfTraining();
    const before = drawn;
    frames.request();
    clock.run(400);
    assert.ok(drawn - before > 20, `${drawn - before} frames`);
  });
});
