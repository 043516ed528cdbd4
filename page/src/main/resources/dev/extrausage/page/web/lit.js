/** The library's parts that this page uses; nothing else imports from vendor/. */
export { LitElement, html, svg, css, nothing } from './vendor/lit-element/lit-element.js';
export { repeat } from './vendor/lit-html/directives/repeat.js';
export { live } from './vendor/lit-html/directives/live.js';
