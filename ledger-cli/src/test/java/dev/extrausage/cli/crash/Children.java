package dev.extrausage.cli.crash;

import dev.extrausage.embedded.cluster.ChildJvm;
import dev.extrausage.embedded.cluster.VirtualHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes that these tests start. */
final class Children {
    /** Quick to start: a child lives for seconds. */
    static final List<String> FLAGS = List.of("-Xmx400m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xshare:auto",
            "-Dlogback.configurationFile=dev/extrausage/cli/crash/logback.xml");

    private Children() {}

    static ChildJvm start(String name, Path folder, Map<String, String> environment, String main,
            String... arguments) {
        return ChildJvm.start(name, folder, FLAGS, environment, main, arguments);
    }

    /** As the other, from another class path. */
    static ChildJvm start(String name, Path folder, String classPath,
            Map<String, String> environment, String main, String... arguments) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(List.of("-cp", classPath));
        return ChildJvm.start(name, folder, flags, environment, main, arguments);
    }

    /** As the first, at a host of its own; null: in this process's network. */
    static ChildJvm start(String name, Path folder, VirtualHost host,
            Map<String, String> environment, String main, String... arguments) {
        return ChildJvm.start(name, folder, host, FLAGS, environment, main, arguments);
    }
}
