package dev.extrausage.journal.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * An external merge sort: any number of places, given in any order and read back sorted, as often
 * as wanted. At most {@link #MOST_IN_MEMORY} are in memory; the others are in sorted runs on disk,
 * each place in {@link KeyedPlace#BYTES} bytes, which {@link #close} deletes. Entries come nearly
 * in the order of their ids' times, which makes the sorting nearly free. Not safe for use by
 * several threads.
 */
final class ExternalMergeSort implements AutoCloseable {
    static final int MOST_IN_MEMORY = 100_000;
    /** The places that are written or read at once. */
    private static final int BLOCK = 1_000;
    /** Runs that are read at once; more are merged into one first. */
    private static final int MOST_RUNS = 32;

    private final Path folder;
    private final int mostInMemory;
    private final List<KeyedPlace> inMemory = new ArrayList<>();
    private List<Path> runs = new ArrayList<>();

    /** Keeps its runs in {@code folder}. */
    ExternalMergeSort(Path folder) {
        this(folder, MOST_IN_MEMORY);
    }

    ExternalMergeSort(Path folder, int mostInMemory) {
        this.folder = folder;
        this.mostInMemory = mostInMemory;
    }

    void add(KeyedPlace place) {
        inMemory.add(place);
        if (inMemory.size() >= mostInMemory) {
            Collections.sort(inMemory);
            runs.add(write(inMemory.iterator()));
            inMemory.clear();
            if (runs.size() >= MOST_RUNS) {
                mergeRuns();
            }
        }
    }

    /** True if nothing was added. */
    boolean isEmpty() {
        return inMemory.isEmpty() && runs.isEmpty();
    }

    /** All places, sorted; {@code add} nothing before the last is read. */
    Iterator<KeyedPlace> sorted() {
        Collections.sort(inMemory);
        List<Iterator<KeyedPlace>> all = new ArrayList<>();
        all.add(inMemory.iterator());
        runs.forEach(run -> all.add(new Run(run)));
        return all.size() == 1 ? all.get(0) : new Merge(all);
    }

    @Override public void close() {
        try {
            for (Path run : runs) {
                Files.deleteIfExists(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mergeRuns() {
        List<Iterator<KeyedPlace>> all = new ArrayList<>();
        runs.forEach(run -> all.add(new Run(run)));
        Path merged = write(new Merge(all));
        close();
        runs = new ArrayList<>(List.of(merged));
    }

    private Path write(Iterator<KeyedPlace> places) {
        try {
            Path run = Files.createTempFile(folder, "marks", ".run");
            ByteBuffer block = ByteBuffer.allocate(BLOCK * KeyedPlace.BYTES);
            try (OutputStream out = Files.newOutputStream(run)) {
                while (places.hasNext()) {
                    places.next().write(block);
                    if (!block.hasRemaining() || !places.hasNext()) {
                        out.write(block.array(), 0, block.position());
                        block.clear();
                    }
                }
            }
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("what an audit has to remember does not fit into "
                    + folder, e);
        }
    }

    /** A run on disk; its file is let go of at its end. */
    private static final class Run implements Iterator<KeyedPlace> {
        private final InputStream in;
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK * KeyedPlace.BYTES).limit(0);

        Run(Path file) {
            try {
                in = Files.newInputStream(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            fill();
        }

        private void fill() {
            try {
                block.clear().limit(in.readNBytes(block.array(), 0, block.capacity()));
                if (!block.hasRemaining()) {
                    in.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override public boolean hasNext() {
            return block.hasRemaining();
        }

        @Override public KeyedPlace next() {
            if (!block.hasRemaining()) {
                throw new NoSuchElementException();
            }
            KeyedPlace place = KeyedPlace.read(block);
            if (!block.hasRemaining()) {
                fill();
            }
            return place;
        }
    }

    private static final class Merge implements Iterator<KeyedPlace> {
        private record Head(KeyedPlace place, Iterator<KeyedPlace> rest) {}

        private final PriorityQueue<Head> heads =
                new PriorityQueue<>((a, b) -> a.place.compareTo(b.place));

        Merge(List<Iterator<KeyedPlace>> sorted) {
            sorted.forEach(this::push);
        }

        private void push(Iterator<KeyedPlace> rest) {
            if (rest.hasNext()) {
                heads.add(new Head(rest.next(), rest));
            }
        }

        @Override public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override public KeyedPlace next() {
            Head least = heads.remove();
            push(least.rest);
            return least.place;
        }
    }
}
