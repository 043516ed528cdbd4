package dev.extrausage.cli.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names in the last column of a document's tables. In such a cell stand, in backticks, a module
 * and then classes of it ({@code Cycle}), with a member of its own where one decides ({@code
 * Cycle.of}), or files ({@code catalog.yaml}, {@code parts/why.js}). Only tables whose last column
 * is headed as one of {@link #HEADINGS} are looked at.
 */
final class NamesInDocs {
    private static final List<String> HEADINGS = List.of("where", "the file that decides");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern MODULE = Pattern.compile("[a-z]+(?:-[a-z]+)*");
    /** A type before the name; or a constant of an enum; or a nested type of that name. */
    private static final String DECLARED = "(?:^|[\\s({;])(?!(?:return|new|throw|else|case)\\b)"
            + "[\\w.<>\\[\\],?]*[\\w>\\]]\\s+%s\\s*[(=;]"
            + "|^\\s+(?=[A-Z_0-9]+\\b)%s\\s*[({,;]|\\b(?:class|record|enum|interface)\\s+%s\\b";
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*)((?:\\.\\w+)*)");

    /** A module's sources: the text of each file in {@code src/main} by the file's name. */
    interface Sources {
        /** The texts of the module's files of this name; empty where there is none. */
        Collection<String> of(String module, String file);

        /** True if there is such a module. */
        boolean has(String module);
    }

    private NamesInDocs() {
    }

    /** The sources of this repository. */
    static Sources ours() {
        List<Path> files = SourceTree.filesUnder("", ".java", ".yaml", ".avsc", ".js").stream()
                .filter(file -> SourceTree.nameOf(file).contains("/src/main/")).toList();
        Map<String, List<Path>> byPlace = files.stream().collect(Collectors.groupingBy(
                file -> SourceTree.nameOf(file).split("/")[0] + "/" + file.getFileName()));
        return new Sources() {
            @Override public Collection<String> of(String module, String file) {
                // A file of the page may stand with its folder, as its modules import each other.
                String last = file.substring(file.lastIndexOf('/') + 1);
                return byPlace.getOrDefault(module + "/" + last, List.of()).stream()
                        .filter(path -> SourceTree.nameOf(path).endsWith("/" + file))
                        .map(SourceTree::text).toList();
            }

            @Override public boolean has(String module) {
                return Files.exists(SourceTree.file(module + "/pom.xml"));
            }
        };
    }

    /** The names in a document's tables: their number, and those that the sources do not hold. */
    record Findings(int names, List<String> faults) {
    }

    static Findings check(String document, Sources sources) {
        List<String> faults = new ArrayList<>();
        int names = 0;
        boolean inTable = false;
        for (String line : document.split("\n")) {
            if (!line.startsWith("|")) {
                inTable = false;
                continue;
            }
            String[] cells = line.split("\\|");
            String last = cells[cells.length - 1].trim();
            if (inTable) {
                names += check(cells[1].trim(), last, sources, faults);
            }
            inTable |= HEADINGS.contains(last);
        }
        return new Findings(names, faults);
    }

    private static int check(String row, String cell, Sources sources, List<String> faults) {
        String module = "";
        int names = 0;
        for (MatchResult found : NAME.matcher(cell).results().toList()) {
            String name = found.group(1);
            if (MODULE.matcher(name).matches()) {
                module = name;
                if (!sources.has(module)) {
                    faults.add(row + ": there is no module " + module);
                }
            } else {
                names++;
                if (!isIn(module, name, sources)) {
                    faults.add(row + ": module " + module + " has no " + name);
                }
            }
        }
        return names;
    }

    private static boolean isIn(String module, String name, Sources sources) {
        Matcher aClass = CLASS.matcher(name);
        boolean isClass = aClass.matches() && !name.endsWith(".avsc");
        String[] members = isClass ? aClass.group(2).split("\\.") : new String[0];
        return sources.of(module, isClass ? aClass.group(1) + ".java" : name).stream()
                .anyMatch(text -> Arrays.stream(members).filter(member -> !member.isEmpty())
                        .allMatch(member -> declares(text, member)));
    }

    /** True if a class has the member itself; to call another's is not enough. */
    private static boolean declares(String text, String member) {
        return Pattern.compile(DECLARED.formatted(member, member, member), Pattern.MULTILINE)
                .matcher(text).find();
    }
}
