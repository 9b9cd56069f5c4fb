package dev.rasura;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Ownership;
import dev.rasura.datamap.SubjectType;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must be given is asked for where it is given, by name. */
class BuilderTest {

    static Stream<Method> setters() {
        return Arrays.stream(Rasura.Builder.class.getMethods())
                .filter(m -> m.getReturnType() == Rasura.Builder.class)
                .filter(m -> !m.getParameterTypes()[0].isPrimitive())
                .filter(m -> !m.getName().equals("tableSchema"));
    }

    @ParameterizedTest
    @MethodSource("setters")
    void nullIsRefused(Method setter) {
        Rasura.Builder builder = Rasura.builder(nothing());
        assertThatThrownBy(() -> setter.invoke(builder, (Object) null))
                .rootCause()
                .isInstanceOf(NullPointerException.class)
                .hasMessage(setter.getName());
    }

    @Test
    void theValuesOfTheMapAreWhole() {
        refused("name", () -> new SubjectType(absent(), "People", "person", RowAction.DELETE));
        refused("category", () -> new SubjectType("Person", absent(), "person", RowAction.DELETE));
        refused("table", () -> new SubjectType("Person", "People", absent(), RowAction.DELETE));
        refused("onErasure", () -> new SubjectType("Person", "People", "person", absent()));
        refused("subjectType", () -> new Ownership(absent(), "itself", RowAction.DELETE));
        refused("path", () -> new Ownership("Person", absent(), RowAction.DELETE));
        refused("onErasure", () -> new Ownership("Person", "itself", absent()));
    }

    private static void refused(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without a checker gives
    private static <T> T absent() {
        return null;
    }

    private static EntityManagerFactory nothing() {
        return (EntityManagerFactory) Proxy.newProxyInstance(
                BuilderTest.class.getClassLoader(), new Class<?>[] {EntityManagerFactory.class}, (proxy, m, a) -> null);
    }
}
