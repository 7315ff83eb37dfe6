// The address of an element's frame, made of its attributes (docs/embedding.md).

/** Attributes that are passed on as parameters. */
export const kParameters = ['recipe', 'weights', 'panel', 'theme', 'hide', 'lesson', 'lang'];

/** The page that this module was served with. */
const kUsualPage = new URL('../', import.meta.url).href;

/** @param {HTMLElement} element @returns {URL}  throws where `src` is no address of a page */
export function frameAddress(element) {
  const given = element.getAttribute('src');
  const base = given === null ? kUsualPage : new URL(given, document.baseURI).href;
  const address = new URL(base);
  if (!['http:', 'https:', 'file:'].includes(address.protocol)) {
    throw new Error(`src: expected the address of a Hourglass page, got ${JSON.stringify(given)}`);
  }
  const { searchParams } = address;
  searchParams.set('embed', 'element');
  if (location.origin !== 'null') searchParams.set('parent', location.origin);
  for (const name of kParameters) {
    const value = element.getAttribute(name);
    if (value) searchParams.set(name, value);
  }
  address.hash = element.getAttribute('state') ?? '';
  return address;
}

/** A CSS length: a plain number counts pixels. @param {string | null} height */
export function cssHeight(height) {
  return /^\d+(\.\d+)?$/.test(height ?? '') ? `${height}px` : (height ?? '');
}
