package dev.firstnetwork.table;

import dev.firstnetwork.data.Dialect;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** What texts look like that are no numbers to the program but may be to a person, and what can be done about it. */
enum Looks {
    THOUSANDS_COMMA(
            "numbers with thousands separators",
            "give --thousands ','",
            "[-+]?[1-9]\\d{0,2}(,\\d{2,3})*,\\d{3}(\\.\\d+)?"),
    THOUSANDS_POINT(
            "numbers with thousands separators and a decimal comma",
            "give --thousands . --decimal ','",
            "[-+]?\\d{1,3}(\\.\\d{3})+(,\\d+)?"),
    THOUSANDS_BLANK(
            "numbers with thousands separators",
            "give --thousands ' '",
            "[-+]?\\d{1,3}([ \u00a0\u2007\u202f]\\d{3})+([.,]\\d+)?"),
    THOUSANDS_APOSTROPHE(
            "numbers with thousands separators", "give --thousands \"'\"", "[-+]?\\d{1,3}('\\d{3})+([.,]\\d+)?"),
    THOUSANDS_OTHER(
            "numbers with thousands separators",
            "write them without, or as ' and give --thousands \"'\"",
            "[-+]?\\d{1,3}([\u2019_]\\d{3})+([.,]\\d+)?"),
    DECIMAL_COMMA("numbers with a decimal comma", "give --decimal ','", "[-+]?\\d*,\\d+([eE][-+]?\\d+)?"),
    DECIMAL_POINT("numbers with a decimal point", "give --decimal .", "[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?"),
    MINUS("numbers with a dash for a minus sign", "write -", "[\u2212\u2010-\u2015\ufe63\uff0d]\\s?\\d+([.,]\\d+)?"),
    BRACKETS("numbers in brackets", "write them with a minus sign", "\\([\\d.,]+\\)"),
    PER_CENT("per cent", "write them without the sign", "[-+]?[\\d.,]+\\s?[%\u2030]"),
    MONEY(
            "amounts of a currency",
            "write them without the currency",
            "[-+]?(\\p{Sc}|[A-Z]{2,3}\\p{Sc}?)\\s?[-+]?\\d[\\d.,' ]*|[-+]?\\d[\\d.,' ]*\\s?(\\p{Sc}|[A-Z]{3}|kr|z\u0142)"),
    DATE(
            "dates",
            "write each as a number, such as its days since a day",
            "\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}([ T].*)?|\\d{1,2}([-/.])\\d{1,2}\\3\\d{2,4}([ T,].*)?"
                    + "|\\d{1,2}[ -.]*\\p{L}{3,9}[ -.,]*\\d{2,4}.*|(\\p{L}{3,9}\\.?,? )?\\p{L}{3,9}\\.? \\d{1,2},? \\d{4}.*"
                    + "|\\d{4}\u5e74\\d{1,2}\u6708(\\d{1,2}\u65e5)?.*|\\d{4}-\\d{2}"),
    TIME("times", "write each as a number, such as its seconds", "\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp][Mm])?"),
    UNIT("numbers with a unit", "write them without the unit", "[-+]?\\d+([.,]\\d+)?\\s?[\\p{L}\u00b0\u00b5/]+\\d?"),
    KEY("names or keys", "", ".*");

    private final String description;
    private final String advice;
    private final Pattern pattern;

    Looks(String description, String advice, String pattern) {
        this.description = description;
        this.advice = advice;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** What nine of ten {@code texts} look like; all of them where a comma may stand before decimals or between thousands. */
    static Looks of(Collection<String> texts) {
        for (Looks looks : values()) {
            long alike = texts.stream().filter(looks::matches).count();
            boolean sure = looks != THOUSANDS_COMMA && looks != THOUSANDS_POINT;
            if (sure ? 10 * alike >= 9L * texts.size() : alike == texts.size()) {
                return looks;
            }
        }
        return KEY;
    }

    private boolean matches(String text) {
        return this == KEY || (text.length() <= 60 && pattern.matcher(text).matches());
    }

    /** Whether these are quantities, which are no categories. */
    boolean isQuantity() {
        return this != KEY;
    }

    String description() {
        return description;
    }

    /** What to do; nothing for what is read as it is. */
    Optional<String> advice(Dialect dialect) {
        boolean given = this == DECIMAL_POINT && dialect.decimal().equals(".");
        return advice.isEmpty() || given ? Optional.empty() : Optional.of(advice);
    }
}
