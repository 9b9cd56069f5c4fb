package dev.rasura.example.docs;

import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import java.util.Optional;

// spotless:off
public class LastFour implements OverwriteStrategy {
    @Override
    public String describe() {
        return "its last four characters";
    }

    @Override
    public Result result() {
        return Result.ANONYMISED;
    }

    @Override
    public Optional<String> refusal(OverwriteTarget target) {
        return target.valueType() == String.class ? Optional.empty() : Optional.of("is no text. Choose NULL");
    }

    @Override
    public Optional<OverwriteExpression> sql(OverwriteTarget target) {
        String c = target.sql();
        return Optional.of(new OverwriteExpression("right(" + c + ", 4)", "char_length(" + c + ") > 4"));
    }
}
// spotless:on
