package dev.rasura.example.benchmarks.trail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.rasura.example.benchmarks.Contestant;
import java.nio.file.Path;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.encoder.LogstashEncoder;

/** The same fields by Logback's JSON encoder as it comes, written to a file by another thread. None is dropped. */
record BareEncoder(LoggerContext context, Path file, int lines, StructuredArgument fields) implements Contestant {

    @Override
    public String name() {
        return "bare encoder, asynchronous";
    }

    @Override
    public void turn(long prepared) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setAppend(false);
        appender.setEncoder(encoder);
        appender.start();
        LoggingEventAsyncDisruptorAppender async = new LoggingEventAsyncDisruptorAppender();
        async.setContext(context);
        // Without it a full buffer drops lines, which is faster.
        async.setAppendTimeout(ch.qos.logback.core.util.Duration.buildByMilliseconds(-1));
        async.addAppender(appender);
        async.start();
        Logger logger = context.getLogger("bare");
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(async);
        for (int i = 0; i < lines; i++) {
            logger.info("event", fields);
        }
        logger.detachAppender(async);
        // Waits for what is in the buffer.
        async.stop();
    }
}
