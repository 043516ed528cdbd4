package dev.extrausage.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The order in which the records of one topic move: what all groups have read comes first, then
 * what some have not, then what none has. So a group goes on at one offset of each new partition,
 * though it had come to another place in each old one, and passes nothing over. Within each of
 * these runs the old partitions are merged by time.
 */
final class TopicMove {
    private final List<Manifest.Part> parts;
    private final BackupFolder folder;
    private final Manifest manifest;
    /** By each group that reads the topic: its position in each old partition. */
    private final Map<String, Map<Integer, Long>> groups = new TreeMap<>();
    private final Map<String, Map<Integer, Long>> moved = new LinkedHashMap<>();

    /** @param parts the topic's old partitions */
    TopicMove(BackupFolder folder, Manifest manifest, List<Manifest.Part> parts) {
        this.folder = folder;
        this.manifest = manifest;
        this.parts = parts;
        String topic = parts.get(0).topic();
        manifest.groups().forEach((group, positions) -> positions.stream()
                .filter(p -> p.topic().equals(topic))
                .forEach(p -> groups.computeIfAbsent(group, any -> new HashMap<>())
                        .put(p.partition(), p.offset())));
    }

    /** A receiver of the records, which says where each goes. */
    @FunctionalInterface
    interface Mover {
        /** Writes the record to its new place. */
        MovedPlaces.NewPlace move(KeptRecord record);
    }

    /** Moves all records, and takes note of their places. */
    void run(Mover mover, MovedPlaces places) {
        for (TreeSet<String> behind : runs()) {
            List<RecordCursor> cursors = new ArrayList<>();
            for (Manifest.Part part : parts) {
                cursors.add(new RecordCursor(files(part),
                        begin(part, behind), end(part, behind)));
            }
            MergedRecords.forEach(cursors, one(mover, places, behind));
        }
    }

    private Consumer<KeptRecord> one(
            Mover mover, MovedPlaces places, TreeSet<String> behind) {
        String topic = parts.get(0).topic();
        return record -> {
            MovedPlaces.NewPlace now = mover.move(record);
            places.add(new TopicPartition(topic, record.partition()), record.offset(), now);
            behind.forEach(group -> moved.computeIfAbsent(group, any -> new HashMap<>())
                    .putIfAbsent(now.partition(), now.offset()));
        };
    }

    /** The sets of groups that have yet to read something, the smallest first. */
    private List<TreeSet<String>> runs() {
        Map<String, TreeSet<String>> runs = new TreeMap<>();
        for (Manifest.Part part : parts) {
            TreeSet<String> behind = new TreeSet<>();
            add(runs, behind);
            groups.entrySet().stream()
                    .sorted((a, b) -> Long.compare(at(a.getKey(), part), at(b.getKey(), part)))
                    .forEach(group -> {
                        behind.add(group.getKey());
                        add(runs, behind);
                    });
        }
        return runs.values().stream()
                .sorted((a, b) -> Integer.compare(a.size(), b.size())).toList();
    }

    private static void add(Map<String, TreeSet<String>> runs, TreeSet<String> behind) {
        runs.put(behind.toString(), new TreeSet<>(behind));
    }

    private long at(String group, Manifest.Part part) {
        return groups.get(group).getOrDefault(part.partition(), 0L);
    }

    /** From where on all of these groups have not read. */
    private long begin(Manifest.Part part, TreeSet<String> behind) {
        return behind.stream().mapToLong(group -> at(group, part)).max().orElse(0);
    }

    /** Up to where all other groups have read; nothing before {@link #begin} is of that run. */
    private long end(Manifest.Part part, TreeSet<String> behind) {
        return groups.keySet().stream().filter(group -> !behind.contains(group))
                .mapToLong(group -> at(group, part)).min().orElse(Long.MAX_VALUE);
    }

    private List<Path> files(Manifest.Part part) {
        return part.files().stream()
                .map(file -> folder.of(manifest.name()).resolve(file.name())).toList();
    }

    /**
     * The positions of the groups in the new partitions.
     *
     * @param ends where each of these ends
     */
    Map<String, List<Manifest.Position>> positions(List<Long> ends) {
        Map<String, List<Manifest.Position>> all = new TreeMap<>();
        groups.keySet().forEach(group -> {
            List<Manifest.Position> positions = new ArrayList<>();
            for (int p = 0; p < ends.size(); p++) {
                positions.add(new Manifest.Position(parts.get(0).topic(), p,
                        moved.getOrDefault(group, Map.of()).getOrDefault(p, ends.get(p))));
            }
            all.put(group, positions);
        });
        return all;
    }
}
