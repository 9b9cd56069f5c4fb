package dev.rasura.generated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles models in memory, many at a time, with the JDK's own compiler. */
final class ModelClasses {

    private final Map<String, byte[]> code = new HashMap<>();

    private ModelClasses() {}

    static ModelClasses compile(List<Model> models) {
        ModelClasses classes = new ModelClasses();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        for (Model model : models) {
            String name = SourceWriter.packageOf(model) + ".M";
            sources.add(new Source(name, SourceWriter.write(model)));
        }
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
                JavaFileManager files = classes.new Memory(standard)) {
            boolean done = compiler.getTask(null, files, problems, List.of("-proc:none", "-nowarn"), null, sources)
                    .call();
            if (!done) {
                throw new IllegalStateException("A model does not compile: " + problems.getDiagnostics());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }

    /** The entities and embeddables of the model, in a class loader of its own. */
    Class<?>[] of(Model model) {
        String name = SourceWriter.packageOf(model) + ".M";
        ClassLoader loader = new ClassLoader(ModelClasses.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String className) throws ClassNotFoundException {
                byte[] bytes = code.get(className);
                if (bytes == null) {
                    throw new ClassNotFoundException(className);
                }
                return defineClass(className, bytes, 0, bytes.length);
            }
        };
        try {
            Class<?> outer = loader.loadClass(name);
            return Arrays.stream(outer.getDeclaredClasses())
                    .filter(c -> c.isAnnotationPresent(jakarta.persistence.Entity.class))
                    .toArray(Class<?>[]::new);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() throws IOException {
                            super.close();
                            code.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
