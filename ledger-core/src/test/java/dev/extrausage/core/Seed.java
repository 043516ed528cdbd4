package dev.extrausage.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The {@code long} from which a test draws all that it draws at random: a parameter of the test,
 * or of its class's constructor. Each test gets another one, but for those of a class that draws
 * one before all of them. Whatever a test fails with begins with the seed; {@code -Dtest.seed=N}
 * draws the same again.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SeedExtension.class)
public @interface Seed {}
