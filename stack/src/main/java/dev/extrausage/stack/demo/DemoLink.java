package dev.extrausage.stack.demo;

/**
 * A link that signs one browser in, once.
 *
 * @param about what is to be seen there
 */
public record DemoLink(String about, String url) { }
