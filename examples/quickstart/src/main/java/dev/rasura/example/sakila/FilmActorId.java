package dev.rasura.example.sakila;

import java.io.Serializable;

public record FilmActorId(Integer actor, Integer film) implements Serializable {}
