package dev.rasura.export.trespass;

import dev.rasura.erasure.trespass.ErasureManager;

public record KnowsErasure(ErasureManager erasure) {}
