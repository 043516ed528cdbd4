package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A restore that is killed and run again. Its last change takes its mark away; killed between that
 * and the word of it, it has ended, though it told nothing.
 */
final class KilledRestore {
    /** Told where all of a former restore is about to be deleted. */
    private static final String ANEW = "deleting what is marked";
    /** Told where everything but the memory is there, and the memory is about to be written. */
    private static final String MEMORY = "partition ";

    private boolean hasBegun;
    private boolean hasMemory;
    private boolean hasEnded;

    /** Takes what one told before it was killed, and whether the mark was there after that. */
    void after(List<String> steps, boolean isMarked) {
        hasMemory &= !tells(steps, ANEW);
        hasMemory |= tells(steps, MEMORY);
        hasEnded = steps.contains(KilledMain.ENDED) || hasMemory && !isMarked;
        assertThat(isMarked || hasEnded || !hasBegun)
                .as("marked while it is half there, after %s", steps).isTrue();
        hasBegun |= isMarked;
    }

    /** True if nothing is left to do. */
    boolean hasEnded() {
        return hasEnded;
    }

    private static boolean tells(List<String> steps, String begin) {
        return steps.stream().anyMatch(step -> step.startsWith(begin));
    }
}
