package dev.extrausage.stack.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests in Chromium. Its methods may ask for a {@link ServedStack} and for
 * {@link Visitors}; where there is no Chromium they are skipped, and say what to install.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedChromium.class)
@interface InChromium {
}
