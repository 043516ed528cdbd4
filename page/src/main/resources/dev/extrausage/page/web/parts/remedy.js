import { texts } from '../texts/texts.js';

const SETTINGS = 'extra-usage-settings';

/**
 * The one thing to do where a surface is blocked (SPEC U3, section 10): the part of the page where
 * it is done (and in it the setting), and the text of the button that leads there; null where there
 * is only to wait, or what helps is not on this page.
 */
export function remedyOf(reason) {
  switch (reason) {
    case 'OUT_OF_EXTRA_USAGE':
      return { part: 'extra-usage-top-up', text: texts.banner.addCredits };
    case 'EXTRA_USAGE_OFF':
      return { part: SETTINGS, setting: 'extra-usage', text: texts.banner.turnOn };
    case 'SPEND_LIMIT_REACHED':
      return { part: SETTINGS, setting: 'spend-limit', text: texts.banner.raiseLimit };
    default:
      return null;
  }
}
