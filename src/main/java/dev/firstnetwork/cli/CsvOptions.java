package dev.firstnetwork.cli;

import dev.firstnetwork.table.CsvFile;
import dev.firstnetwork.table.CsvFormat;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a text file is a table. */
final class CsvOptions {

    /** One character, or {@code tab}. */
    static final class CharacterConverter implements ITypeConverter<Character> {

        @Override
        public Character convert(String value) {
            if (value.equals("tab")) {
                return '\t';
            }
            if (value.length() != 1) {
                throw new TypeConversionException("'" + value + "' is not one character, nor tab");
            }
            return value.charAt(0);
        }
    }

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            defaultValue = ",",
            converter = CharacterConverter.class,
            description = "CSV: what stands between two fields, or tab. Default: ${DEFAULT-VALUE}")
    char separator;

    @Option(
            names = "--quote",
            paramLabel = "CHAR",
            defaultValue = "\"",
            converter = CharacterConverter.class,
            description = "CSV: what stands around a field with a separator in it. Default: ${DEFAULT-VALUE}")
    char quote;

    @Option(
            names = "--no-header",
            fallbackValue = "true",
            description = "CSV: the first line is a row; columns are called 1, 2, 3, ...")
    boolean noHeader;

    CsvFormat format() {
        return new CsvFormat(separator, quote, !noHeader);
    }

    /** The table in {@code file}; a large one is read under a progress bar, if somebody is looking. */
    CsvFile open(Path file, boolean quiet) {
        return CsvFile.of(file, format(), Progress.reading(file, quiet));
    }
}
