package dev.extrausage.cli.architecture.broken.core;

import dev.extrausage.cli.architecture.broken.cli.Start;
import java.io.File;
import java.util.Random;

/**
 * Reads a clock, draws a number, touches a file, rounds money, remembers, knows the command, and
 * changes something at a question.
 */
public final class Careless {
    static int calls;

    void isAsked() {
        calls++;
    }

    double amount() {
        calls++;
        return System.currentTimeMillis() + new Random().nextInt() + Math.random()
                + new File(Start.NAME).length();
    }
}
