/** The page's paths: each with its view and the names of its parts. Held to the server's by a test. */
const PATHS = [
  ['/', 'home'],
  ['/accounts', 'accounts'],
  ['/accounts/{account_id}', 'account'],
  ['/accounts/{account_id}/entries/{sequence}', 'account'],
  ['/accounts/{account_id}/statements/{cycle}', 'account'],
  ['/attention', 'attention'],
  ['/trial-balance', 'trial-balance'],
  ['/keys', 'keys'],
  ['/rejected-events', 'rejected'],
  ['/actions', 'actions'],
  ['/catalog', 'catalog'],
];

/** The view of a path: {view, account_id?, sequence?, cycle?}; null where there is none. */
export function viewOf(path) {
  const segments = path.split('/');
  for (const [pattern, view] of PATHS) {
    const parts = pattern.split('/');
    const found = { view };
    if (parts.length === segments.length && parts.every((part, i) => {
      if (part.startsWith('{') && segments[i]) {
        found[part.slice(1, -1)] = decodeURIComponent(segments[i]);
        return true;
      }
      return part === segments[i];
    })) {
      return found;
    }
  }
  return null;
}

/** The path of an account's page. */
export const accountPath = (id) => `/accounts/${encodeURIComponent(id)}`;
/** The path that opens one entry in an account's history. */
export const entryPath = (id, sequence) => `${accountPath(id)}/entries/${sequence}`;
/** The path of a cycle's statement (YYYY-MM). */
export const statementPath = (id, cycle) => `${accountPath(id)}/statements/${cycle}`;

/** Goes to a path of the page without loading it anew. */
export function go(path) {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** For links: follows a plain click within the page, and leaves all others to the browser. */
export function follow(event) {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    go(event.currentTarget.getAttribute('href'));
  }
}
