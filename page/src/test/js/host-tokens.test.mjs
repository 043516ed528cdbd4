import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { hostTokens } from '../../main/resources/dev/extrausage/page/web/style/host-tokens.js';

const TOKENS = readFileSync(new URL(
  '../../main/resources/dev/extrausage/page/web/style/tokens.css', import.meta.url), 'utf8');

test('a host page gets every token, each colour for both of its schemes', () => {
  const css = hostTokens(TOKENS, true);

  assert.match(css, /^:where\(html\) \{/);
  assert.match(css, /--eu-text: light-dark\(#1c1c1a, #f1f1ee\);/);
  assert.match(css, /--eu-size-m: 0\.9375rem;/);
  assert.doesNotMatch(css, /color-scheme/);
  const names = new Set(TOKENS.match(/--eu-[\w-]+(?=:)/g));
  names.forEach((name) => assert.ok(css.includes(`${name}: `), name));
});

test('a browser without two schemes gets the light colours', () => {
  const css = hostTokens(TOKENS, false);

  assert.match(css, /--eu-text: #1c1c1a;/);
  assert.doesNotMatch(css, /light-dark/);
});
