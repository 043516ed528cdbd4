/** The month of a time in UTC, 'YYYY-MM', as the API names the cycles that start in it. */
export function monthOf(time) {
  return new Date(time).toISOString().slice(0, 7);
}

/** The months from the one of `first` to the one of `last`, the latest first. */
export function monthsBetween(first, last) {
  const months = [];
  const end = monthOf(first);
  const next = new Date(`${monthOf(last)}-01T00:00:00Z`);
  while (monthOf(next) >= end) {
    months.push(monthOf(next));
    next.setUTCMonth(next.getUTCMonth() - 1);
  }
  return months;
}
