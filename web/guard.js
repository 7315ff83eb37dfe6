// Says so when the page, its style or its program does not arrive whole, which the program itself
// cannot. A classic script, because modules are what may fail. Why the program must not begin is in the
// root element's data-failed.
(() => {
  /** A program that has not begun by now will not. */
  const kProgramMilliseconds = 40_000;
  const kRenewMilliseconds = 5_000;

  const hasBegun = () => 'hourglass' in globalThis;

  /** @param {string} what */
  function fail(what) {
    if (!hasBegun()) say(what); // from there on the page speaks for itself
  }

  /** @param {string} what */
  function say(what) {
    if (document.readyState === 'loading') {
      // There is nothing yet to say it in.
      document.addEventListener('readystatechange', () => say(what), { once: true });
      return;
    }
    const loading = document.getElementById('loading') ?? document.body;
    loading.classList.add('failed');
    const sentence = document.getElementById('loading-what') ?? loading;
    sentence.textContent = `Hourglass could not start: ${what}.`;
    const retry = document.getElementById('loading-retry') ?? newRetry(loading);
    retry.hidden = false;
    retry.focus();
  }

  /** However much arrives after this, the program does not go on. @param {string} what */
  function refuse(what) {
    document.documentElement.dataset.failed = what;
    say(what);
  }

  /** Where the page ends before its own. @param {HTMLElement} place */
  function newRetry(place) {
    const retry = document.createElement('button');
    retry.textContent = 'Try again';
    retry.onclick = again;
    return place.appendChild(retry);
  }

  /** Loads the page once more, without the browser's own copies of its style and program. */
  async function again() {
    const resources = performance.getEntriesByType('resource').map(({ name }) => name);
    const renew = async (address) => {
      const signal = AbortSignal.timeout(kRenewMilliseconds);
      await (await fetch(address, { cache: 'reload', signal })).arrayBuffer();
    };
    await Promise.allSettled(resources.filter((name) => /\.(js|css)$/.test(name)).map(renew));
    location.reload();
  }

  // In a sandboxed frame, and from disk, the browser fetches modules only where the host allows it to
  // everyone; the page in a single file needs none.
  function openSingleFile() {
    location.replace(`hourglass.html${location.search}${location.hash}`);
  }

  addEventListener(
    'error',
    ({ target, error }) => {
      const isProgram = target instanceof HTMLScriptElement;
      const isStyle = target instanceof HTMLLinkElement && target.rel === 'stylesheet';
      if (hasBegun() && !isStyle) return; // the program may run before word of a style comes, and waits
      if ((isProgram || isStyle) && globalThis.origin === 'null') openSingleFile();
      else if (isProgram) fail('its program could not be fetched or is damaged');
      else if (isStyle) refuse('its style could not be fetched or is damaged');
      else if (error) fail('its program is damaged');
    },
    true, // errors of elements do not rise to the window
  );
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return; // the program begins after this
    const retry = document.getElementById('loading-retry');
    if (retry) retry.onclick = again;
    // One of them is the last: of the page in a single file the program.
    const isWhole = ['#notice', 'script[type=module]'].every((it) => document.querySelector(it));
    if (!isWhole) refuse('the page has not arrived whole');
  });
  setTimeout(fail, kProgramMilliseconds, 'its program stopped arriving');
})();
