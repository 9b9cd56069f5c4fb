package dev.rasura.trespass.spring;

/** Stands for a class of Spring, which is not on the core's class path. */
public final class SpringStandIn {}
