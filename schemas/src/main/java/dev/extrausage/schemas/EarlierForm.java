package dev.extrausage.schemas;

import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The release of a contract before the newest, for values that use nothing the newest brought.
 * Written in it, a value is read by programs of either version, also where schema ids come from no
 * registry: so gates, consumers and ledgers may be upgraded one after the other.
 *
 * @param schema the earlier release
 * @param saysAll tells whether a value loses nothing in it
 */
record EarlierForm(Schema schema, Predicate<SpecificRecord> saysAll) {
    private static final ReleasedSchemas RELEASED = ReleasedSchemas.load();

    /** By contract; the others, the journal's entries among them, are always of the newest. */
    private static final Map<Class<?>, EarlierForm> FORMS = Map.of(
            UsageEvent.class, of("UsageEvent", 1, v -> saysAll((UsageEvent) v)),
            AccountEvent.class, of("AccountEvent", 1, v -> saysAll((AccountEvent) v)),
            Balance.class, of("Balance", 2, v -> saysAll((Balance) v)),
            Notice.class, of("Notice", 1, v -> saysAll((Notice) v)));

    /** The earlier form of a contract's values; null when there is none to write. */
    static EarlierForm of(Class<?> type) {
        return FORMS.get(type);
    }

    private static EarlierForm of(
            String contract, int version, Predicate<SpecificRecord> saysAll) {
        Schema schema = RELEASED.all().stream()
                .filter(r -> r.version() == version && r.schema().getName().equals(contract))
                .findAny().orElseThrow().schema();
        return new EarlierForm(schema, saysAll);
    }

    private static boolean saysAll(UsageEvent e) {
        return e.getServiceTier() == null && e.getUnits() == null;
    }

    private static boolean saysAll(AccountEvent e) {
        return e.getNote() == null && e.getLaterChange() == null
                && !(e.getChange() instanceof PlanStarted p && p.getCycleAnchor() != null);
    }

    private static boolean saysAll(Balance b) {
        return !b.getFirstCycle() && b.getNextPlan() == null && b.getStarterCredit() == null;
    }

    private static boolean saysAll(Notice n) {
        return n.getGrantId() == null && n.getRefundId() == null;
    }
}
