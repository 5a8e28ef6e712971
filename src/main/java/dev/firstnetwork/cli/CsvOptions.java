package dev.firstnetwork.cli;

import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.table.CsvFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a text file is a table; what is not said is found out, or as it was when the model was trained. */
public final class CsvOptions {

    /** One character, or its name. */
    static final class CharacterConverter implements ITypeConverter<String> {

        @Override
        public String convert(String value) {
            String mark = value.equals("tab") ? "\t" : value.equals("space") ? " " : value;
            if (mark.length() != 1) {
                throw new TypeConversionException("'" + value + "' is not one character, nor tab or space");
            }
            return mark;
        }
    }

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = CharacterConverter.class,
            description = "CSV: what stands between two fields, or tab. Found out: , ; tab or |.")
    String separator;

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            converter = CharacterConverter.class,
            description =
                    "CSV: what stands before decimals. Found out: a comma where no comma separates, else a point.")
    String decimal;

    @Option(
            names = "--thousands",
            paramLabel = "CHAR",
            converter = CharacterConverter.class,
            description = "CSV: what stands between thousands, or space. Default: nothing")
    String thousands;

    @Option(
            names = "--quote",
            paramLabel = "CHAR",
            converter = CharacterConverter.class,
            description = "CSV: what stands around a field with a separator in it. Default: \"")
    String quote;

    @Option(
            names = "--comment",
            paramLabel = "CHAR",
            converter = CharacterConverter.class,
            description = "CSV: what a line begins with that is passed over. Default: nothing")
    String comment;

    @Option(
            names = "--no-header",
            fallbackValue = "true",
            description = "CSV: the first line is a row; columns are called 1, 2, 3, ...")
    Boolean noHeader;

    @Option(
            names = "--missing-markers",
            paramLabel = "TEXT",
            split = ",",
            description = "CSV: what stands where a number or label is missing. Default: NA, NaN, null, ? and others"
                    + " that pandas knows")
    List<String> missingMarkers;

    /** The dialect that is asked for; {@code kept} tells what is not said. */
    public Dialect dialect(Dialect kept) {
        return new Dialect(
                separator == null ? kept.separator() : separator,
                quote == null ? kept.quote() : quote,
                noHeader == null ? kept.header() : !noHeader,
                comment == null ? kept.comment() : comment,
                decimal == null ? (thousands == null ? kept.decimal() : "") : decimal,
                thousands == null ? kept.thousands() : thousands,
                missingMarkers == null
                        ? kept.missing()
                        : missingMarkers.stream()
                                .filter(marker -> !marker.isEmpty())
                                .toList());
    }

    /** The table in {@code file}, or on standard input for -; a large file is read under a bar, if somebody is looking. */
    public CsvFile open(String file, Dialect kept, boolean quiet) {
        return file.equals("-")
                ? CsvFile.of(System.in, dialect(kept))
                : CsvFile.of(Path.of(file), dialect(kept), Progress.reading(Path.of(file), quiet));
    }
}
