package dev.extrausage.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine of the measurement.
 *
 * @param cpu the processor's name
 * @param cores that the JVM may use
 * @param memoryBytes of the whole machine
 * @param jdk the JVM's name and version
 * @param os the operating system's name and version
 */
public record Machine(String cpu, int cores, long memoryBytes, String jdk, String os) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The one this runs on. */
    public static Machine present() {
        long memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
        return new Machine(cpuName(), Runtime.getRuntime().availableProcessors(), memory,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** Linux tells it; elsewhere only the architecture is known. */
    private static String cpuName() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(l -> l.startsWith("model name")).findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** In a line. */
    public String text() {
        return cpu + ", " + cores + (cores == 1 ? " core, " : " cores, ")
                + Figure.decimal(memoryBytes / 1e9, 1) + " GB; " + jdk + "; " + os;
    }
}
