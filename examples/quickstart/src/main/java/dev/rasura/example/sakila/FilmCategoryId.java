package dev.rasura.example.sakila;

import java.io.Serializable;

public record FilmCategoryId(Integer film, Integer category) implements Serializable {}
