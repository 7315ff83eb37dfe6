// The headers that the page is served with, by serve.mjs and by the service worker alike. A classic
// script that leaves them in a global: not every browser takes modules as service workers.

globalThis.hourglassPolicies = Object.freeze({
  /** What isolates a page at top level, so that it gets threads. Files are nobody's secret: a frame
   * without an origin may have them too. */
  isolation: {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  },
  /** The same in a frame of any page, where the browser knows it. */
  frameIsolation: { 'Document-Isolation-Policy': 'isolate-and-require-corp' },
  /** What the page never needs. */
  always: {
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), display-capture=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  },
});
