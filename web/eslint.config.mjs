// What ESLint looks for: mistakes. How code looks is not its business.

import js from '@eslint/js';
import globals from 'globals';

const kAlso = {
  'array-callback-return': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-syntax': [
    'error',
    {
      selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
      message: 'make() of elements.js makes elements, never from text with tags in it.',
    },
  ],
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-throw-literal': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  'no-useless-assignment': 'error',
  'no-var': 'error',
  // A callback may be written before what it uses has come.
  'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
};
/** What the tests' host page offers: tests/support/host.mjs. */
const kHostPage = { ask: 'readonly', messages: 'readonly', post: 'readonly' };

const known = (files, ...tables) => ({
  files,
  languageOptions: { globals: Object.assign({}, ...tables) },
});

export default [
  js.configs.recommended,
  { rules: kAlso },
  known(['*.js', 'embed/**', 'single-file/**', 'bench/**'], globals.browser),
  known(['service-worker.js', 'bench/*worker.js'], globals.serviceworker),
  known(['*.mjs'], globals.node),
  // Beside Node.js's: much of it is evaluated in a page.
  known(['tests/**'], globals.node, globals.browser, kHostPage),
];
