// The host's side of the protocol (docs/embedding.md): commands to a frame, each with its answer, and
// what the frame tells. Only what comes from this very window and this origin is listened to.

const kProtocol = 1;

/**
 * @typedef {Object} Channel
 * @property {(command: string, value?: unknown) => Promise<any>} send
 * @property {(reason: string) => void} close  what was not answered is rejected
 */

/**
 * @param {HTMLIFrameElement} frame
 * @param {string} origin  of the laboratory; "null" for a file
 * @param {(message: any) => void} onMessage  a message of type ready, state, event, or an error that
 *   answers no command
 * @returns {Channel}
 */
export function openChannel(frame, origin, onMessage) {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let last = 0;

  const abandon = (reason) => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  const receive = ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin || data?.hourglass !== kProtocol) return;
    const asked = waiting.get(data.id);
    if (asked) {
      waiting.delete(data.id);
      if (data.type === 'reply') asked.resolve(data.value);
      else asked.reject(new Error(String(data.message)));
      return;
    }
    if (data.event === 'loading') abandon('the laboratory was loaded anew');
    onMessage(data);
  };
  addEventListener('message', receive);

  return {
    send: (command, value) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        const target = origin === 'null' ? '*' : origin;
        const message = { hourglass: kProtocol, type: 'command', id, command, value };
        frame.contentWindow.postMessage(message, target); // throws for what cannot be sent
        waiting.set(id, { resolve, reject });
      }),
    close: (reason) => {
      removeEventListener('message', receive);
      abandon(reason);
    },
  };
}
