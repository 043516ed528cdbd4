package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.journal.read.JournalLog;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.journal.read.WrittenEntry;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A journal in memory that is read as the API reads one: by places, as far as these are known. */
final class RandomAccounts {
    static final Catalog CATALOG = Catalogs.severalVersions();

    private final JournalLog log;
    private final KnownPlaces known;
    private final Catalog catalog;

    /** Nasty histories of a few accounts. */
    RandomAccounts(long seed) {
        this(Histories.ofManyAccounts(seed, 4, 80, CATALOG), CATALOG, seed);
    }

    RandomAccounts(List<Input> inputs, Catalog catalog, long seed) {
        this.catalog = catalog;
        log = new JournalLog(inputs, catalog, seed);
        known = log.knownFrom(1 + new Random(seed).nextInt(100));
    }

    Collection<String> names() {
        return log.accounts();
    }

    List<WrittenEntry> entries(String account) {
        return log.entries(account);
    }

    JournalLog log() {
        return log;
    }

    KnownPlaces known() {
        return known;
    }

    Optional<AccountAge> age(String account) {
        return log.accounts().contains(account)
                ? Optional.of(new AccountAge(log.places(account).size(), 0, false))
                : Optional.empty();
    }

    AccountReading reading() {
        return new AccountReading(this::age, log.entries(known), () -> catalog);
    }

    /** Money as it must be written, in nano-USD. */
    static long nanos(JsonNode usd) {
        if (usd.textValue() == null || !usd.textValue().matches(
                "0|-?(0\\.[0-9]{0,8}[1-9]|[1-9][0-9]*(\\.[0-9]{0,8}[1-9])?)")) {
            throw new AssertionError(usd + " is not money");
        }
        return new BigDecimal(usd.textValue()).movePointRight(9).longValueExact();
    }
}
