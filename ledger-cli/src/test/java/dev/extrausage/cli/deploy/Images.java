package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ComposeFile.Service;
import dev.extrausage.cli.deploy.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks that the images are pinned, and ours is built from what there is. */
final class Images {
    private static final Pattern PINNED = Pattern.compile("[^:@\\s]+:(?!latest$)[^:\\s]+");
    private static final Pattern VERSION = Pattern.compile(
            "<artifactId>extra-usage-ledger</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern RELEASE =
            Pattern.compile("<maven.compiler.release>(\\d+)</maven.compiler.release>");
    private static final Pattern JARS = Pattern.compile("(/\\S+)/\\*\\.jar");
    private static final Pattern SCRIPT = Pattern.compile(" sh (/\\S+)");
    private static final Pattern BUILT = Pattern.compile("/src/([\\w-]+)/target/(.+)");

    private final ComposeFile compose;
    private final Dockerfile recipe;
    private final Path repository;
    private final List<String> faults = new ArrayList<>();

    private Images(ComposeFile compose, Dockerfile recipe, Path repository) {
        this.compose = compose;
        this.recipe = recipe;
        this.repository = repository;
    }

    /** The faults, a sentence each. */
    static List<String> faults(ComposeFile compose, Dockerfile recipe, Path repository)
            throws IOException {
        Images images = new Images(compose, recipe, repository);
        images.tags();
        images.sources();
        images.running();
        return images.faults;
    }

    private void tags() throws IOException {
        String ours = "extra-usage-ledger:" + found(VERSION, "pom.xml");
        for (Service service : compose.services()) {
            pinned(service.image());
            if (service.isOurs() && !service.image().equals(ours)) {
                faults.add(service.name() + ": its image is not called " + ours);
            }
        }
        List<String> builders = compose.services().stream().filter(Service::builds)
                .map(Service::name).toList();
        if (builders.size() != 1) {
            faults.add("one service is to build our image, and these do: " + builders);
        }
        String java = found(RELEASE, "pom.xml");
        for (Instruction from : recipe.all("FROM")) {
            String image = from.words().get(0);
            pinned(image);
            if (!image.matches(".*[:-]" + java + "(-.*)?")) {
                faults.add("FROM " + image + ": is not of Java " + java);
            }
        }
    }

    private void pinned(String image) {
        if (!PINNED.matcher(image).matches()) {
            faults.add("image " + image + " is not pinned");
        }
    }

    private void sources() throws IOException {
        List<String> ignored = Files.readAllLines(repository.resolve(".dockerignore"));
        for (Instruction copy : recipe.all("COPY")) {
            String source = copy.words().get(0);
            Matcher built = BUILT.matcher(source);
            if (built.matches()) {
                built(built.group(1), built.group(2));
            } else if (!Files.exists(repository.resolve(source))
                    || ignored.contains(source.split("/")[0])) {
                faults.add("COPY " + source + ": it is not there to be copied");
            }
        }
    }

    /** Checks a file that Maven leaves in a module's target when it packages it. */
    private void built(String module, String what) throws IOException {
        boolean isModule = text("pom.xml").contains("<module>" + module + "</module>");
        boolean isLeft = isModule && (what.equals(module + "-*.jar")
                || text(module + "/pom.xml").contains("${project.build.directory}/" + what + "<"));
        if (!isLeft) {
            faults.add("COPY: Maven leaves no " + what + " in the target of " + module);
        }
    }

    private void running() {
        if (Set.of("", "root", "0").contains(recipe.last("USER").rest())) {
            faults.add("it runs as root");
        }
        List<String> entry = recipe.last("ENTRYPOINT").parts();
        if (entry.isEmpty()) {
            faults.add("ENTRYPOINT is not a list, so a shell would be sent SIGTERM");
            return;
        }
        String made = recipe.all("RUN").toString();
        after("-Dlogback.configurationFile=", entry).forEach(this::copied);
        JARS.matcher(made).results().forEach(jars -> copied(jars.group(1)));
        SCRIPT.matcher(made).results().forEach(script -> copied(script.group(1)));
        Stream.concat(after("@", entry), after("-XX:SharedArchiveFile=", entry))
                .filter(path -> !(made + " ").matches(".*[ >]" + path + "[ \\]].*"))
                .forEach(path -> faults.add("ENTRYPOINT: nothing makes " + path));
        compose.services().stream().filter(Service::isOurs)
                .flatMap(service -> service.mounts().keySet().stream())
                .filter(path -> !made.contains(path))
                .forEach(path -> faults.add("the image has no " + path + " of its user"));
    }

    private static Stream<String> after(String beginning, List<String> parts) {
        return parts.stream().filter(part -> part.startsWith(beginning))
                .map(part -> part.substring(beginning.length()));
    }

    private void copied(String path) {
        if (recipe.all("COPY").stream().noneMatch(c -> c.rest().endsWith(" " + path))) {
            faults.add("it is started from " + path + ", to which nothing is copied");
        }
    }

    private String found(Pattern pattern, String file) throws IOException {
        Matcher matcher = pattern.matcher(text(file));
        return matcher.find() ? matcher.group(1) : "?";
    }

    private String text(String file) throws IOException {
        return Files.readString(repository.resolve(file));
    }
}
