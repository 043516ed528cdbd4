package dev.extrausage.stack.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a process one browser and one stack: started by the first that asks, stopped
 * after the last. After each test its visitors leave, and what they must not have caused is
 * asserted.
 */
final class SharedChromium implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(SharedChromium.class);
    private static final boolean IS_REQUIRED = "required".equals(System.getProperty("browser"));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            InstalledBrowser.find();
            return ConditionEvaluationResult.enabled("a Chromium is installed");
        } catch (InstalledBrowser.MissingProgram e) {
            if (IS_REQUIRED) {
                throw new AssertionError(e.getMessage());
            }
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ServedStack.class || type == Visitors.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store forAll = context.getRoot().getStore(OURS);
        ServedStack stack = forAll.computeIfAbsent(
                ServedStack.class, any -> ServedStack.start(), ServedStack.class);
        if (parameter.getParameter().getType() == ServedStack.class) {
            return stack;
        }
        Chromium chromium = forAll.computeIfAbsent(
                Chromium.class, any -> Chromium.launch(), Chromium.class);
        return context.getStore(OURS).computeIfAbsent(
                Visitors.class, any -> new Visitors(chromium, stack), Visitors.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitors visitors = context.getStore(OURS).remove(Visitors.class, Visitors.class);
        if (visitors != null) {
            visitors.leave(context.getRequiredTestMethod().getName(),
                    context.getExecutionException().isEmpty());
        }
    }
}
