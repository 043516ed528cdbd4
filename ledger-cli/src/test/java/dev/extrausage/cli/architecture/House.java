package dev.extrausage.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rules of how the house is built, for a house of which every package begins with {@code root}:
 * that is ours, or the broken one that shows each rule able to fail.
 */
final class House {
    private static final Set<String> NOT_WANTED =
            Set.of("util", "utils", "common", "helper", "helpers", "impl", "manager");
    private static final Set<String> UNBOUNDED_OR_ROUNDED = Set.of("double", "float",
            "java.lang.Double", "java.lang.Float", "java.math.BigDecimal");
    private static final String[] CHANGEABLE = {"java.util.concurrent.atomic..", "java.nio"};
    private static final Set<String> CHANGEABLE_TYPES = Set.of("java.lang.ThreadLocal",
            "java.lang.StringBuilder", "java.util.ArrayList", "java.util.HashMap",
            "java.util.HashSet", "java.util.LinkedHashMap",
            "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentMap",
            "java.util.Random", "java.util.Properties");

    private final String root;

    House(String root) {
        this.root = root;
    }

    /** All rules by what they say. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("the core imports the platform alone", imports("core"));
        rules.put("the schemas import the core, Avro and what serialises it",
                imports("schemas", own("core"), "org.apache.avro..", "org.apache.kafka.common..",
                        "com.fasterxml.jackson..", "org.slf4j.."));
        rules.put("the catalog imports the core and a YAML library",
                imports("catalog", own("core"), "org.snakeyaml.engine.."));
        rules.put("the embedded broker imports Kafka alone",
                imports("embedded", "org.apache.kafka..", "kafka..", "scala..", "org.slf4j.."));
        rules.put("the support for Kafka imports the schemas and Kafka's clients",
                imports("kafka", clients("core", "catalog", "schemas", "process")));
        rules.put("of the support for Kafka, only its environment knows of a process",
                noClasses().that().resideInAPackage(own("kafka")).and()
                        .resideOutsideOfPackage(own("kafka.environment"))
                        .should(dependOnClassesThat(resideInAPackage(own("process")))));
        rules.put("of the support for Kafka, only the catalog's topic knows what a record means",
                noClasses().that().resideInAPackage(root + ".kafka").should(
                        dependOnClassesThat(resideInAnyPackage(own("core"), own("catalog"),
                                own("kafka.catalog")))));
        rules.put("the lifecycle of a process knows no Kafka",
                imports("process", "org.slf4j.."));
        rules.put("the operations port imports Jetty, Micrometer and the settings of a process",
                imports("operations", own("process"), "org.eclipse.jetty..", "io.micrometer..",
                        "io.prometheus..", "org.slf4j.."));
        rules.put("the stream imports what it decides with, and Kafka Streams",
                imports("stream", own("core"), own("catalog"), own("schemas"), own("kafka"),
                        own("process"), own("operations"), "org.apache.avro..",
                        "org.apache.kafka..", "org.rocksdb..", "org.slf4j.."));
        rules.put("the journal imports Kafka's clients, not its streams, and no terminal",
                imports("journal", clients("core", "catalog", "schemas", "kafka")));
        rules.put("the intake imports what it writes with",
                imports("intake", clients("core", "schemas", "kafka")));
        rules.put("the backup imports the journal, and of what runs only the rebuild",
                imports("backup", Stream.concat(Arrays.stream(clients("core", "catalog", "schemas",
                        "kafka", "journal")),
                        Stream.of(own("stream.startup"), own("stack.rebuild")))
                        .toArray(String[]::new)));
        rules.put("payments import the core",
                imports("payments", own("core"), "com.fasterxml.jackson..", "org.slf4j.."));
        rules.put("the consumers import Kafka's clients, not its streams",
                imports("consumers",
                        clients("core", "catalog", "schemas", "kafka", "payments", "process",
                                "operations")));
        rules.put("what services embed imports Kafka's clients, not its streams",
                imports("client", Stream.concat(
                        Arrays.stream(clients("core", "catalog", "schemas", "kafka")),
                        Stream.of("io.micrometer..")).toArray(String[]::new)));
        rules.put("a service without Micrometer can embed all of it but the meters",
                noClasses().that().resideInAPackage(own("client")).and()
                        .resideOutsideOfPackage(own("client.meters"))
                        .should(dependOnClassesThat(resideInAPackage("io.micrometer.."))));
        rules.put("the read model imports the journal, Kafka's clients and JDBC",
                imports("view", Stream.concat(Arrays.stream(clients(
                        "core", "catalog", "schemas", "kafka", "journal")),
                        Stream.of("javax.sql..", "org.sqlite..", "org.postgresql.."))
                        .toArray(String[]::new)));
        rules.put("the page's files know nothing of the house", imports("page"));
        rules.put("the API imports what it shows and writes with, not the ledger's process",
                imports("api", Stream.concat(Arrays.stream(clients("core", "catalog", "schemas",
                        "kafka", "journal", "intake", "client", "view", "process", "operations",
                        "page")),
                        Stream.of("org.eclipse.jetty..", "com.nimbusds..", "io.micrometer..",
                                "org.snakeyaml.engine..")).toArray(String[]::new)));
        rules.put("the stack imports what it runs, not the command", noClasses()
                .that().resideInAPackage(own("stack")).should(dependOnClassesThat(
                        resideInAnyPackage(own("cli"), own("benchmarks"), "picocli.."))));
        packages(rules, "stream", Map.of(
                "app", List.of("topology", "startup", "stores", "accounts", "duplicates"),
                "topology", List.of("accounts", "duplicates", "stores"),
                "startup", List.of(),
                "accounts", List.of("duplicates"), // a hot account keeps the mark of its ids
                "duplicates", List.of(),
                "stores", List.of()));
        packages(rules, "journal", Map.of(
                "read", List.of(), "redecide", List.of("read"),
                "proof", List.of("redecide", "read"), "reports", List.of("redecide", "read"),
                "replay", List.of("redecide", "read")));
        packages(rules, "catalog", Map.of("diff", List.of(), "litellm", List.of()));
        packages(rules, "client", Map.of("publish", List.of(), "gate", List.of(),
                "meters", List.of("publish", "gate")));
        packages(rules, "view", Map.of(
                "rows", List.of(), "database", List.of("rows"),
                "project", List.of("database", "rows"), "query", List.of("database", "rows")));
        packages(rules, "consumers", Map.of(
                "app", List.of("topup", "autoreload", "cyclereset", "runtime"),
                "topup", List.of("runtime"), "autoreload", List.of("runtime"),
                "cyclereset", List.of("runtime"), "runtime", List.of()));
        List<String> call = List.of("routing", "access", "http");
        packages(rules, "api", Map.ofEntries(
                Map.entry("app", List.of("accounts", "writes", "inference", "stream", "signin",
                        "docs", "page", "operations", "server", "routing", "access",
                        "http")),
                Map.entry("operations", List.of("server", "routing", "access", "http")),
                Map.entry("server", call), Map.entry("accounts", call),
                Map.entry("writes", List.of("accounts", "routing", "access", "http")),
                Map.entry("inference", call), Map.entry("signin", call), Map.entry("docs", call),
                Map.entry("page", call),
                Map.entry("stream", List.of("accounts", "routing", "access", "http")),
                Map.entry("routing", List.of("access", "http")),
                Map.entry("access", List.of("http")), Map.entry("http", List.of())));
        rules.put("the rooms inside the client know nothing of what is around them", classes()
                .that().resideInAnyPackage(root + ".client.gate.memory..",
                        root + ".client.publish.spool..")
                .should(onlyDependOnClassesThat(resideInAnyPackage(root + ".client.gate.memory..",
                        root + ".client.publish.spool..", own("core"), own("schemas"), own("kafka"))
                        .or(notOfTheHouse()))));
        rules.put("no two classes share a simple name", classes().that(ofTheHouse())
                .should(haveANameOfTheirOwn()));
        // The one exception has a test that fails when the inside is no longer as it was.
        rules.put("only the hook before a commit leans on the inside of Kafka Streams",
                noClasses().that(ofTheHouse()).and().haveNameNotMatching(
                        ".*\\.stream\\.stores\\.BeforeCommit(\\$.*)?").should(dependOnClassesThat(
                        resideInAPackage("org.apache.kafka.streams..internals.."))));
        rules.put("nobody imports the command", nobodyImportsTheCommand());
        rules.put("nobody imports the benchmarks", noClasses()
                .that().resideOutsideOfPackage(own("benchmarks"))
                .should(dependOnClassesThat(resideInAPackage(own("benchmarks")))));
        rules.put("nobody imports a main class", nobodyImportsAMain());
        rules.put("packages have no cycle", slices().matching(root + ".(**)")
                .should().beFreeOfCycles());
        rules.put("packages are called after what is in them", packagesHaveNames());
        rules.put("the core reads no clock", noClock());
        rules.put("the core draws no random number", coreKnowsNo("java.util.random..",
                "java.security.SecureRandom", "java.util.Random", "java.util.SplittableRandom",
                "java.util.concurrent.ThreadLocalRandom"));
        rules.put("the core calls nothing that answers at random", noCall(
                Set.of("java.lang.Math.random", "java.util.UUID.randomUUID",
                        "java.util.Collections.shuffle")));
        rules.put("the core does no input or output", coreKnowsNo("java.io..", "java.nio.file..",
                "java.nio.channels..", "java.net..", "java.lang.Process", "java.lang.Thread"));
        rules.put("no amount of the core is a floating or growing number", noFloatingPoint());
        rules.put("nothing static is changeable", noMutableStatics());
        rules.put("a method that is named as a question answers it", noMethods().that()
                .areDeclaredInClassesThat(ofTheHouse()).and()
                .haveNameMatching("(is|has|are|needs)[A-Z]\\w*")
                .should().haveRawReturnType(void.class));
        return rules;
    }

    private String own(String module) {
        return root + "." + module + "..";
    }

    private String[] clients(String... modules) {
        return Stream.concat(Arrays.stream(modules).map(this::own), Stream.of("org.apache.avro..",
                "org.apache.kafka.clients..", "org.apache.kafka.common..",
                "com.fasterxml.jackson..", "org.slf4j.."))
                .toArray(String[]::new);
    }

    /** The arrows between a module's rooms: each may import itself, and those listed. */
    private void packages(
            Map<String, ArchRule> rules, String module, Map<String, List<String>> arrows) {
        new TreeMap<>(arrows).forEach((room, others) -> {
            String base = root + "." + module + ".";
            String[] allowed = Stream.concat(Stream.of(room), others.stream())
                    .map(other -> base + other + "..").toArray(String[]::new);
            DescribedPredicate<JavaClass> elsewhere = resideInAPackage(base + "*..")
                    .and(not(resideInAnyPackage(allowed)));
            rules.put("in " + module + ", " + room + " imports "
                            + (others.isEmpty() ? "no other room" : "only " + others),
                    noClasses().that().resideInAPackage(base + room + "..")
                            .should(dependOnClassesThat(elsewhere)));
        });
    }

    /** Generated classes have names of the wire's choice; a nested class has its owner's, too. */
    private ArchCondition<JavaClass> haveANameOfTheirOwn() {
        Map<String, List<String>> owners = new HashMap<>();
        return new ArchCondition<>("have a simple name of their own") {
            @Override
            public void init(Collection<JavaClass> all) {
                all.stream().filter(House::isNamedByUs).forEach(c -> owners
                        .computeIfAbsent(c.getSimpleName(), any -> new ArrayList<>())
                        .add(c.getName()));
            }

            @Override
            public void check(JavaClass c, ConditionEvents events) {
                List<String> same = owners.getOrDefault(c.getSimpleName(), List.of());
                boolean shared = isNamedByUs(c) && same.size() > 1;
                events.add(new SimpleConditionEvent(c, !shared, c.getName() + " among " + same));
            }
        };
    }

    private static boolean isNamedByUs(JavaClass c) {
        return c.isTopLevelClass() && !c.getSimpleName().equals("package-info")
                && !c.isAnnotatedWith("org.apache.avro.specific.AvroGenerated")
                && !c.getPackageName().endsWith(".jmh_generated");
    }

    private DescribedPredicate<JavaClass> notOfTheHouse() {
        return not(ofTheHouse());
    }

    private ArchRule imports(String module, String... others) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(others)
                .or(resideInAnyPackage("java..", "", own(module)));
        return classes().that(resideInAPackage(own(module)))
                .should(onlyDependOnClassesThat(allowed));
    }

    private ArchRule nobodyImportsTheCommand() {
        return noClasses().that().resideOutsideOfPackage(own("cli"))
                .should(dependOnClassesThat(resideInAPackage(own("cli"))));
    }

    private ArchRule nobodyImportsAMain() {
        DescribedPredicate<JavaClass> isMain = DescribedPredicate.describe("have a main method",
                c -> c.getMethods().stream().anyMatch(House::isMain));
        DescribedPredicate<JavaClass> isInsideOne = DescribedPredicate.describe(
                "are inside one", c -> c.getEnclosingClass().filter(isMain).isPresent());
        return noClasses().that(ofTheHouse().and(not(isInsideOne)))
                .should(dependOnClassesThat(ofTheHouse().and(isMain)))
                .as("no class should depend on one that has a main method");
    }

    private static boolean isMain(JavaMethod method) {
        return method.getName().equals("main")
                && method.getModifiers().contains(JavaModifier.STATIC);
    }

    private ArchRule packagesHaveNames() {
        return noClasses().should(be(
                DescribedPredicate.describe("in a package called " + NOT_WANTED,
                        c -> Arrays.stream(c.getPackageName().split("\\."))
                                .anyMatch(NOT_WANTED::contains))));
    }

    private ArchRule noClock() {
        DescribedPredicate<JavaAccess<?>> readsAClock = DescribedPredicate.describe("read a clock",
                access -> {
                    AccessTarget target = access.getTarget();
                    String owner = target.getOwner().getName();
                    return owner.equals("java.time.Clock")
                            || owner.startsWith("java.time.") && target.getName().equals("now")
                            || owner.equals("java.lang.System")
                                    && Set.of("currentTimeMillis", "nanoTime")
                                            .contains(target.getName());
                });
        return noClasses().that().resideInAPackage(own("core"))
                .should().accessTargetWhere(readsAClock);
    }

    private ArchRule noCall(Set<String> methods) {
        DescribedPredicate<JavaAccess<?>> called = DescribedPredicate.describe(
                "call one of " + methods, access -> methods.contains(
                        access.getTargetOwner().getName() + "." + access.getName()));
        return noClasses().that().resideInAPackage(own("core")).should().accessTargetWhere(called);
    }

    private ArchRule coreKnowsNo(String... packagesOrClasses) {
        DescribedPredicate<JavaClass> named = DescribedPredicate.describe(
                "are one of " + Set.of(packagesOrClasses),
                c -> Set.of(packagesOrClasses).contains(c.getName()));
        return noClasses().that().resideInAPackage(own("core"))
                .should(dependOnClassesThat(resideInAnyPackage(packagesOrClasses).or(named)));
    }

    private ArchRule noFloatingPoint() {
        return noClasses().that().resideInAPackage(own("core"))
                .should(be(
                        DescribedPredicate.describe("written with " + UNBOUNDED_OR_ROUNDED,
                                House::hasFloatingPoint)));
    }

    private static boolean hasFloatingPoint(JavaClass c) {
        return c.getFields().stream().anyMatch(f -> isFloating(f.getRawType()))
                || c.getCodeUnits().stream().anyMatch(m -> isFloating(m.getRawReturnType())
                        || m.getRawParameterTypes().stream().anyMatch(House::isFloating))
                || c.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> isFloating(d.getTargetClass()));
    }

    private static boolean isFloating(JavaClass type) {
        return UNBOUNDED_OR_ROUNDED.contains(type.getBaseComponentType().getName());
    }

    private ArchRule noMutableStatics() {
        return fields().that().areStatic().and(DescribedPredicate.describe(
                        "are written by us", House::isOurs))
                .should().beFinal()
                .andShould(be(
                        DescribedPredicate.describe("of a type that cannot change",
                                f -> !isChangeable(f))));
    }

    /** Neither the compiler's (an enum's table of values) nor what Avro and JMH generate. */
    private static boolean isOurs(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !field.getOwner().isAnnotatedWith("org.apache.avro.specific.AvroGenerated")
                && !field.getOwner().getPackageName().endsWith(".jmh_generated");
    }

    /** An array that nobody else sees is as good as a constant, and Kafka wants its keys as one. */
    private static boolean isChangeable(JavaField field) {
        JavaClass type = field.getRawType();
        return type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE)
                || CHANGEABLE_TYPES.contains(type.getName())
                || resideInAnyPackage(CHANGEABLE).test(type);
    }

    private DescribedPredicate<JavaClass> ofTheHouse() {
        return resideInAPackage(root + "..");
    }
}
