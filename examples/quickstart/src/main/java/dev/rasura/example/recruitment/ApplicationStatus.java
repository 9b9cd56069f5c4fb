package dev.rasura.example.recruitment;

public enum ApplicationStatus {
    SUBMITTED,
    INTERVIEW,
    REJECTED,
    WITHDRAWN,
    HIRED
}
