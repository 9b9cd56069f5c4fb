package dev.rasura.spring;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.rasura.AuditException;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.StreamedEvent;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each event as one JSON line to the logger {@code dev.rasura.audit.event}, by the appender of
 * {@code dev/rasura/spring/audit-appender.xml}. What that cannot write is refused, so that it is counted.
 */
final class LogLineSink implements EventSink {

    private static final String NAME = "dev.rasura.audit.event";

    @Override
    public void write(StreamedEvent event) {
        Logger found = LoggerFactory.getLogger(NAME);
        if (!(found instanceof ch.qos.logback.classic.Logger logger)) {
            throw new AuditException("the audit stream needs Logback, but SLF4J logs to "
                    + found.getClass().getName());
        }
        if (!logger.isInfoEnabled()) {
            throw new AuditException("the logger " + NAME + " is switched off: let it write INFO");
        }
        AuditLine line = new AuditLine(event);
        logger.info("event", line);
        refuseUnwritten(logger, line);
    }

    /** Whether the logger has an appender of its own. */
    boolean isSetUp() {
        return LoggerFactory.getLogger(NAME) instanceof ch.qos.logback.classic.Logger logger
                && !appenders(logger).isEmpty();
    }

    private static void refuseUnwritten(ch.qos.logback.classic.Logger logger, AuditLine line) {
        List<Appender<ILoggingEvent>> appenders = appenders(logger);
        if (appenders.isEmpty()) {
            throw new AuditException("the logger dev.rasura.audit has no appender of its own: include"
                    + " dev/rasura/spring/audit-appender.xml in logback-spring.xml");
        }
        for (Appender<ILoggingEvent> appender : appenders) {
            if (!appender.isStarted() || (appender instanceof AuditFileAppender && !line.isWritten())) {
                throw new AuditException("appender '" + appender.getName()
                        + "' cannot write: see that its folder is there and writable, and its disk has room");
            }
        }
    }

    // As far as dev.rasura.audit: what hangs further up would format events among the application's lines.
    private static List<Appender<ILoggingEvent>> appenders(ch.qos.logback.classic.Logger logger) {
        List<Appender<ILoggingEvent>> all = new ArrayList<>();
        logger.iteratorForAppenders().forEachRemaining(all::add);
        logger.getLoggerContext()
                .getLogger("dev.rasura.audit")
                .iteratorForAppenders()
                .forEachRemaining(all::add);
        return all;
    }
}
