package dev.extrausage.benchmarks.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.benchmarks.process.Child;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.rounds.Stand;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.TimeLimits;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures the audit of a journal that the ledger has written, and beside it a reading that only
 * decodes: in turns, each time in a fresh process, as a command is; and then again in the same one,
 * where everything is compiled.
 */
public final class AuditRun {
    /** As the launcher starts the command. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:NewRatio=1",
            "-XX:InitialRAMPercentage=10", "-XX:MaxRAMPercentage=70");
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Stand stand;
    private final Consumer<String> progress;

    private AuditRun(Stand stand, Consumer<String> progress) {
        this.stand = stand;
        this.progress = progress;
    }

    /**
     * The readings of one round.
     *
     * @param first by contender, of a fresh process, without the start of its JVM
     * @param again by contender, of the same process
     */
    record Round(Map<AuditContender, Reading> first, Map<AuditContender, Reading> again) { }

    /**
     * Measures both.
     *
     * @param settings of which the ledger alone takes part; {@code events} is the usage in the
     *     journal
     * @param progress hears what is going on, a line at a time
     */
    static List<Round> run(BenchSettings settings, Consumer<String> progress) {
        try (Stand stand = Stand.setUp(settings)) {
            progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
            stand.openAccounts();
            progress.accept("deciding " + Figure.whole(settings.events()) + " requests ...");
            stand.addUsage(settings.events());
            stand.ledgerTurn(0, TimeLimits.NO_END);
            AuditRun run = new AuditRun(stand, progress);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < settings.rounds(); i++) {
                rounds.add(run.round(i));
            }
            return rounds;
        }
    }

    private Round round(int number) {
        Map<AuditContender, Reading> first = new EnumMap<>(AuditContender.class);
        Map<AuditContender, Reading> again = new EnumMap<>(AuditContender.class);
        AuditContender[] all = AuditContender.values();
        for (int i = 0; i < all.length; i++) {
            AuditContender contender = all[(i + number) % all.length];
            try (Child child = Child.start("reader", stand.folder("readers"), FLAGS,
                    "dev.extrausage.benchmarks.audit.ReaderMain",
                    stand.broker().bootstrapServers())) {
                child.answer(LONGEST);
                first.put(contender, read(child, contender));
                again.put(contender, read(child, contender));
            }
            progress.accept(contender.says() + ": "
                    + Figure.whole(first.get(contender).entriesPerSecond()) + " entries/s, again "
                    + Figure.whole(again.get(contender).entriesPerSecond()));
        }
        return new Round(first, again);
    }

    private Reading read(Child child, AuditContender contender) {
        try {
            return mapper.treeToValue(child.ask(contender.name(), LONGEST), Reading.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
