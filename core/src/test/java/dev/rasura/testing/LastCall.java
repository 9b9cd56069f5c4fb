package dev.rasura.testing;

import dev.rasura.spi.CheckpointAnchor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Counts what this process tells a database and an anchor, and ends the process before the call that is chosen: at once, with
 * no shutdown hook, no {@code finally}, no goodbye to the server. What binds values, or reads what a statement answered, is
 * not counted: nobody outside of the process hears of it. So the state after one call is that before the next.
 */
public final class LastCall {

    /** How a process exits that was ended. */
    public static final int ENDED = 137;

    private static final Set<String> TOLD =
            Set.of("commit", "rollback", "setAutoCommit", "setReadOnly", "setTransactionIsolation", "close");

    private static final String CALL = "call: ";
    private static final String DETACHED = "-detached";

    private final int last;
    private final List<String> made = new ArrayList<>();
    private String phase = "";

    /** @param last the call before which the process ends, counted from one; with zero it lives on */
    public LastCall(int last) {
        this.last = last;
    }

    /**
     * Counts from now on under this name. The threads on which the trail writes detached events wait for a phase of their own,
     * so that the same calls come in the same order in every process.
     */
    public synchronized void phase(String name) {
        phase = name;
        notifyAll();
    }

    /** The phase in which detached events are written that were recorded in the phase of that name. */
    public void detached(String name) {
        phase(name + DETACHED);
    }

    /** Says what was counted, each as phase and call; the one before which the process ends is the last. */
    public synchronized void tell() {
        made.forEach(call -> System.out.println(CALL + call));
        System.out.flush();
    }

    /** The calls that a process told. */
    public static List<String> told(String output) {
        return output.lines()
                .filter(line -> line.startsWith(CALL))
                .map(line -> line.substring(CALL.length()))
                .toList();
    }

    private synchronized boolean isLast(String call) {
        if (phase.isEmpty()) {
            return false;
        }
        boolean pool = Thread.currentThread().getName().startsWith("rasura-audit-detached");
        while (pool && !phase.endsWith(DETACHED)) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        made.add(phase + " " + call);
        return made.size() == last;
    }

    private void before(String call) {
        if (isLast(call)) {
            end();
        }
    }

    private void end() {
        tell();
        Runtime.getRuntime().halt(ENDED);
    }

    /** Connections to the database, each a new one. */
    public DataSource over(TestDatabase database) {
        return database.dataSource(connection -> {
            before("getConnection");
            return counted(Connection.class, connection);
        });
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                LastCall.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    boolean told = type == Connection.class ? TOLD.contains(name) : name.startsWith("execute");
                    if (told) {
                        before(name);
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof PreparedStatement statement) {
                            return counted(PreparedStatement.class, statement);
                        }
                        return result instanceof Statement statement ? counted(Statement.class, statement) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** The anchor in the file; one end is in the midst of writing to it. */
    public CheckpointAnchor over(CheckpointAnchor real, Path file) {
        return new CheckpointAnchor() {
            @Override
            public void anchor(String note) {
                before("anchor");
                if (isLast("half an anchor")) {
                    tear(file, note);
                    end();
                }
                real.anchor(note);
            }

            @Override
            public Optional<String> latest() {
                return real.latest();
            }

            @Override
            public boolean readable() {
                return real.readable();
            }
        };
    }

    private static void tear(Path file, String note) {
        try {
            Files.writeString(
                    file,
                    "----\n" + note.substring(0, note.length() / 2),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
