import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import en from '../../main/resources/dev/extrausage/page/web/texts/en.js';
import de from '../../main/resources/dev/extrausage/page/web/texts/de.js';

const WEB = new URL('../../main/resources/dev/extrausage/page/web/', import.meta.url);

/** Each text as "section.key": what it is, and how many values it takes. */
function shape(texts, path = '') {
  return Object.entries(texts).flatMap(([key, text]) => (typeof text === 'object'
    ? shape(text, `${path}${key}.`)
    : [`${path}${key}: ${typeof text}${typeof text === 'function' ? ` of ${text.length}` : ''}`]));
}

/** All modules of ours by their paths, but the texts themselves. */
function modules(folder = '') {
  return readdirSync(new URL(folder, WEB), { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name;
    if (entry.isDirectory()) {
      return modules(`${path}/`);
    }
    return path.endsWith('.js') && !/^texts\/(en|de)\.js$/.test(path) ? [path] : [];
  });
}

test('every text is there in both languages and takes the same values', () => {
  assert.deepEqual(shape(de).sort(), shape(en).sort());
});

test('no text is empty or the same words in both languages by mistake', () => {
  const empty = (texts) => Object.entries(texts).some(([, text]) => text === '');
  Object.values(en).concat(Object.values(de)).forEach((section) => assert.ok(!empty(section)));
});

test('every text that a module shows is there', () => {
  const missing = [];
  modules().forEach((path) => {
    const script = readFileSync(new URL(path, WEB), 'utf8');
    for (const [, keys] of script.matchAll(/(?<![/\w])texts((?:\.[A-Za-z]\w*)+)/g)) {
      let at = en;
      for (const key of keys.slice(1).split('.')) {
        if (typeof at !== 'object') {
          break;
        }
        at = at[key];
      }
      if (at === undefined) {
        missing.push(`${path} shows texts${keys}`);
      }
    }
  });
  assert.deepEqual(missing, []);
});
