// How the element looks: a poster with a button until it is started, then the frame. Colours are
// those of the laboratory. Built node by node and styled by a constructed sheet, because a host's
// Content-Security-Policy may forbid style elements and attributes.

const kStyle = `
  :host {
    container-type: inline-size;
    display: block;
    position: relative;
    color-scheme: light dark;
    --background: light-dark(#efece6, #0d1013);
    --line: light-dark(#d3cec3, #272e36);
    --strong: light-dark(#15181b, #f2f3f5);
    --faint: light-dark(#535b64, #a2abb5);
    --sand: light-dark(#985f00, #f2b84b);
    --on-sand: light-dark(#ffffff, #1b1405);
    --glass: light-dark(#3a4047, #f1ece2);
  }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  :host([hidden]) { display: none; }
  #box {
    box-sizing: border-box;
    height: var(--height, clamp(560px, 66cqi, 820px));
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--background);
  }
  iframe { display: block; width: 100%; height: 100%; border: 0; }
  #poster {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    height: 100%;
    padding: 24px;
    overflow: auto;
    font: 16px/1.5 system-ui, sans-serif;
    text-align: center;
  }
  #poster[hidden] { display: none; }
  svg { flex: none; width: 72px; height: 72px; }
  .sand { fill: var(--sand); }
  .glass { fill: none; stroke: var(--glass); stroke-width: 1.5; }
  strong {
    margin-top: 20px;
    font-size: 24px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
    color: var(--strong);
  }
  #words { max-width: 40ch; margin-top: 6px; color: var(--faint); }
  #failure { max-width: 46ch; margin: 16px 0 0; color: var(--strong); }
  #failure:empty { display: none; }
  button {
    flex: none;
    min-height: 44px;
    margin-top: 24px;
    padding: 0 24px;
    border: 0;
    border-radius: 22px;
    background: var(--sand);
    color: var(--on-sand);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover { filter: brightness(1.08); }
  button:focus-visible { outline: 2px solid var(--strong); outline-offset: 3px; }
`;

/** What the button says. */
export const kStart = 'Start the laboratory';

/** Paths of the hourglass, with their class: the page's own mark. */
const kMark = [
  ['sand', 'M8.6 7.6h6.8L12 11.6z'],
  ['sand', 'M6.6 19.6l1.6-2.4L12 15.4l3.8 1.8 1.6 2.4z'],
  ['glass', 'M6 3v3l4.6 6L6 18v3M18 3v3l-4.6 6 4.6 6v3M3.8 2.6h16.4M3.8 21.4h16.4'],
];

/**
 * @typedef {Object} Look
 * @property {HTMLElement} box  holds the poster, and the frame when there is one
 * @property {HTMLElement} poster
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} failure  a sentence, or nothing
 */

/** @param {ShadowRoot} root @returns {Look} */
export function drawLook(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(kStyle);
  root.adoptedStyleSheets = [sheet];
  const words = make('div', { id: 'words' }, [
    make('slot', {}, ['Draw a digit and watch a neural network denoise it.']),
  ]);
  const failure = make('p', { id: 'failure', role: 'alert' });
  const button = make('button', { type: 'button' }, [kStart]);
  const title = make('strong', {}, ['Hourglass']);
  const poster = make('div', { id: 'poster' }, [mark(), title, words, failure, button]);
  const box = make('div', { id: 'box' }, [poster]);
  root.append(box);
  return { box, poster, button, failure };
}

function make(name, attributes, children = []) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function mark() {
  const draw = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  svg.append(...kMark.map(([kind, d]) => draw('path', { class: kind, d })));
  return svg;
}
