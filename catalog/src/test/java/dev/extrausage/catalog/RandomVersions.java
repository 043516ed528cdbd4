package dev.extrausage.catalog;

import dev.extrausage.core.Bounds;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.MidCycleChange;
import dev.extrausage.core.CatalogVersion.Texts;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Money;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms;
import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import dev.extrausage.core.PriceBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws catalog versions anywhere within the bounds, with names and texts of odd characters. */
public final class RandomVersions {
    private static final long USD = Money.NANOS_PER_USD;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long MICRO_USD_PICOS = 1_000_000L;
    private static final int[] ODD = {'a', 'Z', ' ', '"', '\\', ':', '#', '\'', 'é', 0x2028,
        0xFEFF, 0xFFFE, 0x1F600, '{', '0', '-', '~', ','};

    private final Random random;

    public RandomVersions(long seed) {
        this.random = new Random(seed);
    }

    public CatalogVersion next() {
        long least = upTo(Money.MAX_AMOUNT_NANOS);
        return new CatalogVersion(name(), Bounds.MIN_TIME + upTo(Bounds.TIME_END), prices(),
                each(this::name, name -> plan(least)),
                list(this::name).stream().collect(Collectors.toSet()),
                1 + upTo(DAY_MILLIS), upTo(400 * DAY_MILLIS), random.nextInt(99) * DAY_MILLIS,
                new TopUpTerms(list(() -> upTo(Money.MAX_AMOUNT_NANOS)), least,
                        between(least, Money.MAX_AMOUNT_NANOS)),
                new AutoReloadTerms(upTo(Money.MAX_AMOUNT_NANOS), 1 + random.nextInt(1000),
                        upTo(DAY_MILLIS), 1 + upTo(DAY_MILLIS)),
                random.nextBoolean() ? MidCycleChange.FULL : MidCycleChange.PRORATED,
                random.nextBoolean() ? Texts.DEFAULT : new Texts(words(), words()));
    }

    private PriceBook prices() {
        Map<String, Price> models = each(this::name, name -> price(random.nextBoolean()
                ? new LongContext(upTo(Bounds.MAX_TOKENS), price(null)) : null));
        Map<String, String> aliases = new HashMap<>();
        models.keySet().forEach(model -> {
            if (random.nextBoolean()) {
                aliases.put("alias-" + aliases.size() + model.length(), model);
            }
        });
        aliases.keySet().removeAll(models.keySet());
        Map<String, Integer> tiers =
                each(this::name, name -> (int) upTo(PriceBook.MAX_FACTOR));
        tiers.put(PriceBook.STANDARD, (int) upTo(PriceBook.MAX_FACTOR));
        Map<String, Long> units = each(this::name, name ->
                upTo(PriceBook.MAX_PICO_PER_UNIT / MICRO_USD_PICOS) * MICRO_USD_PICOS);
        return new PriceBook(models, aliases, tiers, units);
    }

    private Price price(LongContext longContext) {
        long most = Price.MAX_PICO_PER_TOKEN;
        return new Price(upTo(most), upTo(most), upTo(most), upTo(most), upTo(most), longContext);
    }

    private Plan plan(long leastBalance) {
        return new Plan(upTo(Money.MAX_AMOUNT_NANOS), random.nextBoolean(), random.nextBoolean(),
                starterCredit(), random.nextBoolean() ? null
                : (Long) between(leastBalance, Money.MAX_AMOUNT_NANOS));
    }

    private StarterCreditTerms starterCredit() {
        long min = between(USD, Money.MAX_AMOUNT_NANOS);
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> new StarterCreditTerms.Fixed(min);
            case 2 -> new StarterCreditTerms.PerSeat(min);
            case 3 -> new StarterCreditTerms.PerSeat(min, between(USD, Money.MAX_AMOUNT_NANOS));
            default -> new StarterCreditTerms.ThirdPartyHistory(
                    min, between(min, Money.MAX_AMOUNT_NANOS));
        };
    }

    /** Small numbers as likely as large ones, and the bounds themselves. */
    private long upTo(long most) {
        long bound = 1L << random.nextInt(64 - Long.numberOfLeadingZeros(most));
        return random.nextInt(20) == 0 ? most : random.nextLong(Math.min(bound, most) + 1);
    }

    private long between(long least, long most) {
        return least + (least == most ? 0 : upTo(most - least));
    }

    private String name() {
        if (random.nextInt(4) == 0) {
            return Stream.of("null", "~", "true", "1.0", "2026-01", "<<", "a.b", "-", "NULL")
                    .skip(random.nextInt(9)).findFirst().orElseThrow();
        }
        return random.ints(1 + random.nextInt(12), '!', '~' + 1)
                .mapToObj(Character::toString).collect(Collectors.joining());
    }

    private String words() {
        return "x" + random.ints(random.nextInt(20), 0, ODD.length)
                .mapToObj(i -> Character.toString(ODD[i])).collect(Collectors.joining());
    }

    private <T> List<T> list(Supplier<T> item) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> item.get()).toList();
    }

    private <T> Map<String, T> each(Supplier<String> name, Function<String, T> value) {
        Map<String, T> all = new HashMap<>();
        Set.copyOf(list(name)).forEach(key -> all.put(key, value.apply(key)));
        return all;
    }
}
