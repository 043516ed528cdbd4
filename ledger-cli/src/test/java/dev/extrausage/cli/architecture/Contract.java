package dev.extrausage.cli.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules and sections that {@code docs/SPEC.md} defines, and what is wrong with a citation of
 * them.
 *
 * @param rules by their numbers, in the order of the contract
 * @param sections the numbers of its sections
 */
record Contract(Map<String, Rule> rules, Set<Integer> sections) {
    /** A rule begins a point of a list with its number in bold; ² says that rules 2 brought it. */
    private static final Pattern RULE =
            Pattern.compile("(?m)^- \\*\\*([A-Z][1-9]\\d?)\\*\\*²?(.*)$");
    private static final Pattern PART = Pattern.compile("(?<!\\w)\\(([a-z])\\)");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\d+)\\. ");

    /**
     * One rule.
     *
     * @param parts the letters of its parts, from "(a)" on: D2 has D2a and D2b
     */
    record Rule(String number, Set<String> parts) {
    }

    /** Reads a contract's text. */
    static Contract read(String text) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        Matcher rule = RULE.matcher(text);
        while (rule.find()) {
            String number = rule.group(1);
            Set<String> parts = PART.matcher(rule.group(2)).results()
                    .map(part -> part.group(1)).collect(Collectors.toSet());
            Rule before = rules.put(number, new Rule(number, parts));
            if (before != null) {
                throw new IllegalArgumentException("the contract defines " + number + " twice");
            }
        }
        Set<Integer> sections = SECTION.matcher(text).results()
                .map(section -> Integer.valueOf(section.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Contract(rules, sections);
    }

    /** The letters with which its rules' numbers begin, as a class of a regular expression. */
    String letters() {
        return rules.keySet().stream().map(number -> number.substring(0, 1)).distinct()
                .collect(Collectors.joining("", "[", "]"));
    }

    /** The rules that none of these citations names. */
    List<String> uncited(List<Citation> citations) {
        Set<String> cited = citations.stream().map(Citation::rule).collect(Collectors.toSet());
        return rules.keySet().stream().filter(number -> !cited.contains(number)).toList();
    }

    /** Those of the citations for which there is nothing in the contract, as sentences. */
    List<String> faults(List<Citation> citations) {
        List<String> faults = new ArrayList<>();
        for (Citation citation : citations) {
            if (!defines(citation)) {
                faults.add(citation.place() + ": SPEC.md has no " + citation.text());
            }
        }
        return faults;
    }

    private boolean defines(Citation citation) {
        if (citation.rule() == null) {
            return sections.contains(citation.section());
        }
        Rule rule = rules.get(citation.rule());
        return rule != null && (citation.part() == null || rule.parts().contains(citation.part()));
    }
}
