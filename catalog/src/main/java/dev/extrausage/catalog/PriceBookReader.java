package dev.extrausage.catalog;

import dev.extrausage.core.Bounds;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import dev.extrausage.core.PriceBook;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the list prices of a version: models, their aliases, service tiers and units (M2). */
final class PriceBookReader {
    private static final long MAX_THRESHOLD = Bounds.MAX_TOKENS;
    private static final Map<String, Integer> STANDARD_ALONE =
            Map.of(PriceBook.STANDARD, PriceBook.FACTOR_ONE);

    private final Fields version;

    PriceBookReader(Fields version) {
        this.version = version;
    }

    PriceBook book() {
        Map<String, Price> models =
                version.required("prices").foldedNames().eachRead(PriceBookReader::price);
        return new PriceBook(
                models,
                version.optional("model_aliases", value -> aliases(value, models), Map.of()),
                version.optional("service_tiers", PriceBookReader::serviceTiers, STANDARD_ALONE),
                version.optional("unit_prices",
                        units -> units.foldedNames().eachRead(Value::unitPrice), Map.of()));
    }

    private static Price price(Value model) {
        Fields prices = model.fields("input", "output", "cache_write", "cache_write_1h",
                "cache_read", "long_context");
        return price(prices,
                prices.optional("long_context", PriceBookReader::longContext, null));
    }

    private static LongContext longContext(Value value) {
        Fields prices = value.fields("above_input_tokens", "input", "output", "cache_write",
                "cache_write_1h", "cache_read");
        return new LongContext(
                prices.required("above_input_tokens").count(0, MAX_THRESHOLD),
                price(prices, null));
    }

    private static Price price(Fields prices, LongContext longContext) {
        return new Price(
                prices.required("input").price(),
                prices.required("output").price(),
                prices.required("cache_write").price(),
                prices.required("cache_write_1h").price(),
                prices.required("cache_read").price(),
                longContext);
    }

    /** Refuses an alias of an alias, too: one step leads from a name to its price. */
    private static Map<String, String> aliases(Value map, Map<String, Price> models) {
        Set<String> priced =
                models.keySet().stream().map(FoldedName::of).collect(Collectors.toSet());
        Map<String, Value> aliases = map.foldedNames().eachRead(value -> value);
        aliases.forEach((alias, model) -> {
            if (priced.contains(FoldedName.of(alias))) {
                throw model.error(model.path()
                        + " is priced itself: must be a name that prices does not have");
            }
            if (!priced.contains(FoldedName.of(model.name()))) {
                throw model.mustBe("a model that prices has");
            }
        });
        return aliases.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, alias -> alias.getValue().name()));
    }

    private static Map<String, Integer> serviceTiers(Value map) {
        Map<String, Integer> tiers = map.foldedNames().eachRead(Value::factor);
        if (tiers.keySet().stream().map(FoldedName::of).noneMatch(PriceBook.STANDARD::equals)) {
            throw map.error(map.path() + " has no " + PriceBook.STANDARD + ": must be given");
        }
        return tiers;
    }
}
