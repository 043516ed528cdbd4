package dev.extrausage.benchmarks.micro;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the JMH benchmarks on the class path.
 *
 * @param forks JVMs that each benchmark is measured in, one after another; with 0, for tests, in
 *     this one
 * @param warmUps iterations before those that count
 * @param iterations iterations that count, in each fork
 * @param iterationMillis how long each of them is, in milliseconds
 */
public record MicroBenchmarks(int forks, int warmUps, int iterations, int iterationMillis) {
    /** Nine seconds a benchmark: enough to tell 10 %, not to tell 1 %. */
    public static final MicroBenchmarks SHORT = new MicroBenchmarks(1, 3, 5, 1_000);

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /**
     * The names of the benchmarks that {@code regex} occurs in, in alphabetical order.
     *
     * @param regex empty for all
     */
    public static List<String> named(String regex) {
        return BenchmarkList.defaultList().find(silence(), List.of(regex), List.of()).stream()
                .map(BenchmarkListEntry::getUsername).distinct().toList();
    }

    /**
     * Measures each benchmark that {@code regex} occurs in.
     *
     * @param regex empty for all
     * @param progress told each benchmark's name before it is measured
     * @throws RunnerException if one of them failed
     */
    public List<MicroFigure> run(String regex, Consumer<String> progress) throws RunnerException {
        List<MicroFigure> figures = new ArrayList<>();
        for (String name : named(regex)) {
            progress.accept(name);
            Collection<RunResult> results = new Runner(optionsOf(name), silence()).run();
            results.forEach(r -> figures.add(figure(r)));
        }
        return figures;
    }

    private Options optionsOf(String name) {
        TimeValue each = TimeValue.milliseconds(iterationMillis);
        return new OptionsBuilder().include("^" + Pattern.quote(name) + "$").forks(forks)
                .warmupIterations(warmUps).warmupTime(each)
                .measurementIterations(iterations).measurementTime(each)
                .mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS)
                .addProfiler(GCProfiler.class).shouldFailOnError(true)
                // Not this JVM's flags: the command's are those of a short run.
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED")
                .verbosity(VerboseMode.SILENT).build();
    }

    private static MicroFigure figure(RunResult measured) {
        Result<?> time = measured.getPrimaryResult();
        // Not in a stream: the map's values are of a raw type, which a lambda may not have.
        Result<?> allocated = measured.getSecondaryResults().get(ALLOCATED);
        return new MicroFigure(label(measured.getParams()), time.getScore(), time.getScoreError(),
                allocated == null ? Double.NaN : allocated.getScore());
    }

    /** The class and method without the package, and the parameters. */
    private static String label(BenchmarkParams params) {
        String name = params.getBenchmark();
        int method = name.lastIndexOf('.');
        StringBuilder label = new StringBuilder(
                name.substring(name.lastIndexOf('.', method - 1) + 1));
        for (String key : params.getParamsKeys()) {
            label.append(' ').append(key).append('=').append(params.getParam(key));
        }
        return label.toString();
    }

    private static OutputFormat silence() {
        return OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                VerboseMode.SILENT);
    }
}
