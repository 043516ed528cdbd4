package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** The text of a table's cells, as a person reads it. */
final class ShownTable {
    private static final String ROWS = "table => [...table.querySelectorAll('ROWS')].map(row =>"
            + " [...row.cells].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))";

    private final Locator table;

    private ShownTable(Locator table) {
        this.table = table;
    }

    /** The table of that caption, once it is there. */
    static ShownTable of(Locator within, String caption) {
        Locator table = within.getByRole(AriaRole.TABLE,
                new Locator.GetByRoleOptions().setName(caption).setExact(true));
        assertThat(table).isVisible();
        return new ShownTable(table);
    }

    /** The names of its columns. */
    List<String> names() {
        return rows("thead tr").get(0);
    }

    /** Its rows, those of its foot last. */
    List<List<String>> rows() {
        return rows("tbody tr, tfoot tr");
    }

    @SuppressWarnings("unchecked")
    private List<List<String>> rows(String selector) {
        return (List<List<String>>) table.evaluate(ROWS.replace("ROWS", selector));
    }
}
