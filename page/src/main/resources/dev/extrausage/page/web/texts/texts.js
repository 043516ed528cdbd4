import en from './en.js';
import de from './de.js';

const LANGUAGES = { en, de };

/** The first language of the browser's that the page has, else English. */
function choose() {
  for (const wanted of navigator.languages ?? [navigator.language]) {
    const language = wanted.toLowerCase().split('-')[0];
    if (LANGUAGES[language]) {
      return [language, wanted];
    }
  }
  return ['en', 'en-US'];
}

const [language, wanted] = choose();

/** The page's texts in the browser's language; functions where a text holds a value. */
export const texts = LANGUAGES[language];

/** The locale that formats numbers and dates: the browser's own, in the language of the texts. */
export function locale() {
  return wanted;
}

/** The language of the texts, for the attribute lang. */
export function languageTag() {
  return language;
}

/** A name from a list of texts, or the name itself where the list does not know it. */
export function named(list, name) {
  return list[name] ?? name;
}

/** Names as a sentence lists them: "a, b and c". */
export function listed(names) {
  return new Intl.ListFormat(wanted).format(names);
}
