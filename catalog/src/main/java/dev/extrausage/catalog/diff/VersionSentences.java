package dev.extrausage.catalog.diff;

import dev.extrausage.core.CatalogVersion;
import java.util.ArrayList;
import java.util.List;

/** The sentences on all that two versions do not share but their names and starts. */
final class VersionSentences {
    private VersionSentences() {}

    static List<String> of(CatalogVersion was, CatalogVersion is) {
        List<String> sentences = new ArrayList<>();
        sentences.addAll(new PriceSentences(was.prices(), is.prices()).sentences());
        sentences.addAll(new PlanSentences(was.plans(), is.plans()).sentences());
        sentences.addAll(new TermsSentences(was, is).sentences());
        return sentences;
    }
}
