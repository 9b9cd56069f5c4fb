package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that an export goes to. All is written beside it first and takes its place at the end, so that a failure
 * leaves it as it was. Closing without {@link #publish()} discards what was written.
 */
final class TileDirectory implements AutoCloseable {

    static final String CHECKPOINT = "checkpoint";
    static final String VERIFIER_KEY = "vkey";
    static final String DISCLOSURES = "disclosures.jsonl";

    private static final Set<String> OURS = Set.of(CHECKPOINT, VERIFIER_KEY, DISCLOSURES, "tile");

    private final Path target;
    private final Path draft;
    private final Optional<Checkpoint> earlier;

    private TileDirectory(Path target, Path draft, Optional<Checkpoint> earlier) {
        this.target = target;
        this.draft = draft;
        this.earlier = earlier;
    }

    /** @throws AuditException if the directory is not empty and not an export of the log, or there is no writing beside it */
    static TileDirectory open(Path directory, NoteVerifier verifier) {
        Path target = directory.toAbsolutePath().normalize();
        Path name = target.getFileName();
        if (name == null) {
            throw new AuditException("The trail cannot be exported to " + target + " itself: name a directory in it.");
        }
        try {
            Optional<Checkpoint> earlier = earlier(target, verifier);
            Path parent = target.resolveSibling("");
            Files.createDirectories(parent);
            return new TileDirectory(target, Files.createTempDirectory(parent, "." + name + ".draft-"), earlier);
        } catch (IOException e) {
            throw new AuditException(
                    "The trail cannot be exported to " + target
                            + ": it cannot be read, or its parent folder cannot be written. Nothing was changed.",
                    e);
        }
    }

    private static Optional<Checkpoint> earlier(Path target, NoteVerifier verifier) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new AuditException(
                    target + " is not a directory. Name a new or empty one for the export. Nothing was changed.");
        }
        try (Stream<Path> files = Files.list(target)) {
            Optional<String> foreign = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !OURS.contains(file))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new AuditException(
                        target + " holds '" + foreign.get()
                                + "', which is not part of an export of the trail. Name a new or empty directory. Nothing was changed.");
            }
        }
        Path note = target.resolve(CHECKPOINT);
        if (!Files.exists(note)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new AuditException(target + " is neither empty nor a whole export of a trail: it has no '"
                            + CHECKPOINT + "'. Name a new or empty directory. Nothing was changed.");
                }
            }
            return Optional.empty();
        }
        return Optional.of(Checkpoint.open(Files.readString(note), verifier)
                .orElseThrow(() -> new AuditException(target + " holds the export of another log than '"
                        + verifier.name() + "' with this key. Name a new or empty directory. Nothing was changed.")));
    }

    /** The checkpoint of the export that is there already. */
    Optional<Checkpoint> earlier() {
        return earlier;
    }

    /** Where to write. */
    Path draft() {
        return draft;
    }

    void write(String name, String text) throws IOException {
        Files.write(draft.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts what was written in the directory's place. */
    void publish() throws IOException {
        openToReaders();
        Path aside = null;
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            aside = target.resolveSibling("." + target.getFileName() + ".old-" + UUID.randomUUID());
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            if (aside != null) {
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        delete(aside);
    }

    /** A temporary directory is its owner's alone; an export has the mode that any new directory gets. */
    private void openToReaders() throws IOException {
        if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            Path probe = Files.createDirectory(draft.resolve("mode"));
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(probe));
            Files.delete(probe);
        }
    }

    @Override
    public void close() throws IOException {
        delete(draft);
    }

    private static void delete(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
