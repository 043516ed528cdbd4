package dev.extrausage.stack.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Walks through a page by the Tab key alone. */
final class Keyboard {
    /** Names each control that is seen, also inside elements with a shadow, by its order. */
    private static final String CONTROLS = """
            () => {
              const found = [];
              const walk = (root) => root.querySelectorAll('*').forEach((element) => {
                if (element.matches('a[href], button, input, select, textarea, summary,'
                    + ' [tabindex="0"]') && !element.matches(':disabled, [tabindex="-1"]')
                    && element.checkVisibility({ checkVisibilityCSS: true })) {
                  found.push(element);
                }
                if (element.shadowRoot) { walk(element.shadowRoot); }
              });
              walk(document);
              window.testedControls = found;
              return found.map((control, i) => `${i} ${control.localName} ${(control.ariaLabel
                  ?? control.innerText ?? '').trim().slice(0, 40)}`);
            }""";
    /** The focused control's number; with it all radio buttons of its group, which share a stop. */
    private static final String FOCUSED = """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) { at = at.shadowRoot.activeElement; }
              return window.testedControls.map((control, i) => [control, i]).filter(([control]) =>
                  control === at || at?.type === 'radio' && control.type === 'radio'
                  && control.name === at.name).map(([, i]) => i);
            }""";
    /** The focused control, where nothing shows that it is focused. */
    private static final String UNSEEN = """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) { at = at.shadowRoot.activeElement; }
              if (!at || at === document.body) { return null; }
              const style = getComputedStyle(at);
              return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                  || style.boxShadow !== 'none' ? null
                  : `${at.localName} ${(at.innerText ?? '').trim().slice(0, 40)}`;
            }""";
    private static final int STOPS_OF_THE_BROWSER = 4;

    private Keyboard() {}

    /** The controls that Tab does not reach, and those it reaches without showing that it did. */
    @SuppressWarnings("unchecked")
    static Set<String> unreached(Page page) {
        List<String> controls = (List<String>) page.evaluate(CONTROLS);
        Set<String> wrong = new TreeSet<>(controls);
        page.evaluate("() => document.activeElement?.blur()");
        for (int i = 0; i < controls.size() + STOPS_OF_THE_BROWSER; i++) {
            page.keyboard().press("Tab");
            ((List<Integer>) page.evaluate(FOCUSED)).forEach(at -> wrong.remove(controls.get(at)));
            Object unseen = page.evaluate(UNSEEN);
            if (unseen != null) {
                wrong.add("without a focus ring: " + unseen);
            }
        }
        return wrong;
    }
}
