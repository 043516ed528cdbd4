package dev.extrausage.cli.crash;

import dev.extrausage.payments.simulated.SimulatedCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The accounts under load. An account's simulated card is told by the end of its id. */
final class Crowd {
    private static final int PLAIN = 40;
    private static final int RELOADING_OF_EACH_CARD = 4;

    /** Accounts with credit bought by nobody but themselves, or none. */
    final List<String> plain = new ArrayList<>();
    /** Accounts with auto-reload. */
    final List<String> reloading = new ArrayList<>();

    Crowd() {
        for (int i = 0; i < PLAIN; i++) {
            plain.add("plain-" + i);
        }
        for (SimulatedCard card : SimulatedCard.values()) {
            for (int i = 0; i < RELOADING_OF_EACH_CARD; i++) {
                reloading.add("reload-" + i + "+" + card.cardName());
            }
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(plain);
        all.addAll(reloading);
        return all;
    }

    /** Half of the use is of accounts that reload, or there were few top-ups. */
    String any(Random random) {
        return one(random.nextBoolean() ? plain : reloading, random);
    }

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
