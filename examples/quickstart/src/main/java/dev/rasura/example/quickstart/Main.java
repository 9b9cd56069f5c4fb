package dev.rasura.example.quickstart;

import dev.rasura.example.data.IncompleteFolderException;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;

/** {@code java -jar quickstart.jar}. */
public final class Main {

    private static final String LOG_CONFIGURATION = "logback.configurationFile";
    private static final int DONE = 0;
    private static final int REFUSED = 2;

    private Main() {}

    public static void main(String... arguments) throws SQLException, IOException {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "quickstart-logback.xml");
        }
        System.exit(run(Terminal.ofThisProcess(), System.err, arguments));
    }

    /** The exit status: 0, or 2 and one line on {@code err} if the job cannot start. */
    static int run(Terminal terminal, PrintStream err, String... arguments) throws SQLException, IOException {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                terminal.out().print(Options.USAGE);
            } else {
                new MainJob(options, new Console(terminal)).run();
            }
            return DONE;
        } catch (RefusedException | IncompleteFolderException e) {
            err.println("quickstart: " + Target.firstLine(e.getMessage()));
            return REFUSED;
        }
    }
}
