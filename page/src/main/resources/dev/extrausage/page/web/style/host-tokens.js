const DECLARATION = /(--eu-[\w-]+):\s*([^;]+);/g;
const COLOUR = /^#/;

/**
 * The design tokens for a host product's page, made of tokens.css: without weight, so that whatever
 * the host sets anywhere goes before them, and dark where the host's page is (its `color-scheme`),
 * not where the browser would like it.
 *
 * @param css the text of tokens.css: the light tokens, then `@media`, then the dark ones
 * @param hasDark true if the browser knows `light-dark()`; without it all is light
 */
export function hostTokens(css, hasDark) {
  const [light, dark] = css.split('@media').map((half) =>
    new Map([...half.matchAll(DECLARATION)].map(([, name, value]) => [name, value])));
  const lines = [...light].map(([name, value]) => {
    const other = dark.get(name);
    return `${name}: ${hasDark && other && COLOUR.test(value)
      ? `light-dark(${value}, ${other})` : value};`;
  });
  return `:where(html) { ${lines.join(' ')} }`;
}
