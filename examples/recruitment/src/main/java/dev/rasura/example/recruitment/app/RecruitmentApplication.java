package dev.rasura.example.recruitment.app;

import dev.rasura.example.recruitment.Candidate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.persistence.autoconfigure.EntityScan;

/** Starts the platform on port 8080. */
@SpringBootApplication
@EntityScan(basePackageClasses = Candidate.class)
public class RecruitmentApplication {

    public static void main(String[] args) {
        SpringApplication.run(RecruitmentApplication.class, args);
    }
}
