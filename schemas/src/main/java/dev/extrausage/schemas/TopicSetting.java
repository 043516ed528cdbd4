package dev.extrausage.schemas;

/**
 * One setting that a topic must have, and why. It is given when the topic is created, and held
 * against what is found when the ledger starts.
 *
 * @param key Kafka's name of the setting
 * @param value what a topic of ours is created with
 * @param bound which other values do as well
 * @param reason why, as a clause for "{@code <topic>: <key> is x, must be y: <reason>}"
 */
public record TopicSetting(String key, String value, Bound bound, String reason) {

    /**
     * The rule by which another value of a setting does as well as the one we would have chosen.
     */
    public enum Bound {
        /** No other does. */
        EXACTLY,
        /** A greater number does, and so does -1: no limit. */
        AT_LEAST,
        /** A smaller number does. */
        AT_MOST,
        /** Another is somebody's choice, and works: it is not held against the topic. */
        ADVICE
    }

    static TopicSetting exactly(String key, String value, String reason) {
        return new TopicSetting(key, value, Bound.EXACTLY, reason);
    }

    static TopicSetting atLeast(String key, long value, String reason) {
        return new TopicSetting(key, Long.toString(value), Bound.AT_LEAST, reason);
    }

    static TopicSetting atMost(String key, long value, String reason) {
        return new TopicSetting(key, Long.toString(value), Bound.AT_MOST, reason);
    }

    static TopicSetting advice(String key, String value, String reason) {
        return new TopicSetting(key, value, Bound.ADVICE, reason);
    }

    /**
     * Tells whether a topic on which Kafka reports {@code found} for this key will do.
     *
     * @throws NumberFormatException if the setting is a number and {@code found} is none
     */
    public boolean isMetBy(String found) {
        return switch (bound) {
            case EXACTLY -> value.equals(found);
            case AT_LEAST -> found.equals("-1") || Long.parseLong(found) >= Long.parseLong(value);
            case AT_MOST -> Long.parseLong(found) <= Long.parseLong(value);
            case ADVICE -> true;
        };
    }

    /**
     * The values that would do, in words: {@code delete}, {@code at least 2}, {@code at most
     * 1048588}.
     */
    public String wanted() {
        return switch (bound) {
            case EXACTLY, ADVICE -> value;
            case AT_LEAST -> "at least " + value;
            case AT_MOST -> "at most " + value;
        };
    }
}
