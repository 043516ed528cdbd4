package dev.extrausage.stream.topology;

/** An input whose timestamp is its sender's, on a topic that is still set so. */
public final class UnstampedInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One sentence for the operator. */
    UnstampedInput(String sentence) {
        super(sentence);
    }
}
