/** The script of a host product's page: defines the elements that it may use. */
import '/page/VERSION/parts/balance.js';
import '/page/VERSION/parts/history.js';
import '/page/VERSION/parts/top-up.js';
