package dev.rasura.internal.trespass;

import org.hibernate.Session;

/** Touches Hibernate outside the one package that may. */
public record Machinery(Session session) {}
