// A frame that is scrolled out of sight rests: nothing is drawn, training waits until it is seen
// again, and its GL context can be given back, because a browser allows a page only about 16.

/**
 * @typedef {Object} Sight
 * @property {() => void} release  gives the context back until the frame is seen; throws while it is
 * @property {<T>(work: () => Promise<T>) => Promise<T>} during  work that goes on out of sight
 * @property {(listener: (seen: boolean) => void) => void} onChange
 */

/**
 * @param {import('./laboratory.js').Laboratory} laboratory
 * @param {HTMLCanvasElement} canvas
 * @param {boolean} alone  nobody counts contexts: this one is given back whenever it is not needed
 * @returns {Sight}
 */
export function attachSight(laboratory, canvas, alone) {
  const { commands, engine } = laboratory;
  const context = contextOf(canvas);
  const listeners = [];
  let seen = true;
  let atWork = 0;
  /** commandsTaken when training was made to wait: whoever commands later decides. */
  let waitsSince = -1;

  const leave = async () => {
    if (atWork > 0 || !engine.state().training) return;
    waitsSince = (await commands.inTurn(() => commands.send(() => engine.pause()))).commandsTaken;
    if (seen) await comeBack();
  };
  const comeBack = async () => {
    const since = waitsSince;
    waitsSince = -1;
    if (engine.state().commandsTaken !== since) return;
    await commands.inTurn(() => commands.send(() => engine.start()));
    if (!seen) await leave();
  };

  // Without a root of its own it is the window of the outermost page that counts, also in a frame
  // of another origin.
  new IntersectionObserver((entries) => {
    const now = entries.at(-1).isIntersecting;
    if (now === seen) return;
    seen = now;
    laboratory.show(seen);
    if (seen) context.restore();
    else if (alone) context.release();
    (seen ? comeBack() : leave()).catch(() => {}); // a page that broke down says so itself
    for (const listener of listeners) listener(seen);
  }).observe(canvas);

  return {
    release: () => {
      if (seen) throw new Error('release: the laboratory is in view, and needs its context');
      context.release();
    },
    during: async (work) => {
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
      }
    },
    onChange: (listener) => listeners.push(listener),
  };
}

/** A canvas' context, given back and taken again. surface.js sees the same events. */
function contextOf(canvas) {
  const gl = canvas.getContext('webgl2');
  const extension = gl.getExtension('WEBGL_lose_context');
  let wanted = true;
  let gone = false; // and the page has been told, before which it cannot come back
  let given = false; // by us; what the browser takes, it brings back itself when it can
  canvas.addEventListener('webglcontextlost', () => {
    gone = true;
    if (wanted && given) setTimeout(() => extension.restoreContext());
  });
  canvas.addEventListener('webglcontextrestored', () => {
    gone = given = false;
    if (!wanted) giveBack();
  });
  const giveBack = () => {
    if (gl.isContextLost()) return;
    given = true;
    extension.loseContext();
  };
  return {
    release: () => {
      wanted = false;
      giveBack();
    },
    restore: () => {
      wanted = true;
      if (gone) extension.restoreContext();
    },
  };
}
