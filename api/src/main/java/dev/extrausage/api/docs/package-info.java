/** The description of the API for programs and for people: {@code openapi.yaml} and its pages. */
package dev.extrausage.api.docs;
