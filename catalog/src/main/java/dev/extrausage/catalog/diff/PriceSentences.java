package dev.extrausage.catalog.diff;

import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import dev.extrausage.core.PriceBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/** Sentences on prices: models, other names, service tiers and units. */
final class PriceSentences {
    private final PriceBook was;
    private final PriceBook is;
    private final List<String> sentences = new ArrayList<>();

    PriceSentences(PriceBook was, PriceBook is) {
        this.was = was;
        this.is = is;
    }

    List<String> sentences() {
        each(PriceBook::models, this::model);
        each(PriceBook::aliases, this::alias);
        each(PriceBook::serviceTiers, this::tier);
        each(PriceBook::units, this::unit);
        return sentences;
    }

    /** A name that has another value now; null: it has none. */
    private interface Changed<T> {
        void from(String name, T before, T after);
    }

    private <T> void each(Function<PriceBook, Map<String, T>> part, Changed<T> changed) {
        Map<String, T> before = part.apply(was);
        Map<String, T> after = part.apply(is);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.stream().filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .forEach(name -> changed.from(name, before.get(name), after.get(name)));
    }

    private void model(String model, Price before, Price after) {
        if (after == null) {
            if (!is.aliases().containsKey(model)) {
                say(model + " has no price any more: requests for it are refused.");
            }
        } else if (before == null) {
            String meant = was.aliases().get(model);
            say(model + (meant == null ? " is new: "
                    : ", until now another name of " + meant + ", has prices of its own: ")
                    + list(after) + ".");
            longContext(model, null, after.longContext());
        } else {
            changes(model, before, after);
            longContext(model, before.longContext(), after.longContext());
        }
    }

    private void longContext(String model, LongContext before, LongContext after) {
        if (before == null && after != null) {
            say(model + " has other prices for requests that read more than "
                    + Wording.count(after.aboveInputTokens()) + " tokens: " + list(after.price())
                    + ".");
        } else if (before != null && after == null) {
            say(model + " has no other prices any more for requests that read more than "
                    + Wording.count(before.aboveInputTokens()) + " tokens.");
        } else if (before != null) {
            if (before.aboveInputTokens() != after.aboveInputTokens()) {
                say(model + " has its other prices for requests that read more than "
                        + Wording.count(after.aboveInputTokens()) + " tokens, instead of "
                        + Wording.count(before.aboveInputTokens()) + ".");
            }
            changes(model + " above " + Wording.count(after.aboveInputTokens()) + " tokens",
                    before.price(), after.price());
        }
    }

    private void changes(String what, Price before, Price after) {
        List<String> parts = new ArrayList<>();
        Map<String, Long> now = bySort(after);
        bySort(before).forEach((sort, pico) -> {
            if (!pico.equals(now.get(sort))) {
                parts.add(sort + (parts.isEmpty() ? " goes from " : " from ")
                        + Wording.perMillion(pico) + " to " + Wording.perMillion(now.get(sort)));
            }
        });
        if (!parts.isEmpty()) {
            say(what + ": " + Wording.and(parts) + " per million tokens.");
        }
    }

    private static String list(Price price) {
        List<String> parts = new ArrayList<>();
        bySort(price).forEach((sort, pico) -> parts.add(sort + " " + Wording.perMillion(pico)));
        return Wording.and(parts) + " per million tokens";
    }

    private static Map<String, Long> bySort(Price price) {
        Map<String, Long> bySort = new LinkedHashMap<>();
        bySort.put("input", price.inputPico());
        bySort.put("output", price.outputPico());
        bySort.put("5-minute cache writing", price.cacheWritePico());
        bySort.put("1-hour cache writing", price.cacheWrite1hPico());
        bySort.put("cache reading", price.cacheReadPico());
        return bySort;
    }

    private void alias(String alias, String before, String after) {
        if (after == null) {
            if (!is.models().containsKey(alias)) {
                say(alias + " is no longer another name of " + before
                        + ": requests for it are refused.");
            }
        } else {
            say(alias + " is another name of " + after
                    + (before == null ? "." : ", instead of " + before + "."));
        }
    }

    private void tier(String tier, Integer before, Integer after) {
        if (after == null) {
            say("Service tier " + tier + " has no price any more: requests at it are refused.");
        } else if (before == null) {
            say("Service tier " + tier + " is new: tokens cost " + Wording.factor(after)
                    + " times their price.");
        } else {
            say("At service tier " + tier + " tokens cost " + Wording.factor(after)
                    + " times their price, instead of " + Wording.factor(before) + ".");
        }
    }

    private void unit(String unit, Long before, Long after) {
        if (after == null) {
            say("One " + unit + " has no price any more: requests with it are refused.");
        } else {
            say("One " + unit + " costs " + Wording.unit(after) + (before == null
                    ? ", and had no price." : ", instead of " + Wording.unit(before) + "."));
        }
    }

    private void say(String sentence) {
        sentences.add(sentence);
    }
}
