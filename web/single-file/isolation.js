// A single file has no service worker beside it. Stands in the place of web/isolation.js.

export const isolate = async () => false;
export const keepOffline = async () => {};
