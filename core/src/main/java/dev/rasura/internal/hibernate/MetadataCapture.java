package dev.rasura.internal.hibernate;

import dev.rasura.ConfigurationException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Keeps each factory's boot {@link Metadata}, found by Hibernate through the service loader. The boot model is the one
 * place where annotations, {@code orm.xml} and {@code hbm.xml} have come together; the runtime model misses tables.
 */
public final class MetadataCapture implements Integrator {

    private static final Map<SessionFactory, Metadata> CAPTURED = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
        CAPTURED.put(factory, metadata);
    }

    @Override
    public void disintegrate(SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
        CAPTURED.remove(factory);
    }

    /** @throws ConfigurationException if Hibernate was built without looking for integrators */
    static Metadata of(SessionFactoryImplementor factory) {
        Metadata metadata = CAPTURED.get(factory);
        if (metadata == null) {
            throw new ConfigurationException(
                    "Hibernate's boot metadata of this EntityManagerFactory was not captured. Rasura"
                            + " registers an Integrator through META-INF/services: rasura-core must be on the class path of the"
                            + " class loader that builds the factory.");
        }
        return metadata;
    }
}
