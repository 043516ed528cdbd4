package dev.extrausage.catalog.litellm;

/**
 * A part of the file that is not in the new version exactly as the file says.
 *
 * @param model the model's name in the file
 * @param text the rest of the sentence: {@code is left out: it has no output_cost_per_token}
 */
public record Remark(String model, String text) {
    @Override public String toString() {
        return model + " " + text;
    }
}
