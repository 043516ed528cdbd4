/** The languages of the page; only the one that is shown is loaded. */
const LANGUAGES = { en: () => import('./en.js'), de: () => import('./de.js') };

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
export const { default: texts } = await LANGUAGES[language]();

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
