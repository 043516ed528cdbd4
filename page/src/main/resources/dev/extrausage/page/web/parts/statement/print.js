/**
 * Makes the browser print one element alone while `isWanted`: what stands beside it, and beside
 * what holds it, gets the class `no-print` for as long as the printing takes.
 *
 * @returns a function that ends it
 */
export function printAlone(element, isWanted) {
  let left = [];
  const before = () => {
    left = isWanted() ? beside(element).filter((other) => !other.classList.contains('no-print')) : [];
    left.forEach((other) => other.classList.add('no-print'));
  };
  const after = () => left.forEach((other) => other.classList.remove('no-print'));
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    after();
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}

/** All elements beside an element and beside those around it, within its own tree. */
function beside(element) {
  const found = [];
  for (let inner = element; inner; inner = inner.parentElement) {
    found.push(...[...inner.parentNode?.children ?? []].filter((other) => other !== inner
      && !['STYLE', 'SCRIPT', 'LINK'].includes(other.tagName)));
  }
  return found;
}
