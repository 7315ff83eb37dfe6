// The page's side of the service worker: threads where the host sends no isolation headers, and the
// page kept for use offline. Both are extras: where the browser has no service workers, or keeps them
// from this page, it goes on without.

/** Kept by the tab: a reload has been tried. */
const kTried = 'hourglass.isolation';
/** A host that is slower with so small a script delays the start by no more than this. */
const kWorkerMilliseconds = 4_000;

/**
 * Reloads the page through the service worker where that may isolate it: at most once, and before
 * there is anything on it that could be lost.
 * @param {string | null} variant  the only one that may run, or null
 * @returns {Promise<boolean>} whether the page is about to be replaced
 */
export async function isolate(variant) {
  try {
    if (globalThis.crossOriginIsolated) {
      sessionStorage.removeItem(kTried);
      return false;
    }
    const { controller } = navigator.serviceWorker; // throws, as storage does, in a sandboxed frame
    const isTried = controller?.scriptURL === kScript || sessionStorage.getItem(kTried) !== null;
    if (variant === 'simd' || isTried) return false;
    sessionStorage.setItem(kTried, 'tried');
    if (!(await workerInTime())) return false;
    location.reload();
    return true;
  } catch {
    return false;
  }
}

/** Keeps the page for use offline. To be called when all that the start needs has come.
 * @param {string} version  of the manifest that the page has started with
 * @param {string[]} [later]  files that the page can do without and that were asked for now */
export async function keepOffline(version, later = []) {
  try {
    (await worker()).postMessage({ keep: version, later });
  } catch {
    // Then it needs the network, as any page does.
  }
}

const kScript = new URL('service-worker.js', document.baseURI).href;

/** The worker at work, or null when it takes too long. @returns {Promise<ServiceWorker | null>} */
function workerInTime() {
  const late = new Promise((resolve) => setTimeout(resolve, kWorkerMilliseconds, null));
  return Promise.race([late, worker()]);
}

/** @returns {Promise<ServiceWorker>} at work */
async function worker() {
  const { installing, waiting, active } = await navigator.serviceWorker.register(kScript);
  const newest = installing ?? waiting ?? active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (newest.state === 'activating' || newest.state === 'activated') resolve(newest);
      if (newest.state === 'redundant') reject(new Error('the service worker was not installed'));
    };
    newest.addEventListener('statechange', look);
    look();
  });
}
