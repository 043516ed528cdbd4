package dev.extrausage.benchmarks.process;

import java.nio.file.Path;
import java.util.List;

/** The flags of the image's JVM (Dockerfile), under which what is measured runs. */
public final class ImageJvm {
    private static final List<String> FLAGS = List.of(
            "-XX:+ExitOnOutOfMemoryError", "-XX:+UseParallelGC", "-XX:NewRatio=1",
            "-XX:+UseTransparentHugePages", "-Duser.language=en", "-Duser.country=US");

    private ImageJvm() {}

    /** Those that are the same for every process, without its heap and its archive of classes. */
    public static List<String> flags() {
        return FLAGS;
    }

    /** The flag to leave an archive of the classes that were loaded, at the process's end. */
    public static String keepsClassesIn(Path archive) {
        return "-XX:ArchiveClassesAtExit=" + archive;
    }

    /** The flags to start from such an archive, as the image does from its own. */
    public static List<String> startsFrom(Path archive) {
        return List.of("-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable", "-Xlog:all=error:stderr");
    }
}
