package dev.extrausage.payments.simulated;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated card that each account has on file: the one a settings file names; else the one the
 * account's own id ends in after a {@code +} ({@code anna+card-declined}), so that a stranger can
 * try every card without a file; else {@code card-ok}.
 */
public final class CardsOnFile {
    private final Map<String, SimulatedCard> named;

    private CardsOnFile(Map<String, SimulatedCard> named) {
        this.named = Map.copyOf(named);
    }

    /** Cards told by the accounts' ids alone. */
    public static CardsOnFile byAccountId() {
        return new CardsOnFile(Map.of());
    }

    /** These cards; every other account's is told by its id. */
    public static CardsOnFile of(Map<String, SimulatedCard> named) {
        return new CardsOnFile(named);
    }

    /**
     * Reads a file with an account and the name of its card on each line, a space between them.
     * Throws {@link IllegalArgumentException} with the line's number when it cannot be read so.
     */
    public static CardsOnFile read(Path file) throws IOException {
        Map<String, SimulatedCard> cards = new HashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                String[] words = line.split("\\s+");
                if (words.length != 2) {
                    throw new IllegalArgumentException(file + ", line " + (i + 1)
                            + ": must be an account and the name of its card: " + line);
                }
                cards.put(words[0], SimulatedCard.named(words[1]));
            }
        }
        return new CardsOnFile(cards);
    }

    /** The card of that account. */
    public SimulatedCard of(String accountId) {
        SimulatedCard card = named.get(accountId);
        return card == null ? byId(accountId) : card;
    }

    private static SimulatedCard byId(String accountId) {
        String ending = accountId.substring(accountId.lastIndexOf('+') + 1);
        for (SimulatedCard card : SimulatedCard.values()) {
            if (card.cardName().equals(ending)) {
                return card;
            }
        }
        return SimulatedCard.OK;
    }
}
