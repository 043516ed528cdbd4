package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ManifestKinds.Mount;
import dev.extrausage.cli.deploy.ManifestKinds.Volume;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ConfigMaps and Secrets of a pod as files in a folder of this machine, as it finds them. */
final class ManifestMounts {
    private final Path root;
    private final List<String> paths = new ArrayList<>();

    private ManifestMounts(Path root) {
        this.root = root;
    }

    /** Writes them; a path of the pod in their text becomes one of the folder. */
    static ManifestMounts in(Path root, Workload workload, ManifestPods pods) {
        ManifestMounts mounts = new ManifestMounts(root.resolve(workload.metadata().name()));
        Map<String, Map<String, String>> contents = new LinkedHashMap<>();
        for (Mount mount : ManifestPods.container(workload).volumeMounts()) {
            workload.template().spec().volumes().stream()
                    .filter(volume -> volume.name().equals(mount.name()))
                    .map(ManifestMounts::source).filter(source -> !source.isEmpty())
                    .forEach(source -> contents.put(mount.mountPath(), pods.files(source)));
        }
        mounts.paths.addAll(contents.keySet());
        contents.forEach((path, files) -> files.forEach((name, text) ->
                mounts.write(path + "/" + name, text)));
        return mounts;
    }

    /** The ConfigMap or Secret behind a volume; empty for another kind. */
    static String source(Volume volume) {
        return volume.configMap() != null ? volume.configMap().name()
                : volume.secret() != null ? volume.secret().secretName() : "";
    }

    private void write(String path, String text) {
        try {
            Path file = Path.of(here(path));
            Files.createDirectories(file.getParent());
            Files.writeString(file, here(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with paths of the pod as they are on this machine. */
    String here(String text) {
        String here = text;
        for (String path : paths) {
            here = here.replaceAll(Pattern.quote(path) + "(?=[/:])",
                    Matcher.quoteReplacement(root + path));
        }
        return here;
    }

    /** True for the path of a mounted file that is not there. */
    boolean isMissing(String text) {
        return paths.stream().anyMatch(path -> text.startsWith(path + "/"))
                && !Files.isRegularFile(Path.of(here(text)));
    }
}
