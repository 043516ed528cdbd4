package dev.extrausage.embedded.cluster;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs a main class in a process that ends when its standard input does: that is with the process
 * that started it, in whatever way that ends.
 */
final class EndsWithItsParent {
    private EndsWithItsParent() {}

    /** The class's name, then its own arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(
                EndsWithItsParent::haltAtTheEndOfInput, "end-with-the-parent");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void haltAtTheEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
