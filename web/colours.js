// Light or dark: the page around the canvas follows the laboratory, and the laboratory the system
// unless something else was chosen there.

const kLight = matchMedia('(prefers-color-scheme: light)');

export const systemIsLight = () => kLight.matches;

/** @param {string} scheme  "light" or "dark" */
export function showColours(scheme) {
  const root = document.documentElement;
  root.dataset.scheme = scheme;
  const meta = (name) =>
    /** @type {HTMLMetaElement} */ (document.querySelector(`meta[name=${name}]`));
  meta('color-scheme').content = scheme;
  meta('theme-color').content = getComputedStyle(document.body).backgroundColor;
}

/** The colours that a state as text asks for: "light", "dark" or "".
 * @param {string} text */
export const coloursIn = (text) => /;scheme=(light|dark)\b/.exec(text)?.[1] ?? '';

/** @param {(light: boolean) => void} onChange */
export function watchSystemColours(onChange) {
  kLight.addEventListener('change', () => onChange(kLight.matches));
}
