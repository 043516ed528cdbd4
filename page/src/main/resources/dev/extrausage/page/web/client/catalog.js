const read = new WeakMap();

/**
 * The catalog, as `GET /v1/catalog` answers it, read once for all parts that use one API; a
 * failure is not kept, so that the next one who asks tries again.
 */
export function catalogOf(api) {
  if (!read.has(api)) {
    const catalog = api.get('/v1/catalog');
    catalog.catch(() => read.delete(api));
    read.set(api, catalog);
  }
  return read.get(api);
}
