package dev.extrausage.catalog.litellm;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a new catalog version of an older one and a price list in the form of LiteLLM's {@code
 * model_prices_and_context_window.json}. Prices come from the list, all else from the older
 * version.
 *
 * <p>A price is carried over exactly or not at all: a model that the catalog cannot price as the
 * list does is left out (and keeps its older price, if it has one), and every difference is a
 * {@link Remark}.
 */
public final class LiteLlmImport {
    /** The list's own explanation of its form, which has the place of a model. */
    private static final String EXPLANATION = "sample_spec";

    private final CatalogVersion base;
    private final TierCheck tiers;
    private final Map<String, Price> imported = new LinkedHashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private final WebSearch webSearch = new WebSearch();
    private final List<Remark> remarks = new ArrayList<>();

    private LiteLlmImport(CatalogVersion base) {
        this.base = base;
        this.tiers = new TierCheck(base.prices());
    }

    /**
     * Reads the price list and makes the new version.
     *
     * @param file the name that messages give to the list
     * @param utf8 the list, JSON
     * @param provider the {@code litellm_provider} whose models are wanted; null: all
     * @param base the version that has all but the prices
     * @param version the new version's name
     * @param effectiveFrom the new version's start, in milliseconds since 1970
     * @throws NotAPriceList when the list is not in this form at all
     */
    public static Result run(String file, byte[] utf8, String provider, CatalogVersion base,
            String version, long effectiveFrom) {
        LiteLlmImport run = new LiteLlmImport(base);
        PriceFile.models(file, utf8).forEach((model, fields) -> {
            if (!model.equals(EXPLANATION) && isOf(provider, fields)) {
                run.take(model, fields);
            }
        });
        return run.result(version, effectiveFrom);
    }

    /**
     * A new version, and how it differs from the list.
     *
     * @param version the new version
     * @param remarks all that is not as the list says
     * @param kept the models that the list does not have, with the older version's prices
     */
    public record Result(CatalogVersion version, List<Remark> remarks, Set<String> kept) {}

    private static boolean isOf(String provider, Object fields) {
        return provider == null || fields instanceof Map<?, ?> map
                && provider.equals(map.get("litellm_provider"));
    }

    private void take(String model, Object fields) {
        try {
            Bounds.name("its name", model);
        } catch (BadInput e) {
            remarks.add(new Remark(BadInput.shown(model), "is left out: " + e.getMessage()));
            return;
        }
        if (!(fields instanceof Map<?, ?> map)) {
            leaveOut(model, List.of("it is not a JSON object"));
            return;
        }
        ListedModel listed = new ListedModel(map);
        ModelImport price = new ModelImport(listed, base.prices().price(model));
        Price made = price.price();
        if (made == null) {
            leaveOut(model, price.obstacles());
            return;
        }
        keep(model, made);
        webSearch.take(model, listed);
        price.notes().forEach(note -> remarks.add(new Remark(model, note)));
        tiers.notes(listed).forEach(note -> remarks.add(new Remark(model, note)));
        if (!listed.unknown().isEmpty()) {
            remarks.add(new Remark(model, "has costs that the catalog has no place for: "
                    + String.join(", ", listed.unknown())));
        }
        if (made.inputPico() == 0 && made.outputPico() == 0) {
            remarks.add(new Remark(model, "is free: its input and output cost nothing"));
        }
    }

    private void keep(String model, Price made) {
        Price other = imported.put(FoldedName.of(model), made);
        if (other != null && !other.equals(made)) {
            leaveOut(model, List.of("another model's name differs from it by capitals only, and has"
                    + " another price"));
        } else if (leftOut.contains(FoldedName.of(model))) {
            imported.remove(FoldedName.of(model));
        }
    }

    private void leaveOut(String model, List<String> obstacles) {
        String folded = FoldedName.of(model);
        imported.remove(folded);
        leftOut.add(folded);
        String instead = base.prices().price(model) == null ? ""
                : "; it stays as version " + base.version() + " has it";
        remarks.add(new Remark(model,
                "is left out: " + String.join("; ", obstacles) + instead));
    }

    private Result result(String version, long effectiveFrom) {
        PriceBook before = base.prices();
        Map<String, Price> models = new HashMap<>(before.models());
        models.putAll(imported);
        Map<String, String> aliases = aliases(models);
        Map<String, Long> units = new HashMap<>(before.units());
        Long search = webSearch.price(before.units().get(WebSearch.UNIT));
        if (search != null) {
            units.put(WebSearch.UNIT, search);
        }
        remarks.addAll(webSearch.remarks(search));
        Set<String> kept = new TreeSet<>(before.models().keySet());
        kept.removeAll(imported.keySet());
        kept.removeAll(leftOut);
        PriceBook book = new PriceBook(models, aliases, before.serviceTiers(), units);
        return new Result(new CatalogVersion(version, effectiveFrom, book, base.plans(),
                base.firstPartyApps(), base.starterCreditLifetimeMillis(),
                base.creditExpiringWarningMillis(), base.lateUsageGraceMillis(), base.topUp(),
                base.autoReload(), base.midCycleChange(), base.texts()),
                List.copyOf(remarks), kept);
    }

    /** An alias that the list prices like the model it means stays one; else it is a model now. */
    private Map<String, String> aliases(Map<String, Price> models) {
        Map<String, String> aliases = new HashMap<>(base.prices().aliases());
        base.prices().aliases().forEach((alias, model) -> {
            Price own = models.get(alias);
            if (own != null && own.equals(models.get(model))) {
                models.remove(alias);
            } else if (own != null) {
                aliases.remove(alias);
                remarks.add(new Remark(alias, "is priced by the list, and no longer another name "
                        + "of " + model));
            }
        });
        return aliases;
    }
}
