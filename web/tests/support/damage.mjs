// A host whose files arrive damaged: as serveHolding(), but each file is first handed to a test.

import { createServer } from 'node:http';

/**
 * @param {string} url  of the host that has the files whole
 * @param {(path: string, bytes: Buffer) => {bytes: Buffer, breaksAfter?: number}} change
 *   breaksAfter: the connection breaks after so many bytes
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serveChanged(url, change) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url, url));
    const whole = Buffer.from(await answer.arrayBuffer());
    const { bytes, breaksAfter } = change(new URL(request.url, url).pathname.slice(1), whole);
    const type = answer.headers.get('Content-Type') ?? 'text/plain';
    response.writeHead(answer.status, { 'Content-Type': type, 'Content-Length': bytes.length });
    if (breaksAfter === undefined) return response.end(bytes);
    response.write(bytes.subarray(0, breaksAfter), () => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
