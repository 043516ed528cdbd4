package dev.extrausage.cli;

import dev.extrausage.process.WebAddress;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address of the web as a person types it. */
final class WebUrl implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
        return WebAddress.parse(text).orElseThrow(
                () -> new TypeConversionException("the address " + WebAddress.refusal(text)));
    }
}
