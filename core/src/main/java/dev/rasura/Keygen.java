package dev.rasura;

import dev.rasura.internal.keys.NoteSigner;
import dev.rasura.spi.KeyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the two secrets of an installation into a new file that {@link dev.rasura.spi.KeyFile} reads:
 *
 * <pre>{@code java -cp rasura-core.jar dev.rasura.Keygen rasura-keys.properties example.com/audit}</pre>
 *
 * <p>{@code Keygen --rotate <old file> <new file>} writes a file with the same secret and origin and a new signing key beside
 * the old one: with it, checkpoints bear both signatures. Once one of these is anchored and the new verifier key is given out,
 * remove the two {@code retiring-} entries.
 *
 * <p>It prints the verifier key, which is public: give it to whoever checks the audit trail. Keep the file where neither
 * the database nor its backups are: whoever holds both can undo pseudonyms and forge the trail.
 */
public final class Keygen {

    private Keygen() {}

    /** Takes the file and the origin. Exits with 0, or with 2 and one line on standard error if it wrote nothing. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        boolean rotates = args.length > 0 && args[0].equals("--rotate");
        if (args.length != (rotates ? 3 : 2)) {
            err.println("Usage: java -cp rasura-core.jar dev.rasura.Keygen <file> <origin>, with an origin such as"
                    + " example.com/audit, or Keygen --rotate <old file> <new file>");
            return 2;
        }
        try {
            out.println(rotates ? rotate(Path.of(args[1]), Path.of(args[2])) : generate(Path.of(args[0]), args[1]));
            return 0;
        } catch (ConfigurationException e) {
            err.println(e.getMessage());
            return 2;
        } catch (InvalidPathException e) {
            err.println("'" + e.getInput() + "' is not a file name on this system. Nothing was written.");
            return 2;
        }
    }

    /**
     * Writes new secrets to a file that only its owner may read (mode 0600 where the file system has modes).
     *
     * @param file the file to create; an existing one is never overwritten
     * @param origin the name of the log, as {@code example.com/audit}: no spaces, no plus sign (C2SP signed-note)
     * @return the verifier key in its text form
     * @throws ConfigurationException if the file exists or cannot be written, or the origin is unfit
     */
    public static String generate(Path file, String origin) {
        byte[] secret = new byte[32];
        SecureRandom random = new SecureRandom();
        random.nextBytes(secret);
        byte[] id = new byte[4];
        random.nextBytes(id);
        return write(file, origin, HexFormat.of().formatHex(id), secret, pair(), null);
    }

    /**
     * Writes the secrets of a file to a new one, with a new signing key that is to replace the one there.
     *
     * @param old a file that {@link #generate} or this wrote; it stays as it is
     * @param file the file to create; an existing one is never overwritten
     * @return the new verifier key in its text form
     * @throws ConfigurationException if the old file cannot be read or its signing key is being replaced already, or the new
     *     one cannot be written
     */
    public static String rotate(Path old, Path file) {
        KeyFile keys = KeyFile.read(old);
        if (keys.retiringSigningKey().isPresent()) {
            throw new ConfigurationException("The signing key in " + old
                    + " is being replaced already. Finish that first: remove its 'retiring-signing-key' and"
                    + " 'retiring-public-key'. Nothing was written.");
        }
        return write(file, keys.origin(), keys.secretId(), keys.secret().getEncoded(), pair(), keys.signingKey());
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM offers no Ed25519.", e);
        }
    }

    private static String write(
            Path file, String origin, String secretId, byte[] secret, KeyPair pair, @Nullable KeyPair retiring) {
        String verifierKey = NoteSigner.of(origin, pair).verifier().verifierKey();
        Base64.Encoder base64 = Base64.getEncoder();
        String text =
                "# The secrets of Rasura. Whoever has this file and the database can undo pseudonyms and forge the audit trail.\n"
                        + "# Verifier key (public): " + verifierKey + "\n"
                        + "version=1\n"
                        + "origin=" + origin.replace("\\", "\\\\") + "\n"
                        + "secret-id=" + secretId + "\n"
                        + "secret=" + base64.encodeToString(secret) + "\n"
                        + entries("", pair)
                        + (retiring == null ? "" : entries("retiring-", retiring));
        write(file, text.getBytes(StandardCharsets.UTF_8));
        return verifierKey;
    }

    private static String entries(String kind, KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return kind + "signing-key=" + base64.encodeToString(pair.getPrivate().getEncoded()) + "\n" + kind
                + "public-key=" + base64.encodeToString(pair.getPublic().getEncoded()) + "\n";
    }

    private static void write(Path file, byte[] bytes) {
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    file + " exists already. Secrets are never overwritten: choose another file. Nothing was written.",
                    e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " cannot be created: its folder is missing, or may not be written to. Nothing was written.",
                    e);
        }
    }
}
