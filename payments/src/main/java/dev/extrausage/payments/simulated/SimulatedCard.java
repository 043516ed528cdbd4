package dev.extrausage.payments.simulated;

/** The cards of the simulated processor; a card's name tells how its charges go. */
public enum SimulatedCard {
    /** Approved at once. */
    OK("card-ok"),
    /** Declined at once with the code {@code card_declined}. */
    DECLINED("card-declined"),
    /** A key's first charge never arrives and times out; its second is approved. */
    TIMES_OUT("card-timeout"),
    /** Approved and refunded as asked, but the first answer to either is lost. */
    LOSES_ANSWER("card-lost-answer"),
    /** The charge times out, is processed for a while, and is then approved; a refund likewise. */
    ANSWERS_LATE("card-late"),
    /** Approved at once, and then no refund is ever taken: {@code refund_declined}. */
    TAKES_NO_REFUND("card-no-refund"),
    /** No charge ever arrives. */
    SILENT("card-silent");

    private final String cardName;

    SimulatedCard(String cardName) {
        this.cardName = cardName;
    }

    /** The name by which settings tell it, for example {@code card-ok}. */
    public String cardName() {
        return cardName;
    }

    /**
     * The card of that name; throws {@link IllegalArgumentException} listing the names otherwise.
     */
    public static SimulatedCard named(String name) {
        StringBuilder known = new StringBuilder();
        for (SimulatedCard card : values()) {
            if (card.cardName.equals(name)) {
                return card;
            }
            known.append(known.isEmpty() ? "" : ", ").append(card.cardName);
        }
        throw new IllegalArgumentException(
                "no simulated card is called \"" + name + "\": the cards are " + known);
    }
}
