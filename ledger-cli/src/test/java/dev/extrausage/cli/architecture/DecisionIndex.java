package dev.extrausage.cli.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The index of the decision records, held to the records themselves. */
final class DecisionIndex {
    /** The file that is the index, beside the records. */
    static final String FILE = "README.md";

    private static final Pattern LINE = Pattern.compile("(?m)^\\| (\\d{4}) \\| (.*) \\|$");
    private static final Pattern CELLS = Pattern.compile(
            "\\[(?<title>.+)]\\((?<file>[^)]+)\\) \\| (?<area>[a-z][a-z ]+) \\| (?<status>.+)");
    private static final Pattern CHANGED = Pattern.compile(
            "(amended|superseded) by (\\[(\\d{4})]\\([^)]+\\))");
    private static final Pattern OWN_STATUS = Pattern.compile("(?m)^\\*\\*Status:\\*\\* (.+)\\.$");
    private static final Pattern CHANGES = Pattern.compile(
            "(?m)^\\*\\*(Amends|Supersedes)\\*\\* (\\[(\\d{4})]\\([^)]+\\))");

    private final Map<String, String> records;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> statuses = new TreeMap<>();

    private DecisionIndex(Map<String, String> records) {
        this.records = records;
    }

    /**
     * Compares an index with its records.
     *
     * @param files the text of each file of the folder, the index among them, by its name
     * @return what is wrong, a sentence each
     */
    static List<String> faults(Map<String, String> files) {
        Map<String, String> records = new TreeMap<>(files);
        String index = records.remove(FILE);
        DecisionIndex check = new DecisionIndex(records);
        check.lines(index);
        check.whatIsNotListed();
        check.whatRecordsSayThemselves();
        return check.faults;
    }

    private void lines(String index) {
        String before = "";
        Matcher line = LINE.matcher(index);
        while (line.find()) {
            String number = line.group(1);
            if (number.compareTo(before) <= 0) {
                faults.add(number + " stands behind " + before);
            }
            before = number;
            Matcher cells = CELLS.matcher(line.group(2));
            if (cells.matches()) {
                line(number, cells);
            } else {
                faults.add(number + ": its line is not [title](file) | area | status");
            }
        }
    }

    private void line(String number, Matcher cells) {
        String file = cells.group("file");
        String text = records.get(file);
        if (!file.startsWith(number + "-")) {
            faults.add(number + " links to " + file);
        } else if (text == null) {
            faults.add(number + " links to " + file + ", which is not there");
        } else if (!text.startsWith("# " + cells.group("title") + "\n")) {
            faults.add(number + " is not called \"" + cells.group("title") + "\"");
        }
        if (statuses.put(number, cells.group("status")) != null) {
            faults.add(number + " is listed twice");
        }
    }

    private void whatIsNotListed() {
        Map<String, String> fileOf = new HashMap<>();
        for (String file : records.keySet()) {
            String number = file.substring(0, 4);
            if (!statuses.containsKey(number)) {
                faults.add(file + " is not listed");
            }
            String other = fileOf.put(number, file);
            if (other != null) {
                faults.add(file + " has the number of " + other);
            }
        }
    }

    private void whatRecordsSayThemselves() {
        records.forEach((file, text) -> {
            String number = file.substring(0, 4);
            Matcher status = OWN_STATUS.matcher(text);
            String said = status.find() ? status.group(1) : "in force";
            String listed = statuses.getOrDefault(number, said);
            if (!said.equals(listed)) {
                faults.add(number + " is listed as \"" + listed + "\" and says \"" + said + "\"");
            }
            if (!listed.equals("in force")) {
                changedBy(number, listed);
            }
            CHANGES.matcher(text).results().forEach(change -> changes(file, change));
        });
    }

    private void changedBy(String number, String status) {
        Matcher changed = CHANGED.matcher(status);
        if (!changed.matches()) {
            faults.add(number + " has the status \"" + status + "\"");
            return;
        }
        String by = fileBehind(changed.group(2));
        String answer = changed.group(1).equals("amended") ? "Amends" : "Supersedes";
        if (!records.containsKey(by)) {
            faults.add(number + " is " + changed.group(1) + " by " + by + ", which is not there");
        } else if (CHANGES.matcher(records.get(by)).results().noneMatch(
                change -> change.group(1).equals(answer) && change.group(3).equals(number))) {
            faults.add(by + " does not say that it " + answer.toLowerCase() + " " + number);
        }
    }

    private void changes(String file, MatchResult change) {
        String changed = change.group(3);
        String status = (change.group(1).equals("Amends") ? "amended" : "superseded") + " by ["
                + file.substring(0, 4) + "](" + file + ")";
        if (!records.containsKey(fileBehind(change.group(2)))) {
            faults.add(file + " links to " + fileBehind(change.group(2)) + ", which is not there");
        } else if (!status.equals(statuses.get(changed))) {
            faults.add(changed + " is not listed as \"" + status + "\"");
        }
    }

    private static String fileBehind(String link) {
        return link.substring(link.indexOf('(') + 1, link.length() - 1);
    }
}
