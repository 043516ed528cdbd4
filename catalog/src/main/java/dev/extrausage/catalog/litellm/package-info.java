/**
 * Prices from the form of LiteLLM's {@code model_prices_and_context_window.json}, made into a new
 * version of the catalog: {@link dev.extrausage.catalog.litellm.LiteLlmImport} is the way in.
 *
 * <p>{@code PriceFile} reads the JSON, {@code ListedModel} the costs of one model, {@code
 * ModelImport} makes a price of them, {@code TierCheck} and {@code WebSearch} hold what the catalog
 * has once for all models against what the file says of each. Nothing is rounded: what the catalog
 * cannot say exactly is named in {@link dev.extrausage.catalog.litellm.Remark}s.
 */
package dev.extrausage.catalog.litellm;
