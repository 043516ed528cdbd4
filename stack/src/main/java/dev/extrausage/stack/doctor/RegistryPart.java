package dev.extrausage.stack.doctor;

import dev.extrausage.schemas.SchemaRegistry;
import java.net.URI;
import java.util.List;

/** The schema registry: if one answers at its address. It is asked once, and changes nothing. */
final class RegistryPart {
    private final URI address;

    RegistryPart(URI address) {
        this.address = address;
    }

    void examine(List<Diagnosis> findings) {
        try (SchemaRegistry registry =
                new SchemaRegistry(SchemaRegistry.Settings.of(address))) {
            findings.add(registry.fault().map(why -> Diagnosis.wrong("schema registry", why
                    + ". What runs goes on with the ids that it knows; what starts waits, and so"
                    + " does a partition with a new id. Bring it back, or start with the right"
                    + " address"))
                    .orElseGet(() -> Diagnosis.well("schema registry", "it answers")));
        }
    }
}
