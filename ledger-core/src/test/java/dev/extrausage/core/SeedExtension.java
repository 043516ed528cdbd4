package dev.extrausage.core;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Draws the seeds of {@link Seed}, and puts them before the message of every failure. */
final class SeedExtension implements ParameterResolver, TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
    /**
     * The seed of every test instead of one drawn: a configuration parameter of JUnit, hence also a
     * system property.
     */
    static final String PROPERTY = "test.seed";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SeedExtension.class);

    /** The seed of a test is one, also where its class's constructor asked for it. */
    @Override public ExtensionContextScope getTestInstantiationExtensionContextScope(
            ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override public boolean supportsParameter(
            ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Seed.class)
                && parameter.getParameter().getType() == long.class;
    }

    @Override public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return seed(context);
    }

    @Override public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw withSeed(context, failure);
    }

    @Override public void handleBeforeAllMethodExecutionException(
            ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    @Override public void handleBeforeEachMethodExecutionException(
            ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    @Override public void handleAfterEachMethodExecutionException(
            ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    private static long seed(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(PROPERTY,
                any -> context.getConfigurationParameter(PROPERTY).map(Long::valueOf)
                        .orElseGet(ThreadLocalRandom.current()::nextLong), Long.class);
    }

    private static Throwable withSeed(ExtensionContext context, Throwable failure) {
        if (failure instanceof TestAbortedException) {
            return failure;
        }
        AssertionError told = new AssertionError(
                "with -D" + PROPERTY + "=" + seed(context) + ": " + failure, failure);
        told.setStackTrace(failure.getStackTrace());
        return told;
    }
}
