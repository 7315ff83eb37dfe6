// HTML by script: elements with their attributes and children, never from text with tags in it.

/**
 * @param {string} tag  "p", or with a class: "p.faint"
 * @param {Record<string, any>} [attributes]  properties of the element where it has them (onclick)
 * @param {...(Node | string | null | undefined | false)} children  what is not there is left out
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

const kMarks = /\*\*(.+?)\*\*|`([^`]+)`/g;

/**
 * A text's paragraphs. Its markup is **bold**, `code` and an empty line between paragraphs; all else
 * stands there as it is written.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).map((part) => make('p', {}, ...inline(part.trim())));
}

/** @param {string} text @returns {(Node | string)[]} */
export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(kMarks)) {
    nodes.push(text.slice(end, match.index));
    nodes.push(match[1] !== undefined ? make('strong', {}, match[1]) : make('code', {}, match[2]));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
