package dev.rasura.openview;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Endpoints that read in a read-only transaction, and perhaps later. */
@RestController
class Ward {

    private final Files files;

    Ward(Files files) {
        this.files = files;
    }

    @Service
    static class Files {

        @PersistenceContext
        EntityManager entityManager;

        @Transactional(readOnly = true)
        public Patient find(long id) {
            return entityManager.find(Patient.class, id);
        }

        @Transactional(readOnly = true)
        public String text(long id) {
            return findings(entityManager.find(Patient.class, id));
        }

        @Transactional(readOnly = true)
        public String failing(long id) {
            entityManager.find(Patient.class, id);
            throw new IllegalStateException("after the read");
        }
    }

    /** Loads in the transaction, and in the view only what is left. */
    @GetMapping("/patients/{id}")
    String patient(@PathVariable long id) {
        return findings(files.find(id));
    }

    /** Loads all in the transaction. */
    @GetMapping("/patients/{id}/text")
    String text(@PathVariable long id) {
        return files.text(id);
    }

    @GetMapping("/patients/{id}/failing")
    String failing(@PathVariable long id) {
        return files.failing(id);
    }

    @GetMapping("/patients/{id}/later")
    Callable<String> later(@PathVariable long id) {
        return () -> files.text(id);
    }

    @GetMapping("/patients/{id}/stream")
    StreamingResponseBody stream(@PathVariable long id) {
        return out -> out.write(files.text(id).getBytes(StandardCharsets.UTF_8));
    }

    private static String findings(Patient patient) {
        StringBuilder text = new StringBuilder();
        patient.findings.forEach(finding -> text.append(finding.text));
        return text.toString();
    }
}
