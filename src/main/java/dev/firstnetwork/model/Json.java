package dev.firstnetwork.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * JSON. It is written by Jackson's generator alone, because a mapper takes longer to make than a small network to train; it
 * is read by a {@link #mapper}.
 */
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final Set<Class<?>> SIMPLE =
            Set.of(Double.class, Integer.class, Long.class, Boolean.class, String.class);

    /** Made when it is first asked for. */
    private static final class Mapper {

        private static final ObjectMapper INSTANCE = new ObjectMapper();
    }

    private Json() {}

    /** What reads JSON into trees and lists; its settings are the default ones, and stay so. */
    public static ObjectMapper mapper() {
        return Mapper.INSTANCE;
    }

    /**
     * The JSON in {@code file}.
     *
     * @throws DataException if the file cannot be read, or is no JSON: then with its line
     */
    public static JsonNode read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DataException(
                    file + " cannot be read: " + (Files.exists(file) ? e.getMessage() : "no such file"), e);
        }
    }

    /** The same of what is called {@code name} in messages. */
    public static JsonNode parse(String name, byte[] json) throws IOException {
        try {
            return mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new DataException(name + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * What {@code make} makes of the record in {@code file}.
     *
     * @param what the file should be, for messages
     * @param type the record, whose components the file has all
     * @throws DataException if the file cannot be read, or is damaged
     */
    public static <T, R> R bound(Path file, String what, Class<T> type, Function<T, R> make) {
        try {
            T read = mapper().readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(Files.readAllBytes(file));
            return make.apply(Objects.requireNonNull(read));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new DataException(file + " is no " + what + ", or is damaged", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * {@code value} as indented JSON with a line feed at its end, doubles in their shortest form.
     *
     * @param value a record, whose components are the keys, but for those that are an empty {@link Optional}; a map,
     *     iterable, array of numbers, number, text, truth value, enumeration constant or null, and so on within. A double
     *     that is not finite is null
     * @throws IllegalArgumentException if there is anything else in it
     */
    public static String text(Object value) {
        return written(out -> write(out, value));
    }

    /** {@code json} as {@link #text} would write it. */
    static String indented(String json) {
        return written(out -> {
            try (JsonParser in = FACTORY.createParser(json)) {
                in.nextToken();
                out.copyCurrentStructure(in);
            }
        });
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    private static String written(Writing writing) {
        StringWriter text = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.append('\n').toString();
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            out.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            writeObject(out, map);
        } else if (value instanceof Record components) {
            writeObject(out, components(components));
        } else if (value instanceof Iterable<?> elements) {
            writeArray(out, elements);
        } else if (value instanceof Object[] elements) {
            writeArray(out, Arrays.asList(elements));
        } else if (value instanceof double[] numbers) {
            writeArray(out, Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof int[] numbers) {
            writeArray(out, Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof long[] numbers) {
            writeArray(out, Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof Enum<?> constant) {
            out.writeString(constant.name());
        } else if (SIMPLE.contains(value.getClass())) {
            out.writePOJO(value);
        } else {
            throw new IllegalArgumentException(
                    "no way to write " + value.getClass().getName() + " as JSON: " + value);
        }
    }

    private static void writeObject(JsonGenerator out, Map<?, ?> values) throws IOException {
        out.writeStartObject();
        for (var entry : values.entrySet()) {
            out.writeFieldName(entry.getKey().toString());
            write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    /** What is in a record, by name and in order. */
    private static Map<String, Object> components(Record value) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object element;
            try {
                Method accessor = component.getAccessor();
                // a record that only its own package knows is written too
                accessor.setAccessible(true);
                element = accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("no way to read " + component + " of " + value, e);
            }
            if (!(element instanceof Optional<?> optional)) {
                values.put(component.getName(), element);
            } else if (optional.isPresent()) {
                values.put(component.getName(), optional.get());
            }
        }
        return values;
    }

    private static void writeArray(JsonGenerator out, Iterable<?> elements) throws IOException {
        out.writeStartArray();
        for (Object element : elements) {
            write(out, element);
        }
        out.writeEndArray();
    }
}
