package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the one stack that the tests of this module share: started by the first that asks,
 * stopped after the last. Each test has accounts of its own.
 */
final class SharedStack implements ParameterResolver {
    /** A running stack, and the directory by which commands find it. */
    record Running(Path data, Stack stack) implements AutoCloseable {
        static Running start() {
            try {
                Path data = Files.createTempDirectory("shared-stack");
                Stack stack = new Stack(
                        StackSettings.on(data, CatalogFile.defaultCatalog()));
                stack.start();
                stack.awaitReady(Duration.ofMinutes(1));
                return new Running(data, stack);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            try (java.util.stream.Stream<Path> deepestFirst =
                    Files.walk(data).sorted(Comparator.reverseOrder())) {
                for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL)
                .computeIfAbsent(Running.class, any -> Running.start(), Running.class);
    }
}
