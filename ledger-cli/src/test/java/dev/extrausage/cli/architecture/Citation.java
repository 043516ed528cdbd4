package dev.extrausage.cli.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mention of a rule or of a section of the contract.
 *
 * <p>A <em>rule</em> is cited by a word that is one of the contract's own letters, a number of one
 * or two digits, and perhaps the small letter of a part: U3, P10, D2a. The word stands alone: no
 * letter, digit or underscore touches it (so neither {@code P90D} nor a hexadecimal number is one),
 * no dot leads on to a word (so no file's name is one), and no dollar stands before it. Letters
 * that the contract does not use cite nothing: {@code G1} is a garbage collector. In Java only
 * comments and texts in quotes are looked at, so a constant may be called {@code M1}.
 *
 * <p>A <em>section</em> is cited as SPEC 9, SPEC section 9, sections 6 to 8, or §9.
 *
 * @param place the file and the line
 * @param text what stands there
 * @param rule the rule's number, {@code null} where a section is cited
 * @param part the letter of the rule's part, {@code null} for the whole rule
 * @param section the section's number, 0 where a rule is cited
 */
record Citation(String place, String text, String rule, String part, int section) {
    private static final String SPACE = "[ \\t]*(?:\\R[ \\t]*(?:\\*|//|#|>)?)?[ \\t]*";
    private static final Pattern SECTIONS = Pattern.compile(
            "(?:\\bSPEC(?:\\.md)?(?:'s)?" + SPACE + "(?:§|sections?\\b)?|\\b[Ss]ections?\\b|§)"
                    + SPACE + "(?<numbers>\\d+(?:(?:,| and| to|–)" + SPACE + "\\d+)*)\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** A comment, a text block, a text or a character, whichever begins first. */
    private static final Pattern WORDS_IN_JAVA = Pattern.compile(
            "/\\*(?s:.*?)\\*/|//[^\\n]*|\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\""
                    + "|'(?:[^'\\\\\\n]|\\\\.)*'");

    /** All citations of a file's text, by the letters that the contract's rules begin with. */
    static List<Citation> in(String file, String text, String letters) {
        String words = file.endsWith(".java") ? wordsOfJava(text) : text;
        List<Citation> found = new ArrayList<>();
        Matcher rule = rulesOf(letters).matcher(words);
        while (rule.find()) {
            found.add(new Citation(place(file, words, rule.start()), rule.group(),
                    rule.group("rule"), rule.group("part"), 0));
        }
        Matcher sections = SECTIONS.matcher(words);
        while (sections.find()) {
            String place = place(file, words, sections.start());
            NUMBER.matcher(sections.group("numbers")).results().map(MatchResult::group)
                    .forEach(number -> found.add(new Citation(place, "section " + number, null,
                            null, Integer.parseInt(number))));
        }
        return found;
    }

    private static Pattern rulesOf(String letters) {
        return Pattern.compile("(?<![\\w$])(?<rule>" + letters + "[1-9]\\d?)(?<part>[a-z])?"
                + "(?!\\w|\\.\\w)");
    }

    /** The text with everything but comments and quoted texts blanked, line for line. */
    private static String wordsOfJava(String text) {
        StringBuilder words = new StringBuilder(text.replaceAll("[^\\n]", " "));
        WORDS_IN_JAVA.matcher(text).results().forEach(
                found -> words.replace(found.start(), found.end(), found.group()));
        return words.toString();
    }

    private static String place(String file, String text, int at) {
        return file + ":" + (1 + text.substring(0, at).chars().filter(c -> c == '\n').count());
    }
}
