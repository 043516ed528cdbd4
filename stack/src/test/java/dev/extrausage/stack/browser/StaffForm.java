package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

/** A form of our people: what it says that it will do, and what it says that it did. */
final class StaffForm {
    private final Locator dialog;

    private StaffForm(Locator dialog) {
        this.dialog = dialog;
    }

    /** The form that the button of that name opens, which has that title. */
    static StaffForm open(Visitor visitor, String button, String title) {
        return open(visitor.part("usage-app"), button, title);
    }

    /** The same where the button stands within a line of a list. */
    static StaffForm open(Locator within, String button, String title) {
        within.getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName(button).setExact(true)).click();
        return new StaffForm(within.getByRole(AriaRole.DIALOG,
                new Locator.GetByRoleOptions().setName(title)));
    }

    /** A control by what its label begins with. */
    Locator field(String label) {
        return dialog.getByLabel(label);
    }

    /** Writes into a control. */
    StaffForm fill(String label, String text) {
        field(label).fill(text);
        return this;
    }

    /** Chooses of a list. */
    StaffForm select(String label, String choice) {
        field(label).selectOption(choice);
        return this;
    }

    /** Chooses the radio button whose name has that text. */
    StaffForm choose(String choice) {
        dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(choice)).check();
        return this;
    }

    /** All that it says will happen, and nothing else. */
    StaffForm foretells(String... sentences) {
        assertThat(dialog.locator(".effects li")).hasText(sentences);
        return this;
    }

    /** Something that it says anywhere. */
    StaffForm says(String text) {
        assertThat(dialog).containsText(text);
        return this;
    }

    /** Gives the reason, and sends it by the button of that name. */
    StaffForm sendBecause(String reason, String button) {
        return fill("Reason", reason).send(button);
    }

    /** Sends it as it is. */
    StaffForm send(String button) {
        dialog.getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName(button).setExact(true)).click();
        return this;
    }

    /** The words on what was done, when it is done. */
    StaffForm did(String sentence) {
        assertThat(dialog.locator(".answer.good")).containsText(sentence);
        return this;
    }

    /** The words on something that is not done yet. */
    StaffForm waits(String sentence) {
        assertThat(dialog.locator(".answer.warn")).containsText(sentence);
        return this;
    }

    /** Closes it, by the keyboard. */
    void close() {
        Locator button = dialog.getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Close").setExact(true));
        assertThat(button).isFocused();
        button.press("Enter");
        assertThat(dialog).isHidden();
    }
}
