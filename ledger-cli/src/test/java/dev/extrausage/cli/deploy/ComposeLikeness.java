package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ManifestKinds.Job;
import dev.extrausage.cli.deploy.ManifestKinds.Kustomization;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds manifests against docker-compose.yml: the same image, and no less time to stop. */
final class ComposeLikeness {
    private final Manifests manifests;
    private final ManifestPods pods;
    private final ComposeFile compose;
    private final List<String> faults = new ArrayList<>();

    private ComposeLikeness(Manifests manifests, ManifestPods pods, ComposeFile compose) {
        this.manifests = manifests;
        this.pods = pods;
        this.compose = compose;
    }

    /** The faults, a sentence each. */
    static List<String> faults(Manifests manifests, ManifestPods pods, ComposeFile compose) {
        ComposeLikeness likeness = new ComposeLikeness(manifests, pods, compose);
        manifests.workloads().forEach(likeness::workload);
        likeness.namespaces();
        return likeness.faults;
    }

    private void workload(Workload workload) {
        ComposeFile.Service told = pods.service(workload);
        Optional<ComposeFile.Service> same = compose.services().stream()
                .filter(ComposeFile.Service::isOurs)
                .filter(s -> Programs.mainClass(s).equals(Programs.mainClass(told)))
                .filter(s -> !Programs.mainClass(s).equals(Programs.COMMAND)
                        || s.command().get(1).equals(told.command().get(1))).findAny();
        if (same.isEmpty()) {
            faults.add(told.name() + ": docker-compose.yml does not run " + told.command());
            return;
        }
        if (!told.image().equals(same.get().image())) {
            faults.add(told.name() + ": its image is " + told.image());
        }
        Integer seconds = workload.template().spec().terminationGracePeriodSeconds();
        if (!(workload instanceof Job)
                && (seconds == null || seconds < same.get().stopGraceSeconds())) {
            faults.add(told.name() + ": is killed after " + seconds + " s");
        }
    }

    private void namespaces() {
        for (Kustomization kustomization : manifests.of(Kustomization.class)) {
            manifests.all().stream().map(item -> item.body().metadata())
                    .filter(meta -> meta.namespace() != null && !meta.namespace().isEmpty())
                    .filter(meta -> !meta.namespace().equals(kustomization.namespace()))
                    .forEach(meta -> faults.add(meta.name() + ": is in namespace "
                            + meta.namespace()));
            Optional.ofNullable(kustomization.images()).orElse(List.of()).stream()
                    .filter(image -> compose.services().stream().noneMatch(s ->
                            s.image().equals(image.name() + ":" + image.newTag())))
                    .forEach(image -> faults.add("kustomization.yaml: there is no image "
                            + image.name() + ":" + image.newTag()));
        }
    }
}
