package dev.extrausage.kafka.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A properties file of settings for Kafka's clients. */
final class ClientFile {
    private ClientFile() {}

    /** Reads, checks and resolves it; throws {@link BadKafkaConfig} naming what is wrong. */
    static Map<String, String> read(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (NoSuchFileException e) {
            throw new BadKafkaConfig("there is no " + named(file));
        } catch (AccessDeniedException e) {
            throw new BadKafkaConfig(named(file) + " may not be read by this user");
        } catch (CharacterCodingException e) {
            throw new BadKafkaConfig(named(file) + " is no text in UTF-8");
        } catch (IllegalArgumentException e) { // the line would be in its message
            throw new BadKafkaConfig(named(file)
                    + " is no properties file: it has a \\u without four hexadecimal digits");
        } catch (IOException e) {
            throw new BadKafkaConfig(named(file) + " cannot be read: " + (Files.isDirectory(file)
                    ? "it is a directory" : e.getClass().getSimpleName()));
        }
        Map<String, String> settings = new TreeMap<>();
        read.stringPropertyNames().forEach(
                name -> settings.put(name, read.getProperty(name).strip()));
        return ClientSettings.checked(settings, named(file));
    }

    static String named(Path file) {
        return "Kafka settings file " + file;
    }
}
