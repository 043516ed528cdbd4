package dev.extrausage.journal.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CsvLinesTest {
    @Test
    void only_commas_quotes_and_line_ends_are_quoted() {
        assertThat(line("a,b", "say \"hi\"", "two\nlines")).isEqualTo(
                "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"");
        assertThat(line("plain", null, "")).isEqualTo("plain,,");
    }

    @Test
    void names_that_a_spreadsheet_would_calculate_stay_names() {
        assertThat(line("=HYPERLINK(\"x\")", "@app", "+1")).isEqualTo(
                "\"'=HYPERLINK(\"\"x\"\")\",'@app,'+1");
    }

    @Test
    void numbers_are_written_out_and_may_be_negative() {
        assertThat(line(new BigDecimal("-0.000000001"), new BigDecimal("1E+3"), 7)).isEqualTo(
                "-0.000000001,1000,7");
    }

    private static String line(Object... cells) {
        return new CsvLines("a", "b", "c").row(cells).lines().get(1);
    }
}
