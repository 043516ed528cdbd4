import { locale } from '../texts/texts.js';

/** The browser's time zone, by its IANA name. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

const format = (options) => (time) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(new Date(time));

/** A day: "Nov 29, 2026". */
export const day = format({ dateStyle: 'medium' });
/** A day without its year: "Nov 29". */
export const shortDay = format({ month: 'short', day: 'numeric' });
/** A day and a time to the minute. */
export const moment = format({ dateStyle: 'medium', timeStyle: 'short' });
/** A day and a time to the second. */
export const exactMoment = format({ dateStyle: 'medium', timeStyle: 'medium' });

const STEPS = [[86_400_000, 'day'], [3_600_000, 'hour'], [60_000, 'minute'], [1000, 'second']];

/** The distance from now in words: "in 3 days", "2 minutes ago". */
export function fromNow(time, now = Date.now()) {
  const away = new Date(time) - now;
  const [length, unit] = STEPS.find(([step]) => Math.abs(away) >= step) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
    .format(Math.round(away / length), unit);
}
