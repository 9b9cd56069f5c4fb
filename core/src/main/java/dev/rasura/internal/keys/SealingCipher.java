package dev.rasura.internal.keys;

import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM under one key. Who offers it is looked up no more often than threads encrypt at once.
 *
 * <p>Thread-safe.
 */
final class SealingCipher {

    static final int TAG_BYTES = 16;

    private final SecretKey key;
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    SealingCipher(SecretKey key) {
        this.key = key;
    }

    byte[] encrypt(byte[] nonce, byte[] plain, byte[] associated) throws GeneralSecurityException {
        Cipher idling = idle.poll();
        Cipher cipher = idling == null ? Cipher.getInstance("AES/GCM/NoPadding") : idling;
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(associated);
        byte[] encrypted = cipher.doFinal(plain);
        idle.add(cipher);
        return encrypted;
    }

    /** What stands in the bytes from the position on, behind the nonce. */
    byte[] decrypt(byte[] sealed, int nonceAt, int nonceBytes, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, nonceAt, nonceBytes));
        cipher.updateAAD(associated);
        int from = nonceAt + nonceBytes;
        return cipher.doFinal(sealed, from, sealed.length - from);
    }
}
