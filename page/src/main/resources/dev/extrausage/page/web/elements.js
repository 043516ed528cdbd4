/**
 * The script of a host product's page: defines <extra-usage-balance>, <extra-usage-history> and
 * <extra-usage-top-up>. Each takes `account`, and the `token` of a portal session.
 */
import '/page/VERSION/parts/balance.js';
import '/page/VERSION/parts/history.js';
import '/page/VERSION/parts/top-up.js';
