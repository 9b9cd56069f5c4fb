package dev.rasura.internal.keys;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA-256 under one key, which is made ready once and not for every message: a transaction of many rows computes
 * hundreds. There are as many instances as threads have computed one at the same time.
 *
 * <p>Thread-safe.
 */
final class KeyedMac {

    private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();
    private final SecretKey key;

    /** @throws dev.rasura.ConfigurationException if the key is not fit for it */
    KeyedMac(SecretKey key) {
        this.key = key;
        idle.add(KeyRing.keyed(key));
    }

    byte[] of(byte[] message) {
        Mac taken = idle.poll();
        Mac mac = taken == null ? KeyRing.keyed(key) : taken;
        // Afterwards it is as it was before the message. One that fails is not used again.
        byte[] code = mac.doFinal(message);
        idle.add(mac);
        return code;
    }
}
