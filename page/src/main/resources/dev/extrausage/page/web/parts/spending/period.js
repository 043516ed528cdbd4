/** The day of a local date, 'YYYY-MM-DD', as a date input has it. */
export function dayText(date) {
  return [String(date.getFullYear()).padStart(4, '0'), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0')).join('-');
}

/** The local midnight that begins a day 'YYYY-MM-DD'; an invalid Date for anything else. */
export function midnight(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : new Date(NaN);
}

/** The local midnight some days after that of a date; a day of 23 or 25 hours is one day. */
export function daysAfter(date, days) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** The days from the one that holds `from` to the one that holds the last moment before `to`. */
export function daysBetween(from, to) {
  const days = [];
  for (let next = daysAfter(from, 0); next < to; next = daysAfter(next, 1)) {
    days.push(next);
  }
  return days;
}

/** How many days a chart shows at most: the API answers with no more than so many buckets. */
const MOST_DAYS = 366;

/**
 * The period that is asked for: {from, to} as Dates, `to` null for up to now; or {wrong} with the
 * name of what is wrong with the days that somebody chose.
 *
 * @param choice 'days', 'cycle' or 'custom'
 * @param cycleStart when the current cycle began, as the API has it
 * @param days the custom days, {from, to}, both of them in the period
 */
export function periodOf(choice, cycleStart, days, now = new Date()) {
  if (choice === 'cycle' && cycleStart) {
    return { from: new Date(cycleStart), to: null };
  }
  if (choice !== 'custom') {
    return { from: daysAfter(now, -29), to: null };
  }
  const [from, last] = [midnight(days.from), midnight(days.to)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(last.getTime())) {
    return { wrong: 'incomplete' };
  }
  if (last < from) {
    return { wrong: 'backwards' };
  }
  const to = daysAfter(last, 1);
  return daysBetween(from, to).length > MOST_DAYS ? { wrong: 'tooLong' } : { from, to };
}

/** The parameters of a period for the API. */
export function periodQuery({ from, to }) {
  return `from=${from.toISOString()}${to ? `&to=${to.toISOString()}` : ''}`;
}
